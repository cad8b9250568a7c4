package bibliography

import (
	"maps"
	"slices"
)

// cslTypes are the types of CSL for those of BibTeX and BibLaTeX.
var cslTypes = map[string]string{
	"article": "article-journal", "review": "review", "periodical": "periodical", "suppperiodical": "article-journal",
	"newspaper": "article-newspaper", "magazine": "article-magazine",

	"book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
	"mvproceedings": "book", "reference": "book", "mvreference": "book", "booklet": "pamphlet", "manual": "report",
	"inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter", "incollection": "chapter",
	"suppcollection": "chapter", "inproceedings": "paper-conference", "conference": "paper-conference",
	"inreference": "entry-encyclopedia",

	"techreport": "report", "report": "report", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
	"unpublished": "manuscript", "archive": "manuscript", "letter": "personal_communication",

	"online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage",
	"misc": "document", "document": "document", "dataset": "dataset", "software": "software", "standard": "standard",
	"patent": "patent", "map": "map", "artwork": "graphic", "image": "graphic", "audio": "song", "music": "song",
	"movie": "motion_picture", "video": "motion_picture", "performance": "performance", "speech": "speech",
	"interview": "interview",

	"legislation": "legislation", "legal": "legislation", "law": "legislation", "regulation": "regulation",
	"bill": "bill", "jurisdiction": "legal_case", "case": "legal_case", "hearing": "hearing", "treaty": "treaty",
}

// notReferences are entries of BibLaTeX that stand for no source: they serve
// other entries, or programs.
var notReferences = map[string]bool{"set": true, "xdata": true, "bibnote": true, "control": true}

// genres are the kinds of writing that an entry type, or one of BibLaTeX's
// words in the field type, implies.
var genres = map[string]string{
	"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
	"bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis", "techreport": "", "resreport": "Research report",
	"software": "", "patent": "Patent",
}

// Genres lists the words of English for kinds of writing that are implied,
// sorted.
func Genres() []string {
	return slices.DeleteFunc(slices.Compact(slices.Sorted(maps.Values(genres))), func(genre string) bool { return genre == "" })
}

// archives are the addresses of the archives that the field eprinttype names.
var archives = map[string]string{
	"arxiv": "https://arxiv.org/abs/", "jstor": "https://www.jstor.org/stable/", "hdl": "https://hdl.handle.net/",
	"pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}

// languages are the tags of the languages that BibLaTeX names by words.
var languages = map[string]string{
	"chinese": "zh", "chinese-simplified": "zh-Hans", "chinese-traditional": "zh-Hant", "simplified chinese": "zh-Hans",
	"traditional chinese": "zh-Hant", "japanese": "ja", "korean": "ko", "english": "en", "american": "en-US",
	"british": "en-GB", "ukenglish": "en-GB", "usenglish": "en-US", "french": "fr", "german": "de", "ngerman": "de",
	"russian": "ru", "spanish": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "vietnamese": "vi",
}

// cslKnown are the types of CSL 1.0.2.
var cslKnown = map[string]bool{
	"article": true, "article-journal": true, "article-magazine": true, "article-newspaper": true, "bill": true,
	"book": true, "broadcast": true, "chapter": true, "classic": true, "collection": true, "dataset": true,
	"document": true, "entry": true, "entry-dictionary": true, "entry-encyclopedia": true, "event": true,
	"figure": true, "graphic": true, "hearing": true, "interview": true, "legal_case": true, "legislation": true,
	"manuscript": true, "map": true, "motion_picture": true, "musical_score": true, "pamphlet": true,
	"paper-conference": true, "patent": true, "performance": true, "periodical": true, "personal_communication": true,
	"post": true, "post-weblog": true, "regulation": true, "report": true, "review": true, "review-book": true,
	"software": true, "song": true, "speech": true, "standard": true, "thesis": true, "treaty": true, "webpage": true,
}
