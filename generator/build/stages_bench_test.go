package build

import (
	"testing"

	"fangzhi/generator/compile"
	"fangzhi/generator/graph"
	"fangzhi/generator/pack"
)

// BenchmarkCompile compiles all notes, one after the other, and packs them as
// the cache keeps them.
func BenchmarkCompile(b *testing.B) {
	builder := linkedCorpus(b)
	var size int64
	for _, n := range builder.notes {
		size += builder.inputs[n.path].Size
	}
	b.SetBytes(size)
	b.ReportAllocs()
	with := builder.deskFor(len(builder.notes))
	defer with.clear()
	for b.Loop() {
		for _, n := range builder.notes {
			if o := builder.compileOne(note{path: n.path}, with); o.object == nil || o.object.Refused {
				b.Fatalf("%s is refused", n.path)
			}
		}
	}
}

func BenchmarkLink(b *testing.B) {
	builder := linkedCorpus(b)
	b.ReportAllocs()
	for b.Loop() {
		graph.Link(builder.linked.input)
	}
}

// BenchmarkRecall reads the objects of a site as a second build does.
func BenchmarkRecall(b *testing.B) {
	builder := linkedCorpus(b)
	packed := string(pack.Append(nil, builder.linked.input.Objects))
	b.SetBytes(int64(len(packed)))
	b.ReportAllocs()
	for b.Loop() {
		var objects []*compile.Object
		if err := pack.Read(packed, &objects); err != nil {
			b.Fatal(err)
		}
	}
}
