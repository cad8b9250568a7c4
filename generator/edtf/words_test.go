package edtf

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWordsAreThoseOfAReader(t *testing.T) {
	for _, test := range []struct{ text, english, chinese string }{
		{"1953", "1953", "1953年"},
		{"1953-05", "May 1953", "1953年5月"},
		{"1956-09-24", "24 September 1956", "1956年9月24日"},
		{"1985-04-12T23:20:30", "12 April 1985, 23:20:30", "1985年4月12日23:20:30"},
		{"1985-04-12T23:20:30Z", "12 April 1985, 23:20:30 (UTC)", "1985年4月12日23:20:30（UTC）"},
		{"1985-04-12T23:20:30-04", "12 April 1985, 23:20:30 (UTC-04)", "1985年4月12日23:20:30（UTC-04）"},
		// eras and long years
		{"0753", "753 CE", "公元753年"},
		{"-0043", "44 BCE", "公元前44年"},
		{"0000", "1 BCE", "公元前1年"},
		{"-0043-03-15", "15 March 44 BCE", "公元前44年3月15日"},
		{"Y170000002", "170,000,002", "170000002年"},
		{"Y-17E7", "170,000,001 BCE", "公元前170000001年"},
		{"1950S2", "estimated 1950 (between 1900 and 1999)", "估计1950年（1900年至1999年之间）"},
		{"1950S4", "1950", "1950年"},
		{"-0143S2", "estimated 144 BCE (between 150 BCE and 141 BCE)", "估计公元前144年（公元前150年至公元前141年之间）"},
		// doubt
		{"1953~", "about 1953", "约1953年"},
		{"1953?", "1953 (uncertain)", "1953年（存疑）"},
		{"1953-05%", "about May 1953 (uncertain)", "约1953年5月（存疑）"},
		{"2004-06~-11", "11 June 2004 (year and month approximate)", "2004年6月11日（年、月为约数）"},
		{"?2004-06-~11", "11 June 2004 (year uncertain, day approximate)", "2004年6月11日（年存疑，日为约数）"},
		{"2004-%06-11", "11 June 2004 (month uncertain and approximate)", "2004年6月11日（月存疑且为约数）"},
		// unspecified digits
		{"197X", "1970s", "20世纪70年代"},
		{"200X", "2000s", "21世纪头十年"},
		{"053X", "530s CE", "6世纪30年代"},
		{"-004X", "a year between 50 BCE and 41 BCE", "公元前50年至公元前41年间某年"},
		{"19XX", "20th century", "20世纪"},
		{"00XX", "1st century", "1世纪"},
		{"-01XX", "2nd century BCE", "公元前2世纪"},
		{"12XX", "13th century", "13世纪"},
		{"20XX", "21st century", "21世纪"},
		{"02XX", "3rd century", "3世纪"},
		{"1XXX", "2nd millennium", "公元第2个千年"},
		{"-0XXX", "1st millennium BCE", "公元前第1个千年"},
		{"XXXX", "an unknown year", "某年"},
		{"19X5", "a year between 1905 and 1995", "1905年至1995年间某年"},
		{"197X~", "about the 1970s", "约20世纪70年代"},
		{"1956-XX", "an unknown month of 1956", "1956年某月"},
		{"1985-04-XX", "an unknown day of April 1985", "1985年4月某日"},
		{"1985-XX-XX", "an unknown day of 1985", "1985年某月某日"},
		{"1985-XX-12", "day 12 of an unknown month of 1985", "1985年某月12日"},
		{"156X-12-25", "25 December of a year in the 1560s", "16世纪60年代某年12月25日"},
		{"1XXX-12", "December of a year in the 2nd millennium", "公元第2个千年某年12月"},
		{"XXXX-12-XX", "an unknown day of December of an unknown year", "某年12月某日"},
		{"1984-1X", "between October 1984 and December 1984", "1984年10月至1984年12月之间"},
		{"2004-06-1X", "between 10 June 2004 and 19 June 2004", "2004年6月10日至2004年6月19日之间"},
		// seasons and other parts of a year
		{"1953-21", "spring 1953", "1953年春"},
		{"1953-24~", "about winter 1953", "约1953年冬"},
		{"1953-25", "spring 1953 (northern hemisphere)", "1953年春（北半球）"},
		{"1953-32", "winter 1953 (southern hemisphere)", "1953年冬（南半球）"},
		{"1953-34", "second quarter of 1953", "1953年第二季度"},
		{"1953-39", "September–December 1953", "1953年9月至12月"},
		{"1953-40", "first half of 1953", "1953年上半年"},
		{"1953-41~", "about the second half of 1953", "约1953年下半年"},
		{"195X-22", "summer of a year in the 1950s", "20世纪50年代某年夏"},
		// intervals
		{"1950-06-30/1953~", "30 June 1950 to about 1953", "1950年6月30日至约1953年"},
		{"195X/197X", "1950s to the 1970s", "20世纪50年代至20世纪70年代"},
		{"2017/..", "from 2017 on", "2017年起"},
		{"197X/..", "from the 1970s on", "20世纪70年代起"},
		{"../2006", "until 2006", "至2006年"},
		{"2017/", "from 2017 (end unknown)", "2017年起（结束时间不详）"},
		{"/2006", "until 2006 (start unknown)", "至2006年（开始时间不详）"},
		// sets
		{"[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672", "1667年、1668年或1670年至1672年"},
		{"{1667,1668,1670..1672}", "1667, 1668 and 1670 to 1672", "1667年、1668年和1670年至1672年"},
		{"[1670..1672]", "one of 1670 to 1672", "1670年至1672年中的某一个"},
		{"{1670..1672}", "each of 1670 to 1672", "1670年至1672年中的每一个"},
		{"[1667]", "1667", "1667年"},
		{"[..1760-12-03]", "3 December 1760 or earlier", "1760年12月3日或更早"},
		{"[1760-12..]", "December 1760 or later", "1760年12月或更晚"},
		{"{..1984}", "1984 and earlier", "1984年和更早"},
	} {
		t.Run(test.text, func(t *testing.T) {
			d := date(t, test.text)
			if got := d.Words("en"); got != test.english {
				t.Errorf("in English %q, want %q", got, test.english)
			}
			if got := d.Words("zh"); got != test.chinese {
				t.Errorf("in Chinese %q, want %q", got, test.chinese)
			}
		})
	}
}

