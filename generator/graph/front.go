package graph

import (
	"reflect"
	"slices"

	"fangzhi/generator/edtf"
	"fangzhi/generator/schema"
)

// change is in which parts two front matters of a note differ that can be put
// into a graph one by one.
type change struct{ names, tags, dates bool }

// changeOf compares front matters, wherever in their files things stand. It fails
// where they differ in more than a change can say.
func changeOf(a, b *schema.Front) (c change, ok bool) {
	return change{
		names: !reflect.DeepEqual(namesIn(a), namesIn(b)),
		tags:  !slices.Equal(texts(a.Tags), texts(b.Tags)),
		dates: !reflect.DeepEqual(datesIn(a), datesIn(b)),
	}, reflect.DeepEqual(binding(*a), binding(*b))
}

// parts is in how many parts they differ.
func (c change) parts() int {
	n := 0
	for _, differs := range []bool{c.names, c.tags, c.dates} {
		if differs {
			n++
		}
	}
	return n
}

// binding is what of a front matter a graph is made of besides names, tags and
// dates. Places stay where the graph keeps them.
func binding(f schema.Front) schema.Front {
	f.Title, f.OriginalTitle, f.SortKey, f.Summary = schema.Words{}, schema.Words{}, schema.Words{}, schema.Words{}
	f.Aliases, f.Authors, f.Published, f.Updated = nil, nil, edtf.Date{}, edtf.Date{}
	f.Tags = nil
	f.ID, f.Slug, f.Language = anywhere(f.ID), anywhere(f.Slug), anywhere(f.Language)
	f.Sources = allAnywhere(f.Sources)
	values := make([]schema.Value, 0, len(f.Values))
	for _, v := range f.Values {
		if v.Date.IsZero() {
			v.Line, v.Column, v.Texts = 0, 0, allAnywhere(v.Texts)
			values = append(values, v)
		}
	}
	f.Values = values
	return f
}

// anywhere is a text without its place.
func anywhere(w schema.Words) schema.Words { return schema.Words{Text: w.Text} }

func allAnywhere(list []schema.Words) []schema.Words {
	all := make([]schema.Words, len(list))
	for i, w := range list {
		all[i] = anywhere(w)
	}
	return all
}

func texts(list []schema.Words) []string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = w.Text
	}
	return all
}

// naming is what a note calls itself, and what else of its front matter is shown
// and leads nowhere.
type naming struct {
	title, original, sortKey, summary string
	aliases, authors                  []string
	published, updated                edtf.Date
}

func namesIn(f *schema.Front) naming {
	return naming{
		f.Title.Text, f.OriginalTitle.Text, f.SortKey.Text, f.Summary.Text,
		texts(f.Aliases), texts(f.Authors), f.Published, f.Updated,
	}
}

// datesIn are the values of a front matter that are dates.
func datesIn(f *schema.Front) []schema.Value {
	var dates []schema.Value
	for _, v := range f.Values {
		if !v.Date.IsZero() {
			dates = append(dates, schema.Value{Field: v.Field, Date: v.Date, Texts: allAnywhere(v.Texts)})
		}
	}
	return dates
}
