package storetest

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
	"waymark/schema"
)

// filtered keeps the records that the field's where holds for.
func (e *naive) filtered(list []*store.Record, f *ast.Field, asOf string) []*store.Record {
	where, _ := e.argument(f.Arguments, "where").(map[string]any)
	var kept []*store.Record
	for _, r := range list {
		if e.matches(r, e.model.Node(r.Type).Fields, where, asOf) {
			kept = append(kept, r)
		}
	}
	return kept
}

// matches reports whether every entry of a where holds for a record. fields are
// those of its type, or of a value object in it.
func (e *naive) matches(r *store.Record, fields []*schema.Field, where map[string]any, asOf string) bool {
	for name, v := range where {
		if !e.entry(r, fields, name, v, asOf) {
			return false
		}
	}
	return true
}

func (e *naive) entry(r *store.Record, fields []*schema.Field, name string, v any, asOf string) bool {
	var field *schema.Field
	for _, f := range fields {
		if f.Name == name {
			field = f
		}
	}
	if v == nil { // absent, save for a single relationship, which then must lead nowhere
		return field == nil || field.Relationship == nil || field.Relationship.List ||
			len(e.related(r, field.Relationship, asOf)) == 0
	}
	if field != nil {
		return e.condition(r, field, v.(map[string]any), asOf)
	}
	switch name {
	case "and":
		for _, o := range items(v) {
			if !e.matches(r, fields, o.(map[string]any), asOf) {
				return false
			}
		}
		return true
	case "or":
		for _, o := range items(v) {
			if e.matches(r, fields, o.(map[string]any), asOf) {
				return true
			}
		}
		return false
	default: // not
		return !e.matches(r, fields, v.(map[string]any), asOf)
	}
}

func (e *naive) condition(r *store.Record, f *schema.Field, v map[string]any, asOf string) bool {
	switch {
	case f.Property != nil:
		return operators(r.Props[f.Property.Index], f.Property, v)
	case f.Localized != nil:
		return e.inAnyLanguage(r, f, v)
	case f.Embedded != nil:
		return e.matches(r, f.Embedded.Fields, v, asOf)
	}
	if !f.Relationship.List {
		return e.single(r, f, v, asOf)
	}
	found := e.related(r, f.Relationship, asOf)
	for quantifier, inner := range v {
		where, ok := inner.(map[string]any)
		if !ok {
			continue // null: absent
		}
		n := e.matching(found, where, asOf)
		holds := map[string]bool{"some": n > 0, "none": n == 0, "all": n == len(found), "single": n == 1}
		if !holds[quantifier] {
			return false
		}
	}
	return true
}

// single filters by the one node that a relationship leads to. A filter that is
// true whatever the node is filters nothing: then there may be no node.
func (e *naive) single(r *store.Record, f *schema.Field, v map[string]any, asOf string) bool {
	if settled(v, targetFields(f.Relationship)) == always {
		return true
	}
	day := asOf
	if f.NonNull {
		day = ""
	}
	return e.matching(e.related(r, f.Relationship, day), v, asOf) == 1
}

// matching counts the records that a where holds for.
func (e *naive) matching(list []*store.Record, where map[string]any, asOf string) int {
	n := 0
	for _, r := range list {
		if e.matches(r, e.model.Node(r.Type).Fields, where, asOf) {
			n++
		}
	}
	return n
}

// inAnyLanguage reports whether one text satisfies all operators; with `eq: null`
// among them, no language may have a text, and then no other operator can hold.
func (e *naive) inAnyLanguage(r *store.Record, f *schema.Field, v map[string]any) bool {
	rest, none := map[string]any{}, false
	for name, operand := range v {
		if name == "eq" && operand == nil {
			none = true
			continue
		}
		rest[name] = operand
	}
	if none {
		for _, p := range f.Localized {
			if !r.Props[p.Index].IsNull() {
				return false
			}
		}
	}
	if len(rest) == 0 {
		return true
	}
	for _, p := range f.Localized {
		if operators(r.Props[p.Index], p, rest) {
			return true
		}
	}
	return false
}

// operators reports whether a value satisfies all operators of a filter.
func operators(v schema.Value, p *schema.Property, filter map[string]any) bool {
	for name, operand := range filter {
		if !operator(v, p, name, operand) {
			return false
		}
	}
	return true
}

func operator(v schema.Value, p *schema.Property, name string, operand any) bool {
	if operand == nil {
		return name == "eq" && v.IsNull()
	}
	if v.IsNull() {
		return false
	}
	switch name {
	case "in":
		for _, o := range items(operand) {
			if o != nil && compare(v, p.Type, o) == 0 {
				return true
			}
		}
		return false
	case "includes":
		for _, element := range v.List {
			if element.Text == operand { // exactly, texts too
				return true
			}
		}
		return false
	case "contains":
		return strings.Contains(schema.Fold(v.Text), schema.Fold(operand.(string)))
	case "startsWith":
		return strings.HasPrefix(schema.Fold(v.Text), schema.Fold(operand.(string)))
	case "endsWith":
		return strings.HasSuffix(schema.Fold(v.Text), schema.Fold(operand.(string)))
	}
	c := compare(v, p.Type, operand)
	return map[string]bool{"eq": c == 0, "lt": c < 0, "lte": c <= 0, "gt": c > 0, "gte": c >= 0}[name]
}

// compare orders a stored value and an operand.
func compare(v schema.Value, t schema.Type, operand any) int {
	switch o := operand.(type) {
	case bool:
		return order(v, schema.Value{Bool: o})
	case json.Number:
		f, err := o.Float64()
		if err != nil {
			panic("storetest: " + err.Error())
		}
		return order(schema.Value{Float: v.Float + float64(v.Int)}, schema.Value{Float: f})
	}
	text := operand.(string)
	switch t {
	case schema.String:
		return order(schema.Text(schema.Fold(v.Text)), schema.Text(schema.Fold(text)))
	case schema.CountryCode: // UK is taken as GB
		text = strings.ToUpper(text)
		if text == "UK" {
			text = "GB"
		}
	case schema.DateTime: // moments are kept in UTC
		moment, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			panic("storetest: " + err.Error())
		}
		text = moment.UTC().Format(time.RFC3339Nano)
	}
	return order(v, schema.Text(text))
}