func TestWordsOfOtherLanguagesAreEnglish(t *testing.T) {
	d := date(t, "1953~")
	for lang, want := range map[string]string{
		"en-GB": "about 1953", "de": "about 1953", "": "about 1953", "zho": "about 1953",
		"zh-CN": "约1953年", "ZH": "约1953年", "zh_TW": "约1953年",
	} {
		if got := d.Words(lang); got != want {
			t.Errorf("in %q: %q, want %q", lang, got, want)
		}
	}
}

func TestNoDateHasNoWords(t *testing.T) {
	if got := (Date{}).Words("en"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestEveryDateHasWordsInEveryLanguage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		for _, lang := range []string{"en", "zh"} {
			if d.Words(lang) == "" {
				t.Fatalf("%s has no words in %s", d, lang)
			}
		}
	})
}

func TestDurationsAreFullYears(t *testing.T) {
	for _, test := range []struct{ text, english, chinese string }{
		{"1953/1957", "3 to 5 years", "3至5年"},
		{"1953-01-01/1957-12-31", "5 years", "5年"},
		{"1953-01-01/1953-12-31", "1 year", "1年"},
		{"1953-01-01/1953-12", "up to 1 year", "至多1年"},
		{"1953-01/1953-05", "less than a year", "不到1年"},
		{"1953/1954", "up to 2 years", "至多2年"},
		{"Y-17E7/1953-12-31", "170,001,953 to 170,001,954 years", "170001953至170001954年"},
		{"1953", "", ""},
		{"1953/..", "", ""},
		{"/1953", "", ""},
		{"{1953,1957}", "", ""},
	} {
		t.Run(test.text, func(t *testing.T) {
			d := date(t, test.text)
			if got := d.DurationWords("en"); got != test.english {
				t.Errorf("in English %q, want %q", got, test.english)
			}
			if got := d.DurationWords("zh"); got != test.chinese {
				t.Errorf("in Chinese %q, want %q", got, test.chinese)
			}
		})
	}
}

func TestOrdinalsOfEachLanguage(t *testing.T) {
	for _, test := range []struct {
		n                int64
		english, chinese string
	}{
		{1, "1st", "1"}, {2, "2nd", "2"}, {3, "3rd", "3"}, {4, "4th", "4"}, {11, "11th", "11"}, {12, "12th", "12"},
		{13, "13th", "13"}, {21, "21st", "21"}, {111, "111th", "111"}, {0, "0th", "0"},
	} {
		for lang, want := range map[string]string{"en-GB": test.english, "zh-Hans": test.chinese} {
			if got := Ordinal(test.n, lang); got != want {
				t.Errorf("%d in %s: %q, want %q", test.n, lang, got, want)
			}
		}
	}
}
