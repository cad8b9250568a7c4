package mathml

import (
	"strings"
	"unicode/utf8"
)

// symbol is a sign that a command stands for.
type symbol struct {
	text   string
	kind   kind
	limits limits
}

type kind uint8

const (
	slanted kind = iota // a letter
	roman               // a letter or sign that is never slanted
	infix               // an operator or a relation
	opens
	closes
	barLike // either
	operand // a sign that stands for operands left out
)

func (s symbol) node() *node {
	switch s.kind {
	case slanted:
		return identifier(s.text)
	case roman:
		return upright(s.text)
	case opens:
		return &node{tag: "mo", attributes: ` stretchy="false"`, text: s.text, role: opening}
	case closes:
		return &node{tag: "mo", attributes: ` stretchy="false"`, text: s.text, role: closing}
	case barLike:
		return bar(s.text)
	case operand:
		return leaf("mo", s.text)
	}
	n := operator(s.text, "")
	n.limits = s.limits
	return n
}

// The lists below hold the names of commands, each followed by its sign.

const slantedSigns = `
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ lambda λ
mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ
omega ω partial ∂ imath ı jmath ȷ ell ℓ hbar ℏ`

const romanSigns = `
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ nabla ∇ Re ℜ Im ℑ wp ℘
aleph ℵ beth ℶ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ blacksquare ■ qed ∎ degree ° checkmark ✓
% % # # _ _ $ $ & & S § P ¶ pounds £ yen ¥ copyright ©`

const binarySigns = `
times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cap ∩ cup ∪ uplus ⊎
sqcap ⊓ sqcup ⊔ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ smallsetminus ∖ neg ¬ lnot ¬ wr ≀ amalg ⨿ dagger † ddagger ‡ diamond ⋄
colon : surd √ therefore ∴ because ∵`

const operandSigns = `prime ′ ldots … dots … dotsc … cdots ⋯ dotsb ⋯ dotsm ⋯ vdots ⋮ ddots ⋱`

const relationSigns = `
lt < gt > le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ ll ≪ gg ≫ lll ⋘ ggg ⋙ ne ≠ neq ≠ nless ≮ ngtr ≯ nleq ≰ ngeq ≱
equiv ≡ sim ∼ nsim ≁ simeq ≃ approx ≈ approxeq ≊ cong ≅ ncong ≇ propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔
lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ owns ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂
models ⊨ vDash ⊨ vdash ⊢ dashv ⊣ nvdash ⊬ Vdash ⊩ forall ∀ exists ∃ nexists ∄ bowtie ⋈ smile ⌣ frown ⌢`

const arrowSigns = `
to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ nrightarrow ↛ nleftarrow ↚ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
nRightarrow ⇏ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕
nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ leftharpoonup ↼ rightleftharpoons ⇌
rightleftarrows ⇄ leftrightarrows ⇆ twoheadrightarrow ↠ rightsquigarrow ⇝ leadsto ⇝`

const openSigns = `{ { lbrace { lbrack [ langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lgroup ⟮`

const closeSigns = `} } rbrace } rbrack ] rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rgroup ⟯`

const barSigns = `| ‖ Vert ‖ vert | backslash \`

const sumSigns = `
sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ biguplus ⨄ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀`

const integralSigns = `int ∫ iint ∬ iiint ∭ oint ∮`

// symbols are the signs by their commands.
var symbols = gathered()

func gathered() map[string]symbol {
	all := map[string]symbol{}
	for _, list := range []struct {
		signs  string
		kind   kind
		limits limits
	}{
		{slantedSigns, slanted, beside}, {romanSigns, roman, beside}, {binarySigns, infix, beside},
		{operandSigns, operand, beside}, {relationSigns, infix, beside}, {arrowSigns, infix, beside}, {openSigns, opens, beside}, {closeSigns, closes, beside},
		{barSigns, barLike, beside}, {sumSigns, infix, movable}, {integralSigns, infix, onRequest},
	} {
		words := strings.Fields(list.signs)
		for i := 0; i+1 < len(words); i += 2 {
			all[words[i]] = symbol{words[i+1], list.kind, list.limits}
		}
	}
	return all
}

// bySign are the same beyond ASCII by what they show, for those who type ∑
// rather than \sum.
var bySign = signs()

func signs() map[rune]symbol {
	all := map[rune]symbol{}
	for _, s := range symbols { // commands that share a sign share its kind, but for bars
		if r, _ := utf8.DecodeRuneInString(s.text); r >= utf8.RuneSelf && r != '‖' {
			all[r] = s
		}
	}
	all['‖'] = symbols["Vert"]
	return all
}

// namedFunction is a function that has a name in words, and where limits stand.
type namedFunction struct {
	text   string
	limits limits
}

// functions are the named functions by their commands.
var functions = map[string]namedFunction{
	"sin": {text: "sin"}, "cos": {text: "cos"}, "tan": {text: "tan"}, "cot": {text: "cot"}, "sec": {text: "sec"}, "csc": {text: "csc"},
	"arcsin": {text: "arcsin"}, "arccos": {text: "arccos"}, "arctan": {text: "arctan"}, "sinh": {text: "sinh"}, "cosh": {text: "cosh"},
	"tanh": {text: "tanh"}, "coth": {text: "coth"}, "log": {text: "log"}, "ln": {text: "ln"}, "lg": {text: "lg"}, "exp": {text: "exp"},
	"deg": {text: "deg"}, "dim": {text: "dim"}, "ker": {text: "ker"}, "hom": {text: "hom"}, "arg": {text: "arg"},
	"det": {"det", movable}, "gcd": {"gcd", movable}, "lim": {"lim", movable}, "Pr": {"Pr", movable},
	"limsup": {"lim\u2009sup", movable}, "liminf": {"lim\u2009inf", movable}, "max": {"max", movable}, "min": {"min", movable},
	"sup": {"sup", movable}, "inf": {"inf", movable}, "argmax": {"arg\u2009max", movable}, "argmin": {"arg\u2009min", movable},
}

const wordSpace = "0.333em"

// spaces are the widths of the spacing commands.
var spaces = map[string]string{
	",": thin, "thinspace": thin, ":": "0.222em", ">": "0.222em", "medspace": "0.222em", ";": "0.278em", "thickspace": "0.278em",
	"!": "-0.167em", "negthinspace": "-0.167em", " ": wordSpace, "\n": wordSpace, "\t": wordSpace, "space": wordSpace,
	"enspace": "0.5em", "quad": "1em", "qquad": "2em",
}
