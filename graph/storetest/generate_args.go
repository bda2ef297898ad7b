package storetest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
)

// arguments writes some of a field's arguments.
func (g *generator) arguments(parent *ast.Definition, f *ast.FieldDefinition) string {
	var list []string
	fromFirst := g.chance(50) // first and last cannot stand together
	key := ""
	if parent == g.public.Query && f.Type.Elem == nil && !strings.HasSuffix(f.Name, "Connection") {
		key = f.Arguments[g.shape.IntN(len(f.Arguments)-1)].Name // the last is asOf
	}
	for _, a := range f.Arguments {
		skip := a.Name == "last" && fromFirst || a.Name == "first" && !fromFirst
		if text := g.argument(a, key); text != "" && !skip {
			list = append(list, a.Name+": "+text)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "(" + strings.Join(list, ", ") + ")"
}

// argument writes the value of an argument, or nothing. Cursors come from
// answers: the test of pages has them.
func (g *generator) argument(a *ast.ArgumentDefinition, key string) string {
	switch {
	case a.Name == "ids":
		return g.list("ID", 1+g.shape.IntN(4))
	case a.Name == key:
		return g.leaf(a.Type.Name(), a.Type.Name()+"!")
	case a.Name == "where" && g.chance(60):
		return g.where(a.Type.Name(), 0)
	case a.Name == "sort" && g.chance(50):
		return g.sort(a.Type.Name())
	case (a.Name == "limit" || a.Name == "offset" || a.Name == "first" || a.Name == "last") && g.chance(30):
		return strconv.Itoa(g.constants.IntN(5))
	case a.Name == "asOf" && g.chance(30):
		if g.chance(10) {
			return "null"
		}
		return g.leaf("Date", "Date")
	case a.Name == "lang" && g.chance(50):
		return pick(g.shape, []string{"EN", "FR", "IT", "null"})
	}
	return ""
}

// leaf writes a constant of a scalar type, as a literal or as a variable.
func (g *generator) leaf(typ, declared string) string {
	v := g.constant(typ)
	if g.chance(40) {
		return g.variable(declared, v)
	}
	return g.literal(typ, v)
}

// constant picks a value of a scalar type.
func (g *generator) constant(typ string) any {
	if values := g.public.Types[typ].EnumValues; len(values) > 0 {
		return pick(g.constants, values).Name
	}
	if typ == "Boolean" {
		return g.constants.IntN(2) == 0
	}
	return pick(g.constants, g.pool.values[typ])
}

func (g *generator) literal(typ string, v any) string {
	switch v := v.(type) {
	case string:
		if g.public.Types[typ].Kind == ast.Enum {
			return v
		}
		return string(store.AppendString(nil, v))
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}

// list writes a list of n constants; one alone may stand for a list of itself, and
// the whole may be a variable.
func (g *generator) list(typ string, n int) string {
	switch {
	case n == 1 && g.chance(30):
		return g.literal(typ, g.constant(typ))
	case g.chance(20):
		list := make([]any, n)
		for i := range list {
			list[i] = g.constant(typ)
		}
		return g.variable("["+typ+"!]!", list)
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = g.leaf(typ, typ+"!")
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

const maxWhere = 3

// where writes an input object of conditions.
func (g *generator) where(typ string, depth int) string {
	def := g.public.Types[typ]
	chosen := map[string]bool{}
	var parts []string
	for range g.shape.IntN(3) + g.shape.IntN(2) {
		f := pick(g.shape, def.Fields)
		if chosen[f.Name] {
			continue
		}
		chosen[f.Name] = true
		if text, given := g.condition(f, depth); given {
			parts = append(parts, f.Name+": "+text)
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (g *generator) condition(f *ast.FieldDefinition, depth int) (string, bool) {
	typ := f.Type.Name()
	if strings.HasSuffix(typ, "Filter") {
		return g.operators(g.public.Types[typ]), true
	}
	if depth >= maxWhere {
		return "", false
	}
	switch {
	case g.chance(8):
		return "null", true
	case f.Type.Elem != nil: // and, or
		parts := make([]string, g.shape.IntN(3))
		for i := range parts {
			parts[i] = g.where(typ, depth+1)
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	case strings.HasSuffix(typ, "Related"):
		quantifier := pick(g.shape, g.public.Types[typ].Fields)
		return "{" + quantifier.Name + ": " + g.where(quantifier.Type.Name(), depth+1) + "}", true
	}
	return g.where(typ, depth+1), true
}

// operators writes a filter of one scalar.
func (g *generator) operators(def *ast.Definition) string {
	var parts []string
	for _, f := range def.Fields {
		if !g.chance(100/len(def.Fields)) && (len(parts) > 0 || f != def.Fields[len(def.Fields)-1]) {
			continue
		}
		switch {
		case g.chance(12):
			parts = append(parts, f.Name+": null")
		case f.Type.Elem != nil:
			parts = append(parts, f.Name+": "+g.list(f.Type.Name(), g.shape.IntN(4)))
		default:
			parts = append(parts, f.Name+": "+g.leaf(f.Type.Name(), f.Type.Name()))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// sort writes a list of directions.
func (g *generator) sort(typ string) string {
	parts := make([]string, g.shape.IntN(3))
	for i := range parts {
		parts[i] = g.direction(typ)
	}
	if len(parts) == 1 && g.chance(30) {
		return parts[0]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (g *generator) direction(typ string) string {
	f := pick(g.shape, g.public.Types[typ].Fields)
	if f.Type.Name() == "SortDirection" {
		return "{" + f.Name + ": " + pick(g.shape, []string{"ASC", "DESC"}) + "}"
	}
	return "{" + f.Name + ": " + g.direction(f.Type.Name()) + "}"
}
