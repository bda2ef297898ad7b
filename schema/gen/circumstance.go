package gen

import (
	"cmp"
	"slices"

	"waymark/graph/store"
	"waymark/schema"
)

// Circumstance is something that may be asked about a person, as far as the
// generator needs to know it.
type Circumstance struct {
	Code     string // identified_by
	Question string // in English
	Kind     string // a CircumstanceKind: CODE, BOOLEAN, NUMBER, HOLDINGS
	Many     bool   // several answers may be true at once
	Answers  []Answer
}

// Answer is one answer that a circumstance of kind CODE may have.
type Answer struct {
	Code string // third-country
	Name string // in English; may be empty
}

// Circumstances takes the circumstances out of checked seed, in the order in
// which a form would ask.
func Circumstances(model *schema.Schema, r *store.Release) []Circumstance {
	type ordered struct {
		Circumstance
		id    string
		order int64
	}
	type answer struct {
		Answer
		of    string
		order int64
	}
	var list []ordered
	var answers []answer
	for _, record := range r.Records {
		f := facts{model.Node(record.Type), record}
		switch record.Type {
		case "Circumstance":
			c := Circumstance{Code: f.text("code"), Question: f.text("question_en"), Kind: f.text("kind"), Many: f.value("many").Bool}
			list = append(list, ordered{c, record.ID, f.value("order").Int})
		case "CircumstanceValue":
			answers = append(answers, answer{Answer{f.text("code"), f.text("name_en")}, f.target("circumstance"), f.value("order").Int})
		}
	}
	slices.SortFunc(list, func(a, b ordered) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Code, b.Code)) })
	slices.SortFunc(answers, func(a, b answer) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Code, b.Code)) })
	result := make([]Circumstance, len(list))
	for i, c := range list {
		for _, a := range answers {
			if a.of == c.id {
				c.Answers = append(c.Answers, a.Answer)
			}
		}
		result[i] = c.Circumstance
	}
	return result
}

// facts reads the record of a node by column.
type facts struct {
	node   *schema.Node
	record store.Record
}

func (f facts) value(column string) schema.Value {
	if p := f.node.Property(column); p != nil {
		return f.record.Props[p.Index]
	}
	return schema.Value{}
}

func (f facts) text(column string) string { return f.value(column).Text }

// target gives the id that a relationship to one node leads to.
func (f facts) target(field string) string {
	if t := f.record.Edges[f.node.Field(field).Relationship.Index]; len(t) > 0 {
		return t[0]
	}
	return ""
}
