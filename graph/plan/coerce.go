package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
)

// input is a coerced value of an input type. The zero input is null.
type input struct {
	kind   inputKind
	value  schema.Value // leaf
	list   []input      // list
	fields []inputField // object, in the order of the type; absent ones left out
	pos    *ast.Position
}

type inputKind uint8

const (
	null inputKind = iota
	leaf
	list
	object
)

type inputField struct {
	name string
	input
}

// coercer coerces the values of one argument or variable, literals and JSON
// alike (specification, October 2021, sections 3.5 to 3.12 and 6.4.1).
type coercer struct {
	catalog   *catalog
	faults    *faults
	variables variables
	path      ast.Path // of the field, or of the variable
	at        []string // from the argument down to the value
}

func (k *coercer) fault(pos *ast.Position, format string, args ...any) input {
	k.faults.add(k.path, pos, "%s: %s", strings.Join(k.at, "."), fmt.Sprintf(format, args...))
	return input{pos: pos}
}

// within coerces something one step further down.
func (k *coercer) within(name string, coerce func() input) input {
	k.at = append(k.at, name)
	in := coerce()
	k.at = k.at[:len(k.at)-1]
	return in
}

// source is one value before coercion: a literal or JSON.
type source interface {
	null() bool
	elements() ([]source, bool)
	members() ([]sourceMember, bool)
	token() token
	pos() *ast.Position
	// resolve gives the value of a variable; known is false if source is no
	// variable, present if the variable has no value.
	resolve(k *coercer, t *ast.Type) (in input, known, present bool)
}

type sourceMember struct {
	name  string
	value source
}

// value coerces v to t.
func (k *coercer) value(v source, t *ast.Type) input {
	if in, known, present := v.resolve(k, t); known {
		if (!present || in.kind == null) && t.NonNull {
			return k.fault(v.pos(), "must not be null")
		}
		return in
	}
	if v.null() {
		if t.NonNull {
			return k.fault(v.pos(), "must not be null")
		}
		return input{pos: v.pos()}
	}
	if t.Elem != nil {
		return k.elements(v, t.Elem)
	}
	if def := k.catalog.inputs[t.NamedType]; def != nil {
		return k.object(v, def)
	}
	return k.leaf(v, t.NamedType)
}

// elements coerces a list; a value that is no list is taken as a list of one.
func (k *coercer) elements(v source, elem *ast.Type) input {
	sources, ok := v.elements()
	if !ok {
		return input{kind: list, list: []input{k.value(v, elem)}, pos: v.pos()}
	}
	in := input{kind: list, list: make([]input, len(sources)), pos: v.pos()}
	for i, s := range sources {
		in.list[i] = k.within(fmt.Sprint(i), func() input { return k.value(s, elem) })
	}
	return in
}

// object coerces an input object. Its fields come in the order of the type, so
// that the order in which a client writes them does not matter.
func (k *coercer) object(v source, t *inputType) input {
	members, ok := v.members()
	if !ok {
		return k.fault(v.pos(), "%s is no %s; write an object in braces", v.token(), t.def.Name)
	}
	given := make([]placed, 0, len(members)+len(t.must))
	for _, m := range members {
		place, known := t.places[m.name]
		if !known {
			k.unknown(m, t)
			continue
		}
		if _, known, present := m.value.resolve(k, t.def.Fields[place].Type); known && !present {
			continue
		}
		given = append(given, placed{place, m.value})
	}
	for _, place := range t.must {
		if !slices.ContainsFunc(given, func(g placed) bool { return g.place == place }) {
			given = append(given, placed{place, nil})
		}
	}
	slices.SortFunc(given, func(a, b placed) int { return a.place - b.place })
	in := input{kind: object, fields: make([]inputField, 0, len(given)), pos: v.pos()}
	for _, g := range given {
		f := t.def.Fields[g.place]
		value := k.within(f.Name, func() input { return k.given(g.value, f.DefaultValue, f.Type, v.pos()) })
		in.fields = append(in.fields, inputField{f.Name, value})
	}
	return in
}

// placed is what is given for the field at a place of its type; nil: nothing.
type placed struct {
	place int
	value source
}

// given coerces a value or its default; v is nil where nothing is given.
func (k *coercer) given(v source, fallback *ast.Value, t *ast.Type, pos *ast.Position) input {
	switch {
	case v != nil:
		return k.value(v, t)
	case fallback != nil:
		return k.value(literal{fallback}, t)
	default:
		return k.fault(pos, "is missing; it must be given")
	}
}

func (k *coercer) unknown(m sourceMember, t *inputType) {
	names := make([]string, len(t.def.Fields))
	for i, f := range t.def.Fields {
		names[i] = f.Name
	}
	k.within(m.name, func() input {
		return k.fault(m.value.pos(), "%s has no such field%s", t.def.Name, didYouMean(m.name, names))
	})
}

// didYouMean ends a message with the nearest known name, if one is near.
func didYouMean(name string, known []string) string {
	if near := schema.Suggest(name, known); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

// leaf coerces a scalar or an enum.
func (k *coercer) leaf(v source, name string) input {
	def := k.catalog.public.Types[name]
	if def == nil || !def.IsLeafType() {
		return k.fault(v.pos(), "%s is no input type", name)
	}
	if _, ok := v.elements(); ok {
		return k.fault(v.pos(), "a list is no %s; write one value", name)
	}
	if _, ok := v.members(); ok {
		return k.fault(v.pos(), "an object is no %s; write one value", name)
	}
	t := v.token()
	if codes := k.catalog.enums[name]; codes != nil {
		return k.enum(v, t, def, codes)
	}
	value, hint := scalar(name, t)
	if hint != "" {
		return k.fault(v.pos(), "%s is no %s; write %s", t, name, hint)
	}
	return input{kind: leaf, value: value, pos: v.pos()}
}

func (k *coercer) enum(v source, t token, def *ast.Definition, codes map[string]bool) input {
	want := tokenEnum
	if t.json {
		want = tokenString
	}
	if t.kind == want && codes[t.raw] {
		return input{kind: leaf, value: schema.Text(t.raw), pos: v.pos()}
	}
	names := make([]string, len(def.EnumValues))
	for i, e := range def.EnumValues {
		names[i] = e.Name
	}
	hint := didYouMean(strings.ToUpper(t.raw), names)
	if hint == "" && len(names) <= 8 {
		hint = "; it is one of " + strings.Join(names, ", ")
	}
	return k.fault(v.pos(), "%s is no %s%s", t, def.Name, hint)
}
