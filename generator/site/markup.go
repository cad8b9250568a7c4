package site

import (
	"bytes"
	"encoding/binary"
	"html/template"
	"math"
	"strconv"
	"sync"

	"fangzhi/generator/address"
)

// markup is HTML that is being written. A page is made of hundreds of pieces:
// each is added to the one text at hand, and none is a string of its own.
type markup struct{ text []byte }

// markups are kept to be used again, since a text grows by being copied.
var markups = sync.Pool{New: func() any { return new(markup) }}

// written is what a function writes.
func written(write func(*markup)) template.HTML {
	b := markups.Get().(*markup)
	defer markups.Put(b)
	b.text = b.text[:0]
	write(b)
	return template.HTML(b.text)
}

// WriteString adds what is HTML already.
func (b *markup) WriteString(s string) { b.text = append(b.text, s...) }

// strings adds what is HTML already.
func (b *markup) strings(parts ...string) {
	for _, s := range parts {
		b.text = append(b.text, s...)
	}
}

// integer writes a whole number.
func (b *markup) integer(n int) { b.text = strconv.AppendInt(b.text, int64(n), 10) }

// number writes a number in as few digits as tell it from others. Those of
// drawings have two decimals at most, and are written in a third of the time.
func (b *markup) number(v float64) {
	if whole := int64(v); float64(whole) == v && !math.Signbit(v) && v < 1e12 {
		b.text = strconv.AppendInt(b.text, whole, 10)
		return
	}
	hundredths := int64(v*100 + 0.5)
	if math.Signbit(v) || v > 1e12 || float64(hundredths)/100 != v {
		b.text = strconv.AppendFloat(b.text, v, 'f', -1, 64)
		return
	}
	b.text = strconv.AppendInt(b.text, hundredths/100, 10)
	if rest := hundredths % 100; rest != 0 {
		b.text = append(b.text, '.', byte('0'+rest/10))
		if rest %= 10; rest != 0 {
			b.text = append(b.text, byte('0'+rest))
		}
	}
}

// thousandths writes a number with three decimals at most. It is rounded here
// unless it lies so near to half that only all of its digits tell.
func (b *markup) thousandths(v float64) {
	down := math.Floor(v * 1000)
	rest := v*1000 - down
	if math.Signbit(v) || !(v < 1e9) || math.Abs(rest-0.5) < 0.001 {
		b.text = strconv.AppendFloat(b.text, v, 'f', 3, 64)
		b.text = bytes.TrimSuffix(bytes.TrimRight(b.text, "0"), []byte("."))
		return
	}
	n := int64(down)
	if rest > 0.5 {
		n++
	}
	b.text = strconv.AppendInt(b.text, n/1000, 10)
	if n %= 1000; n != 0 {
		b.text = append(b.text, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
		b.text = bytes.TrimRight(b.text, "0")
	}
}

// escape writes text so that it stands for itself in HTML, in an attribute's
// value as well, as html/template writes it.
func escape(b *markup, s string) {
	to := b.text
	for {
		n := plain(s)
		to = append(to, s[:n]...)
		if n == len(s) {
			b.text = to
			return
		}
		to = append(to, entities[s[n]]...)
		s = s[n+1:]
	}
}

// entities are what is written for the characters that stand for something else
// in HTML.
var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", 0: "\uFFFD"}

// plain is how many bytes at the beginning of a text have no entity. Most texts
// are plain, and are looked through eight bytes at a time.
func plain(s string) int {
	i := 0
	for len(s)-i >= 8 {
		if !suspect(binary.LittleEndian.Uint64([]byte(s[i : i+8]))) {
			i += 8
			continue
		}
		for range 8 {
			if entities[s[i]] != "" {
				return i
			}
			i++
		}
	}
	for i < len(s) && entities[s[i]] == "" {
		i++
	}
	return i
}

// suspect tells whether one of eight bytes may have an entity.
func suspect(eight uint64) bool {
	const each = 0x0101010101010101 // a byte, times this, is eight of them
	// A byte less one has a high bit that it did not have before, if it is zero:
	// three such tests are for zero itself, for " & ' (and #, which only costs
	// a second look), and for < and >, by the bits that these share.
	quotes := eight&^(each*0x05) ^ each*'"'
	angles := eight | each*0x02 ^ each*'>'
	return ((eight-each)&^eight|(quotes-each)&^quotes|(angles-each)&^angles)&(each*0x80) != 0
}

// address writes an address with an anchor as address.Fragment has it, which
// would make a text of the two.
func (b *markup) address(href, anchor string) {
	escape(b, href)
	if anchor != "" {
		b.WriteString("#")
		escape(b, address.Anchor(anchor))
	}
}

// attribute writes an attribute, unless its value is empty.
func attribute(b *markup, name, prefix, value string) {
	if value == "" {
		return
	}
	b.strings(" ", name, `="`, prefix)
	escape(b, value)
	b.WriteString(`"`)
}
