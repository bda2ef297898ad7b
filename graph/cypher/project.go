package cypher

import (
	"fmt"
	"strings"

	"waymark/graph/plan"
	"waymark/schema"
)

// row writes what is taken from the node v as a list by position. Where the node
// may be of several types the first place is its label; then come, for the case
// of its type, the places that Layout describes.
func (c *compiler) row(v string, types []*schema.Node, cases []plan.Case) string {
	if len(types) == 1 {
		if len(cases) == 0 {
			return "[]"
		}
		return "[" + strings.Join(c.fields(v, cases[0].Fields), ", ") + "]"
	}
	label := "head([l IN labels(" + v + ") WHERE l IN " + quotedLabels(types) + "])"
	if len(cases) == 1 && len(cases[0].Types) == len(types) {
		return "[" + strings.Join(append([]string{label}, c.fields(v, cases[0].Fields)...), ", ") + "]"
	}
	if len(cases) == 0 {
		return "[" + label + "]"
	}
	parts := []string{"CASE"}
	for _, k := range cases {
		fields := append([]string{label}, c.fields(v, k.Fields)...)
		parts = append(parts, fmt.Sprintf("WHEN %s:%s THEN [%s]", v, labels(k.Types), strings.Join(fields, ", ")))
	}
	return strings.Join(append(parts, "ELSE ["+label+"] END"), " ")
}

// fields writes the places of one case. A type name takes none, since the reader
// of the row knows it; a value object takes one for its presence and then its own.
func (c *compiler) fields(v string, fields []plan.Field) []string {
	var places []string
	for _, f := range fields {
		switch f := f.(type) {
		case plan.Typename:
		case plan.Scalar:
			places = append(places, text(v, f))
		case plan.Embedded:
			places = append(places, presence(v, f.Presence))
			places = append(places, c.fields(v, f.Fields)...)
		case plan.Related:
			places = append(places, c.related(v, f.Read))
		default:
			panic(fmt.Sprintf("cypher: unknown field %T", f))
		}
	}
	return places
}

// text writes a stored property, or a localized text: in the first of the asked
// languages that it has, else in the first language that there is, which stands
// ready in a column of its own.
func text(v string, s plan.Scalar) string {
	if len(s.Columns) == 1 {
		return property(v, s.Columns[0])
	}
	fallback := property(v, FallbackColumn(s.Columns[0]))
	if s.Asked == 0 {
		return fallback
	}
	asked := make([]string, s.Asked)
	for i := range asked {
		asked[i] = property(v, s.Columns[i])
	}
	return "coalesce(" + strings.Join(asked, ", ") + ", " + fallback + ")"
}

func presence(v string, columns []string) string {
	parts := make([]string, len(columns))
	for i, column := range columns {
		parts[i] = property(v, column) + " IS NOT NULL"
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// related writes a nested read as a subquery expression.
func (c *compiler) related(v string, r *plan.Read) string {
	m := c.variable()
	match := "MATCH " + path(v, *r.Hop, m, r.Types)
	if conditions := c.filter(m, r); len(conditions) > 0 {
		match += " WHERE " + strings.Join(conditions, " AND ")
	}
	if r.Form == plan.Connection {
		return c.nestedConnection(m, match, r)
	}
	if r.Form == plan.One {
		return "head(COLLECT { " + match + " RETURN " + c.row(m, r.Types, r.Select) + " LIMIT 1 })"
	}
	order := " WITH " + m + " ORDER BY " + strings.Join(orderBy(m, r.Sort, false), ", ") + c.page(r)
	return "COLLECT { " + match + order + " RETURN " + c.row(m, r.Types, r.Select) + " }"
}
