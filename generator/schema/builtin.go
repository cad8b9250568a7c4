package schema

// Page is the type of a note that has no other.
const Page = "page"

// builtinTypes are the types every site has, in the order of display.
var builtinTypes = []Type{
	{ID: "period", Folder: "periods", Singular: "period", Plural: "periods", Dates: []string{"when"}},
	{ID: "norm", Folder: "norms", Singular: "norm", Plural: "norms", Dates: []string{"in_force", "issued", "when"}},
	{ID: "case", Folder: "cases", Singular: "case", Plural: "cases", Dates: []string{"when"}},
	{ID: "organisation", Folder: "organisations", Singular: "organisation", Plural: "organisations", Dates: []string{"when"}},
	{ID: "person", Folder: "people", Singular: "person", Plural: "people", Dates: []string{"when"}},
	{ID: "place", Folder: "places", Singular: "place", Plural: "places", Dates: []string{"when"}},
	{ID: "concept", Folder: "concepts", Singular: "concept", Plural: "concepts", Dates: []string{"when"}},
	{ID: "course", Folder: "courses", Singular: "course", Plural: "courses", Dates: []string{"when"}},
	{ID: Page, Folder: "", Singular: "page", Plural: "pages", Dates: []string{"when"}},
}

// builtinFields are the fields that only some types carry, and those that all
// may carry and the summary box shows, in the order in which it shows them.
var builtinFields = []Field{
	{ID: "when", Label: "when", Kind: Date},
	{ID: "issued", Label: "issued", Kind: Date, Types: []string{"norm"}},
	{ID: "in_force", Label: "in force", Kind: Date, Types: []string{"norm"}},
	{ID: "issuer", Label: "issued by", Kind: Relation, Types: []string{"norm"}, Inverse: "issues", InverseLabel: "issues"},
	{ID: "number", Label: "number", Kind: Text, Types: []string{"norm"}},
	{ID: "level", Label: "level", Kind: Text, Types: []string{"norm"}},
	{ID: "supersedes", Label: "supersedes", Kind: Relation, Types: []string{"norm"}, Inverse: "superseded_by", InverseLabel: "superseded by"},
	{ID: "amends", Label: "amends", Kind: Relation, Types: []string{"norm"}, Inverse: "amended_by", InverseLabel: "amended by"},
	{ID: "implements", Label: "implements", Kind: Relation, Types: []string{"norm"}, Inverse: "implemented_by", InverseLabel: "implemented by"},
	{ID: "attributes", Label: "attributes", Kind: Structured},
	{ID: "assigns", Label: "assigns", Kind: Structured, Types: []string{"norm"}},
	{ID: "place", Label: "place", Kind: Relation, Types: []string{"case"}, Inverse: "place_of", InverseLabel: "place of"},
	{ID: "actors", Label: "actors", Kind: Relation, Types: []string{"case"}, Inverse: "acts_in", InverseLabel: "acts in"},
	{ID: "norms", Label: "applies norm", Kind: Relation, Types: []string{"case"}, Inverse: "applied_in", InverseLabel: "applied in"},
	{ID: "periods", Label: "took place during", Kind: Relation, Types: []string{"case"}, Inverse: "setting_of", InverseLabel: "setting of"},
	{ID: "part_of", Label: "part of", Kind: Relation, Types: []string{"organisation", "place", "period"}, Inverse: "has_part", InverseLabel: "has part"},
	{ID: "successor_of", Label: "successor of", Kind: Relation, Types: []string{"organisation"}, Inverse: "succeeded_by", InverseLabel: "succeeded by"},
	{ID: "dispatches", Label: "dispatches", Kind: Relation, Types: []string{"organisation"}, Inverse: "dispatched_by", InverseLabel: "dispatched by"},
	{ID: "reports_to", Label: "reports to", Kind: Relation, Types: []string{"organisation"}, Inverse: "receives_reports_from", InverseLabel: "receives reports from"},
	{ID: "evaluates", Label: "evaluates", Kind: Relation, Types: []string{"organisation"}, Inverse: "evaluated_by", InverseLabel: "evaluated by"},
	{ID: "term", Label: "term of office", Kind: Date, Types: []string{"person"}},
	{ID: "roles", Label: "roles", Kind: Texts, Types: []string{"person"}},
	{ID: "coordinates", Label: "coordinates", Kind: Coordinates, Types: []string{"place"}},
	{ID: "precision", Label: "precision", Kind: Text, Types: []string{"place"}},
	{ID: "sessions", Label: "sessions", Kind: Structured, Types: []string{"course"}},
	{ID: Reads, Label: "reads", Kind: Relation, Types: []string{"course"}, Inverse: "read_in", InverseLabel: "read in"},
}

// Reads is the relation of a course to the notes that its sessions read; it is
// drawn from the sessions as well.
const Reads = "reads"

// commonNames are the front-matter names that every type has, beside the
// fields above. They are described with Front.
var commonNames = []string{
	"title", "original_title", "type", "id", "slug", "aliases", "tags", "summary",
	"authors", "lang", "status", "sort_key", "redirects", "sources", "published", "updated",
}
