package site

import "testing"

// TestTextsAreMarkedByTheirScript holds that a page tells of a text that the
// site's own language lends it, and takes no text of its own for one.
func TestTextsAreMarkedByTheirScript(t *testing.T) {
	for _, c := range []struct{ page, lent, text, want string }{
		{"ru", "en", "Закон о комитетах деревни", "Закон о комитетах деревни"},
		{"ru", "en", "The organic law", `<span lang="en">The organic law</span>`},
		{"ru", "en", "Закон The organic law", "Закон The organic law"},
		{"ru", "en", "Закон 村民", `Закон <span lang="zh-Hans">村民</span>`},
		{"fr", "en", "La loi organique", "La loi organique"},
		{"en", "ru", "Закон о комитетах", `<span lang="ru">Закон о комитетах</span>`},
		{"en", "ru", "The organic law", "The organic law"},
		{"zh", "ru", "Закон о комитетах", `<span lang="ru">Закон о комитетах</span>`},
		{"zh", "en", "村民委员会的条文见于 Organic law 一书之中", `村民委员会的条文见于 <span lang="en">Organic law</span> 一书之中`},
		{"ru", "", "The organic law", "The organic law"},
	} {
		if got := written(func(b *markup) { prose(b, c.page, c.lent, c.text) }); string(got) != c.want {
			t.Errorf("on a page in %q, with names in %q: %s, want %s", c.page, c.lent, got, c.want)
		}
	}
}
