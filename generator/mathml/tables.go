package mathml

import (
	"html"
	"strings"
)

// symbol is a character that a command stands for.
type symbol struct {
	char    string
	element string // "mi" for letters, "mo" for signs
	limits  bool   // scripts stand above and below it in display
	always  bool   // and elsewhere too
}

func (s symbol) markup() string {
	return "<" + s.element + ">" + html.EscapeString(s.char) + "</" + s.element + ">"
}

// symbols are gathered from lists of "name character" that are easy to read.
var symbols = gather()

const identifiers = `alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ
aleph ℵ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ imath ı jmath ȷ % % # # _ _`

const operators = `times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cap ∩ cup ∪
wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ neg ¬ lnot ¬ le ≤ leq ≤ ge ≥ geq ≥ ll ≪ gg ≫ ne ≠ neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈
cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ prec ≺ succ ≻ preceq ⪯ succeq ⪰
to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ mapsto ↦ longrightarrow ⟶
uparrow ↑ downarrow ↓ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ hookrightarrow ↪ forall ∀ exists ∃ nexists ∄ ldots … dots … cdots ⋯
vdots ⋮ ddots ⋱ prime ′ angle ∠ triangle △ square □ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ langle ⟨ rangle ⟩ { { } } | ‖ Vert ‖ vert | colon :
dagger † ddagger ‡ therefore ∴ because ∵ models ⊨ vdash ⊢ doteq ≐ triangleq ≜ coloneqq ≔ leqslant ⩽ geqslant ⩾ backslash \ & &`

const large = `sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀`

const integrals = `int ∫ iint ∬ iiint ∭ oint ∮`

func gather() map[string]symbol {
	all := map[string]symbol{}
	add := func(list, element string, limits bool) {
		words := strings.Fields(list)
		for i := 0; i+1 < len(words); i += 2 {
			all[words[i]] = symbol{char: words[i+1], element: element, limits: limits}
		}
	}
	add(identifiers, "mi", false)
	add(operators, "mo", false)
	add(large, "mo", true)
	add(integrals, "mo", false)
	return all
}

// spaces are the widths of the spacing commands.
var spaces = map[string]string{
	",": "0.167em", ":": "0.222em", ">": "0.222em", ";": "0.278em", "!": "-0.167em", " ": "0.333em", "quad": "1em", "qquad": "2em",
	"thinspace": "0.167em", "enspace": "0.5em",
}

// function is a name that is set upright.
type function struct {
	name   string
	limits bool
}

var functions = map[string]function{
	"sin": {"sin", false}, "cos": {"cos", false}, "tan": {"tan", false}, "cot": {"cot", false}, "sec": {"sec", false}, "csc": {"csc", false},
	"arcsin": {"arcsin", false}, "arccos": {"arccos", false}, "arctan": {"arctan", false}, "sinh": {"sinh", false}, "cosh": {"cosh", false},
	"tanh": {"tanh", false}, "log": {"log", false}, "ln": {"ln", false}, "lg": {"lg", false}, "exp": {"exp", false}, "deg": {"deg", false},
	"dim": {"dim", false}, "ker": {"ker", false}, "hom": {"hom", false}, "arg": {"arg", false}, "det": {"det", true}, "gcd": {"gcd", true},
	"lim": {"lim", true}, "limsup": {"lim sup", true}, "liminf": {"lim inf", true}, "max": {"max", true}, "min": {"min", true},
	"sup": {"sup", true}, "inf": {"inf", true}, "Pr": {"Pr", true}, "argmax": {"arg max", true}, "argmin": {"arg min", true},
}

var variants = map[string]string{
	"mathbf": "bold", "boldsymbol": "bold", "mathit": "italic", "mathbb": "double-struck", "mathcal": "script", "mathscr": "script",
	"mathfrak": "fraktur", "mathsf": "sans", "mathtt": "mono", "mathnormal": "",
}

var accents = map[string]string{
	"hat": "^", "widehat": "^", "bar": "¯", "vec": "→", "tilde": "~", "widetilde": "~", "dot": "˙", "ddot": "¨", "acute": "´",
	"grave": "`", "check": "ˇ", "breve": "˘", "overrightarrow": "→", "overleftarrow": "←",
}

var delimiters = map[string]string{
	"{": "{", "}": "}", "|": "‖", "langle": "⟨", "rangle": "⟩", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋",
	"vert": "|", "Vert": "‖", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "lbrace": "{", "rbrace": "}", "backslash": "\\",
}

// starts are where Unicode's mathematical alphabets begin: capital and small
// letters.
var starts = map[string][2]rune{
	"bold": {0x1D400, 0x1D41A}, "italic": {0x1D434, 0x1D44E}, "script": {0x1D49C, 0x1D4B6}, "fraktur": {0x1D504, 0x1D51E},
	"double-struck": {0x1D538, 0x1D552}, "sans": {0x1D5A0, 0x1D5BA}, "mono": {0x1D670, 0x1D68A},
}

// holes are the letters that stood in Unicode before the alphabets did.
var holes = map[rune]rune{
	0x1D49D: 'ℬ', 0x1D4A0: 'ℰ', 0x1D4A1: 'ℱ', 0x1D4A3: 'ℋ', 0x1D4A4: 'ℐ', 0x1D4A7: 'ℒ', 0x1D4A8: 'ℳ', 0x1D4AD: 'ℛ',
	0x1D4BA: 'ℯ', 0x1D4BC: 'ℊ', 0x1D4C4: 'ℴ', 0x1D506: 'ℭ', 0x1D50B: 'ℌ', 0x1D50C: 'ℑ', 0x1D515: 'ℜ', 0x1D51D: 'ℨ',
	0x1D53A: 'ℂ', 0x1D53F: 'ℍ', 0x1D545: 'ℕ', 0x1D547: 'ℙ', 0x1D548: 'ℚ', 0x1D549: 'ℝ', 0x1D551: 'ℤ', 0x1D455: 'ℎ',
}

// alphabet is the letter in one of Unicode's mathematical alphabets.
func alphabet(variant string, r rune) rune {
	start, ok := starts[variant]
	if !ok {
		return r
	}
	switch {
	case r >= 'A' && r <= 'Z':
		r = start[0] + r - 'A'
	case r >= 'a' && r <= 'z':
		r = start[1] + r - 'a'
	}
	if letter, ok := holes[r]; ok {
		return letter
	}
	return r
}
