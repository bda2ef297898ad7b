package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// none is the value of an argument or an input field that was not given.
type none struct{}

// argument gives the value of an argument: none{}, nil, string, float64 or int64,
// bool, []any, or map[string]any.
func (e *naive) argument(list ast.ArgumentList, name string) any {
	a := list.ForName(name)
	if a == nil {
		return none{}
	}
	return e.input(a.Value)
}

func (e *naive) input(v *ast.Value) any {
	switch v.Kind {
	case ast.Variable:
		given, ok := e.vars[v.Raw]
		switch {
		case ok:
			return given
		case v.VariableDefinition.DefaultValue != nil:
			return e.input(v.VariableDefinition.DefaultValue)
		}
		return none{}
	case ast.NullValue:
		return nil
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw)
	case ast.BooleanValue:
		return v.Raw == "true"
	case ast.ListValue:
		list := []any{}
		for _, c := range v.Children {
			list = append(list, e.input(c.Value))
		}
		return list
	case ast.ObjectValue:
		object := map[string]any{}
		for _, c := range v.Children {
			if inner := e.input(c.Value); inner != (none{}) {
				object[c.Name] = inner
			}
		}
		return object
	default:
		return v.Raw
	}
}

// items gives a list; one value alone stands for a list of itself.
func items(v any) []any {
	switch v := v.(type) {
	case none, nil:
		return nil
	case []any:
		return v
	default:
		return []any{v}
	}
}

// date gives the day that a field's nodes must hold on: its own asOf, else the
// one around it. Null is any day.
func (e *naive) date(f *ast.Field, around string) string {
	switch v := e.argument(f.Arguments, "asOf").(type) {
	case none:
		return around
	case string:
		return v
	default:
		return ""
	}
}

func (e *naive) count(f *ast.Field, name string, otherwise int) int {
	switch v := e.argument(f.Arguments, name).(type) {
	case json.Number:
		n, err := strconv.Atoi(v.String())
		if err != nil {
			panic(fmt.Sprintf("storetest: %s: %v", name, err))
		}
		return n
	default:
		return otherwise
	}
}

// sorting is one entry of a sort: the property of each type, and the direction.
type sorting struct {
	path       []string // field names: name, or duration and bound
	descending bool
}

func (e *naive) orders(f *ast.Field) []sorting {
	var list []sorting
	for _, entry := range items(e.argument(f.Arguments, "sort")) {
		s := sorting{}
		for inner := entry; ; {
			object, ok := inner.(map[string]any)
			if !ok {
				s.descending = inner == "DESC"
				break
			}
			for name, v := range object {
				s.path, inner = append(s.path, name), v
			}
		}
		list = append(list, s)
	}
	return list
}

// property finds what a type sorts by: of a localized text the English one.
func (s sorting) property(node *schema.Node) *schema.Property {
	f := node.Field(s.path[0])
	if f.Embedded != nil {
		for _, inner := range f.Embedded.Fields {
			if inner.Name == s.path[1] {
				return inner.Property
			}
		}
	}
	for _, p := range f.Localized {
		if p.Language == "en" {
			return p
		}
	}
	return f.Property
}

// sorted puts records in order: nulls last, ties by id.
func (e *naive) sorted(list []*store.Record, orders []sorting) []*store.Record {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *store.Record) int {
		for _, s := range orders {
			if c := e.compare(a, b, s); c != 0 {
				return c
			}
		}
		return order(schema.Text(a.ID), schema.Text(b.ID))
	})
	return list
}

func (e *naive) compare(a, b *store.Record, s sorting) int {
	pa, pb := s.property(e.model.Node(a.Type)), s.property(e.model.Node(b.Type))
	va, vb := a.Props[pa.Index], b.Props[pb.Index]
	switch {
	case va.IsNull() && vb.IsNull():
		return 0
	case va.IsNull():
		return 1
	case vb.IsNull():
		return -1
	}
	if pa.Type == schema.String {
		va, vb = schema.Text(schema.SortKey(va.Text)), schema.Text(schema.SortKey(vb.Text))
	}
	if s.descending {
		va, vb = vb, va
	}
	return order(va, vb)
}

// order compares two values of one kind.
func order(a, b schema.Value) int {
	less := a.Text < b.Text || a.Int < b.Int || a.Float < b.Float || !a.Bool && b.Bool
	more := b.Text < a.Text || b.Int < a.Int || b.Float < a.Float || !b.Bool && a.Bool
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

// planOrders gives a sort as a cursor names it.
func planOrders(node *schema.Node, orders []sorting) []plan.Order {
	var list []plan.Order
	for _, s := range orders {
		p := s.property(node)
		list = append(list, plan.Order{Column: p.Column, Type: p.Type, Descending: s.descending})
	}
	return list
}

// cursor gives the cursor of a record in a connection with that sort.
func (e *naive) cursor(r *store.Record, orders []sorting) string {
	node := e.model.Node(r.Type)
	var values []schema.Value
	for _, s := range orders {
		values = append(values, r.Props[s.property(node).Index])
	}
	return plan.EncodeCursor(e.release.Info.ID, planOrders(node, orders), values, r.ID)
}
