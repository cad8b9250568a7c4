package bibliography

// texAccents are TeX's commands for accents, as the combining marks of
// Unicode.
var texAccents = map[string]string{
	"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
	`"`: "\u0308", "h": "\u0309", "r": "\u030A", "H": "\u030B", "v": "\u030C", "d": "\u0323", "c": "\u0327",
	"k": "\u0328", "b": "\u0331", "t": "\u0361",
}

// texSymbols are TeX's commands for letters and signs.
var texSymbols = map[string]string{
	"aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "i": "ı", "j": "ȷ",
	"l": "ł", "L": "Ł", "ng": "ŋ", "NG": "Ŋ", "o": "ø", "O": "Ø", "oe": "œ", "OE": "Œ", "ss": "ß", "SS": "ẞ",
	"th": "þ", "TH": "Þ",
	"S": "§", "P": "¶", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™",
	"pounds": "£", "euro": "€", "texteuro": "€", "textyen": "¥", "dag": "†", "ddag": "‡", "textdegree": "°",
	"textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "slash": "/",
	"textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
	"textquotesingle": "'", "textquotedbl": `"`, "guillemotleft": "«", "guillemotright": "»",
	"textbackslash": `\`, "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
	"textbar": "|", "textless": "<", "textgreater": ">", "textdollar": "$", "textperiodcentered": "·",
	"cdot": "·", "times": "×", "pm": "±", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "mu": "μ",
	"TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
	"par": " ", "newline": " ", "quad": " ", "qquad": " ", "space": " ", "newblock": " ",
}

// texDropped are the commands whose first argument is not text for people:
// \href{address}{words} is its words.
var texDropped = map[string]bool{
	"href": true, "textcolor": true, "color": true, "texorpdfstring": true, "foreignlanguage": true,
	"selectlanguage": true, "hspace": true, "vspace": true, "label": true, "cite": true,
}

// texMarks are the characters that stand for others in running text, longer
// ones first.
var texMarks = [...][2]string{
	{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"`", "‘"}, {"'", "’"}, {"~", "\u00A0"},
}
