package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// BenchmarkBuild makes the index of 10,000 notes of about 700 words each.
func BenchmarkBuild(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 20_000)
	for i := range vocabulary {
		vocabulary[i] = fmt.Sprintf("%c%c%x", 'a'+i%26, 'a'+i/26%26, i)
	}
	notes := make([]Note, 10_000)
	for i := range notes {
		notes[i] = Note{Path: fmt.Sprint(i), Title: fmt.Sprint("Note ", i), Type: "case"}
		for j := range 8 {
			var text strings.Builder
			for range 90 {
				// Few words are common, and most are rare.
				f := random.Float64()
				text.WriteString(vocabulary[int(f*f*f*float64(len(vocabulary)))] + " ")
			}
			notes[i].Sections = append(notes[i].Sections, Section{ID: fmt.Sprint(j), Heading: "Part", Text: text.String()})
		}
	}
	b.ResetTimer()
	b.ReportAllocs()
	for b.Loop() {
		size := 0
		for _, f := range Build(notes) {
			size += len(f.Data)
		}
		b.ReportMetric(float64(size), "bytes")
	}
}
