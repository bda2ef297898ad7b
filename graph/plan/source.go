package plan

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// literal is a value written in an operation, or a default in the schema.
type literal struct{ v *ast.Value }

func (l literal) pos() *ast.Position { return l.v.Position }

func (l literal) null() bool { return l.v.Kind == ast.NullValue }

func (l literal) elements() ([]source, bool) {
	if l.v.Kind != ast.ListValue {
		return nil, false
	}
	sources := make([]source, len(l.v.Children))
	for i, c := range l.v.Children {
		sources[i] = literal{c.Value}
	}
	return sources, true
}

func (l literal) members() ([]sourceMember, bool) {
	if l.v.Kind != ast.ObjectValue {
		return nil, false
	}
	members := make([]sourceMember, len(l.v.Children))
	for i, c := range l.v.Children {
		members[i] = sourceMember{c.Name, literal{c.Value}}
	}
	return members, true
}

func (l literal) token() token {
	t := token{raw: l.v.Raw}
	switch l.v.Kind {
	case ast.IntValue:
		t.kind = tokenInt
	case ast.FloatValue:
		t.kind = tokenFloat
	case ast.StringValue, ast.BlockValue:
		t.kind = tokenString
	case ast.BooleanValue:
		t.kind = tokenBool
	case ast.EnumValue:
		t.kind = tokenEnum
	case ast.ListValue:
		t.raw = "a list"
	case ast.ObjectValue:
		t.raw = "an object"
	}
	return t
}

func (l literal) resolve(k *coercer, t *ast.Type) (in input, known, present bool) {
	if l.v.Kind != ast.Variable {
		return input{}, false, false
	}
	v, ok := k.variables[l.v.Raw]
	if !ok {
		return input{pos: l.v.Position}, true, false
	}
	if !fits(v.def, t) {
		return k.fault(l.v.Position, "$%s is %s, not %s", l.v.Raw, v.def, t), true, true
	}
	return v.input, true, true
}

// fits reports whether a variable of one type may stand where another is
// expected; null is looked at when its value is known.
func fits(variable, expected *ast.Type) bool {
	for variable.Elem != nil && expected.Elem != nil {
		variable, expected = variable.Elem, expected.Elem
	}
	return variable.Elem == nil && expected.Elem == nil && variable.NamedType == expected.NamedType
}

// variable is a value of the variables of a request: JSON as some decoder made
// it, or Go values that stand for JSON.
type variable struct {
	v  any
	at *ast.Position // of the variable's definition
}

func (j variable) pos() *ast.Position { return j.at }

func (j variable) null() bool { return j.v == nil }

func (j variable) elements() ([]source, bool) {
	elements, ok := j.v.([]any)
	if !ok {
		return nil, false
	}
	sources := make([]source, len(elements))
	for i, e := range elements {
		sources[i] = variable{plain(e), j.at}
	}
	return sources, true
}

func (j variable) members() ([]sourceMember, bool) {
	object, ok := j.v.(map[string]any)
	if !ok {
		return nil, false
	}
	members := make([]sourceMember, 0, len(object))
	for name, v := range object {
		members = append(members, sourceMember{name, variable{plain(v), j.at}})
	}
	slices.SortFunc(members, func(a, b sourceMember) int { return strings.Compare(a.name, b.name) })
	return members, true
}

func (j variable) token() token {
	switch v := j.v.(type) {
	case string:
		return token{kind: tokenString, raw: v, json: true}
	case bool:
		return token{kind: tokenBool, raw: fmt.Sprint(v), json: true}
	case json.Number:
		return numberToken(v.String())
	case []any:
		return token{raw: "a list", json: true}
	case map[string]any:
		return token{raw: "an object", json: true}
	default:
		return token{raw: fmt.Sprintf("a value of type %T", v), json: true}
	}
}

func (j variable) resolve(*coercer, *ast.Type) (in input, known, present bool) {
	return input{}, false, false
}

// plain gives a value as JSON has it: nil, bool, string, json.Number, []any or
// map[string]any. Whatever else it is stays as it is and fits no input type.
func plain(v any) any {
	switch v.(type) {
	case nil, bool, string, json.Number, []any, map[string]any:
		return v
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Pointer, reflect.Interface:
		if r.IsNil() {
			return nil
		}
		return plain(r.Elem().Interface())
	case reflect.Bool:
		return r.Bool()
	case reflect.String:
		return r.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return json.Number(fmt.Sprint(r.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return json.Number(fmt.Sprint(r.Uint()))
	case reflect.Float32, reflect.Float64:
		return json.Number(formatFloat(r.Float()))
	case reflect.Slice, reflect.Array:
		elements := make([]any, r.Len())
		for i := range elements {
			elements[i] = r.Index(i).Interface()
		}
		return elements
	case reflect.Map:
		return plainMap(r)
	}
	return v
}

func plainMap(r reflect.Value) any {
	if r.Type().Key().Kind() != reflect.String {
		return r.Interface()
	}
	object := make(map[string]any, r.Len())
	for _, key := range r.MapKeys() {
		object[key.String()] = r.MapIndex(key).Interface()
	}
	return object
}
