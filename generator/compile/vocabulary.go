package compile

import (
	"fangzhi/generator/query"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
)

// vocabulary is what queries may name under a schema: types by any of their
// names, fields, and relations from either end.
func vocabulary(s *schema.Schema) query.Vocabulary {
	v := query.Vocabulary{Types: map[string]string{}, Fields: map[string]query.Kind{}}
	// A name of one type never hides the ID of another.
	for _, t := range s.Types() {
		v.Types[text.Fold(t.ID)] = t.ID
	}
	for _, t := range s.Types() {
		for _, name := range []string{t.Plural, t.Singular, t.Folder} {
			if _, taken := v.Types[text.Fold(name)]; !taken && name != "" {
				v.Types[text.Fold(name)] = t.ID
			}
		}
	}
	for _, f := range s.Fields() {
		if f.Kind == schema.Relation {
			v.Fields[f.Inverse] = query.Relation
		}
	}
	for _, f := range s.Fields() {
		v.Fields[f.ID] = kindOf(f.Kind)
	}
	return v
}

func kindOf(k schema.Kind) query.Kind {
	switch k {
	case schema.Text, schema.Texts, schema.Flag:
		return query.Text
	case schema.Date:
		return query.Date
	case schema.Number:
		return query.Number
	case schema.Relation:
		return query.Relation
	}
	return query.Opaque
}
