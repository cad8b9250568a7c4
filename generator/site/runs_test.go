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

// TestRemarksInReferencesAreMarked holds that on a Chinese page the English of a
// reference that is not all English is marked, and nothing is marked twice.
func TestRemarksInReferencesAreMarked(t *testing.T) {
	for html, want := range map[string]string{
		`<span lang="zh-Hans">黄丽芬</span>. 2020. <span lang="zh-Hans">《第一书记》</span>. The copy &amp; its journal.`: `<span lang="zh-Hans">黄丽芬</span>. 2020. <span lang="zh-Hans">《第一书记》</span>. <span lang="en">The copy &amp; its journal</span>.`,
		`Central Committee. <a class="external" href="/a">Two words</a>, 2018<span lang="zh-Hans">年1月</span>.`:   `<span lang="en">Central Committee</span>. <a class="external" href="/a"><span lang="en">Two words</span></a>, 2018<span lang="zh-Hans">年1月</span>.`,
	} {
		if got := lentHTML("en", html); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
