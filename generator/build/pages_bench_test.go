package build

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/site"
)

// benchNotes is how many notes the benchmarks of this package work on.
const benchNotes = 2000

// linkedCorpus is a site of the bench as far as it is linked.
func linkedCorpus(b *testing.B) *Builder {
	notes, err := corpus.New(benchNotes, 1)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if _, err := notes.Write(dir, corpus.Fangzhi); err != nil {
		b.Fatal(err)
	}
	builder, err := Open(Options{Site: dir, Theme: defaultTheme(b), Check: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := builder.Close(); err != nil {
			b.Error(err)
		}
	})
	if _, err := builder.Build(context.Background(), nil); err != nil {
		b.Fatal(err)
	}
	return builder
}

// planned lists the pages anew, with nothing worked out yet.
func (b *Builder) plannedAnew() []site.Page {
	b.planned, b.memory = nil, site.Memory{}
	b.plan(b.linked.graph)
	var pages []site.Page
	for _, f := range b.planned.files {
		if f.page != nil && f.page.File == nil {
			pages = append(pages, *f.page)
		}
	}
	return pages
}

func BenchmarkPlan(b *testing.B) {
	builder := linkedCorpus(b)
	b.ReportAllocs()
	for b.Loop() {
		builder.plannedAnew()
	}
}

// BenchmarkViews makes the view models of all pages, and the index of the
// search, which is among the files that are bytes already.
func BenchmarkViews(b *testing.B) {
	builder := linkedCorpus(b)
	for _, of := range []struct {
		name string
		want func(site.Page) bool
	}{
		{"notes", func(p site.Page) bool { return p.Kind == site.Note }},
		{"lists", func(p site.Page) bool { return p.Kind != site.Note && p.Kind != site.Raw }},
		{"raw", func(p site.Page) bool { return p.Kind == site.Raw }},
	} {
		b.Run(of.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, page := range builder.plannedAnew() {
					if of.want(page) {
						page.View()
					}
				}
			}
		})
	}
}

// views are the view models of all pages that have a template, by kind.
func (b *Builder) views() map[string][]any {
	views := map[string][]any{}
	for _, page := range b.plannedAnew() {
		if page.Kind != site.Raw {
			views[string(page.Kind)] = append(views[string(page.Kind)], page.View().Model)
		}
	}
	return views
}

func BenchmarkFingerprint(b *testing.B) {
	views := linkedCorpus(b).views()
	b.ReportAllocs()
	for b.Loop() {
		for _, models := range views {
			for _, model := range models {
				fingerprint.Of(model)
			}
		}
	}
}

// BenchmarkRender renders all pages, as they are published and by html/template
// alone.
func BenchmarkRender(b *testing.B) {
	builder := linkedCorpus(b)
	views := builder.views()
	for _, of := range []struct {
		name string
		want func(kind string) bool
	}{
		{"notes", func(kind string) bool { return kind == string(site.Note) }},
		{"lists", func(kind string) bool { return kind != string(site.Note) }},
	} {
		renderAll := func(b *testing.B, render func(out *bytes.Buffer, kind string, model any) error) {
			b.ReportAllocs()
			var page bytes.Buffer
			for b.Loop() {
				size := 0
				for kind, models := range views {
					if !of.want(kind) {
						continue
					}
					for _, model := range models {
						page.Reset()
						if err := render(&page, kind, model); err != nil {
							b.Fatal(err)
						}
						size += page.Len()
					}
				}
				b.SetBytes(int64(size))
			}
		}
		language := builder.settings.Language
		b.Run(of.name, func(b *testing.B) {
			renderAll(b, func(out *bytes.Buffer, kind string, model any) error {
				if problem := builder.theme.Render(out, language, kind, model); problem != nil {
					return errors.New(problem.Message)
				}
				return nil
			})
		})
		b.Run(of.name+" slowly", func(b *testing.B) {
			renderAll(b, func(out *bytes.Buffer, kind string, model any) error {
				return builder.theme.Slowly(out, language, kind, model)
			})
		})
	}
}
