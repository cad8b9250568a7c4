package site

import "testing"

func TestAnAnchorMadeForAllPagesIsThatOfItsLink(t *testing.T) {
	l := Link{Text: "Norm & 规", Href: "/norms/a/?x&y", Type: "norm", Language: several}
	made := l
	made.anchor = l.Anchor()
	if made.Anchor() != l.Anchor() || made.Tag() != l.Tag() {
		t.Errorf("the link is %s and %s, not %s and %s", made.Anchor(), made.Tag(), l.Anchor(), l.Tag())
	}
	if got, want := made.to("/elsewhere/").Anchor(), l.to("/elsewhere/").Anchor(); got != want {
		t.Errorf("with another address it is %s, not %s", got, want)
	}
}
