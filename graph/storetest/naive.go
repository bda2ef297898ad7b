package storetest

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
	"waymark/schema"
)

// naive answers operations by walking the parsed operation over the records. It
// shares nothing with planner and stores but the form of values and cursors: no
// plan, no index, no order but what it sorts itself. It is slow and plain, so that
// a person can see that it is right.
type naive struct {
	model   *schema.Schema
	public  *ast.Schema
	release *store.Release
	doc     *ast.QueryDocument
	vars    map[string]any
	prefer  []string // languages
	root    int
	path    []any
	errors  []store.FieldError
}

// answer is a value of the response. It is absent where a value that must be
// there is missing: what holds it is absent too, unless it may be null.
type answer struct {
	json   string
	absent bool
}

// group is one response key and the fields that ask for it.
type group struct {
	key    string
	fields []*ast.Field
}

func (g group) selections() ast.SelectionSet {
	var all ast.SelectionSet
	for _, f := range g.fields {
		all = append(all, f.SelectionSet...)
	}
	return all
}

// operation gives the response without keyed and computed roots.
func (e *naive) operation(op *ast.OperationDefinition) response {
	var r response
	for i, g := range e.collect("Query", op.SelectionSet) {
		e.root, e.path = i, nil
		a, nullable := e.rootField(g)
		r.add(g.key, a.json, a.absent, nullable)
	}
	r.keys(e.errors)
	return r
}

// collect gathers the fields of a selection for a concrete type, as the GraphQL
// specification says.
func (e *naive) collect(typ string, set ast.SelectionSet) []group {
	var groups []group
	add := func(f *ast.Field) {
		for i := range groups {
			if groups[i].key == f.Alias {
				groups[i].fields = append(groups[i].fields, f)
				return
			}
		}
		groups = append(groups, group{f.Alias, []*ast.Field{f}})
	}
	var walk func(set ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				if e.included(s.Directives) {
					add(s)
				}
			case *ast.InlineFragment:
				if e.included(s.Directives) && e.applies(s.TypeCondition, typ) {
					walk(s.SelectionSet)
				}
			case *ast.FragmentSpread:
				f := e.doc.Fragments.ForName(s.Name)
				if e.included(s.Directives) && e.applies(f.TypeCondition, typ) {
					walk(f.SelectionSet)
				}
			}
		}
	}
	walk(set)
	return groups
}

func (e *naive) included(list ast.DirectiveList) bool {
	if d := list.ForName("skip"); d != nil && e.argument(d.Arguments, "if") == true {
		return false
	}
	d := list.ForName("include")
	return d == nil || e.argument(d.Arguments, "if") == true
}

func (e *naive) applies(condition, typ string) bool {
	if condition == "" || condition == typ {
		return true
	}
	for _, possible := range e.public.PossibleTypes[condition] {
		if possible.Name == typ {
			return true
		}
	}
	return false
}

// object writes what the selection asks of a node.
func (e *naive) object(r *store.Record, asOf string, set ast.SelectionSet) answer {
	node := e.model.Node(r.Type)
	return e.members(e.collect(r.Type, set), func(g group) answer {
		return e.field(r, node, asOf, g)
	})
}

// members writes an object; if one of its values is absent, so is the object.
func (e *naive) members(groups []group, value func(group) answer) answer {
	parts := make([]string, len(groups))
	for i, g := range groups {
		e.path = append(e.path, g.key)
		a := value(g)
		e.path = e.path[:len(e.path)-1]
		if a.absent {
			return a
		}
		parts[i] = quote(g.key) + ":" + a.json
	}
	return answer{json: "{" + strings.Join(parts, ",") + "}"}
}

// elements writes a list; if one of its elements is absent, so is the list.
func (e *naive) elements(n int, value func(i int) answer) answer {
	parts := make([]string, n)
	for i := range parts {
		e.path = append(e.path, i)
		a := value(i)
		e.path = e.path[:len(e.path)-1]
		if a.absent {
			return a
		}
		parts[i] = a.json
	}
	return answer{json: "[" + strings.Join(parts, ",") + "]"}
}

// missing reports that the value at the present path must be there and is not.
func (e *naive) missing() answer {
	path := append([]any{}, e.path...)
	e.errors = append(e.errors, store.FieldError{Root: e.root, Path: path[1:], Message: "a value that must be there is missing"})
	return answer{absent: true}
}

// orNull makes an absent value null where it may be.
func orNull(a answer, nonNull bool) answer {
	if a.absent && !nonNull {
		return answer{json: "null"}
	}
	return a
}

func (e *naive) field(r *store.Record, node *schema.Node, asOf string, g group) answer {
	first := g.fields[0]
	if first.Name == "__typename" {
		return answer{json: quote(r.Type)}
	}
	if f := node.Field(first.Name); f != nil {
		return e.value(r, f, asOf, g)
	}
	f := node.Field(strings.TrimSuffix(first.Name, "Connection"))
	asOf = e.date(first, asOf)
	return e.connection(e.related(r, f.Relationship, asOf), asOf, g)
}

func (e *naive) value(r *store.Record, f *schema.Field, asOf string, g group) answer {
	switch {
	case f.Property != nil:
		return e.scalar(r.Props[f.Property.Index], f.Property.List, f.NonNull)
	case f.Localized != nil:
		return e.scalar(e.text(r, f, g.fields[0]), false, f.NonNull)
	case f.Embedded != nil:
		return e.embedded(r, f, g)
	}
	asOf = e.date(g.fields[0], asOf)
	if !f.Relationship.List && f.NonNull {
		return e.one(e.related(r, f.Relationship, ""), true, asOf, g)
	}
	found := e.related(r, f.Relationship, asOf)
	if !f.Relationship.List {
		return e.one(found, f.NonNull, asOf, g)
	}
	return e.list(found, asOf, g)
}

func (e *naive) scalar(v schema.Value, list, nonNull bool) answer {
	switch {
	case v.IsNull() && list:
		return answer{json: "[]"}
	case v.IsNull() && nonNull:
		return e.missing()
	}
	return answer{json: string(store.AppendValue(nil, v))}
}

// text gives a localized text: in the language asked for, else in the first of the
// preferred ones that has it, else in English, else in the first that has one.
func (e *naive) text(r *store.Record, f *schema.Field, field *ast.Field) schema.Value {
	asked, _ := e.argument(field.Arguments, "lang").(string)
	var order []string
	for _, tag := range append([]string{asked}, e.prefer...) {
		if tag == "" {
			continue
		}
		language, _, _ := strings.Cut(strings.ToLower(tag), "-")
		order = append(order, language)
	}
	for _, language := range append(order, "en", "") {
		for _, p := range f.Localized {
			if v := r.Props[p.Index]; (language == "" || p.Language == language) && !v.IsNull() {
				return v
			}
		}
	}
	return schema.Value{}
}

func (e *naive) embedded(r *store.Record, f *schema.Field, g group) answer {
	there := false
	for _, inner := range f.Embedded.Fields {
		there = there || !r.Props[inner.Property.Index].IsNull()
	}
	if !there && f.NonNull {
		return e.missing()
	}
	if !there {
		return answer{json: "null"}
	}
	typ := f.Embedded.Type.Name
	return orNull(e.members(e.collect(typ, g.selections()), func(g group) answer {
		if g.fields[0].Name == "__typename" {
			return answer{json: quote(typ)}
		}
		for _, inner := range f.Embedded.Fields {
			if inner.Name == g.fields[0].Name {
				return e.value(r, inner, "", g)
			}
		}
		panic(fmt.Sprintf("storetest: %s has no field %s", typ, g.fields[0].Name))
	}), f.NonNull)
}

func (e *naive) one(found []*store.Record, nonNull bool, asOf string, g group) answer {
	switch {
	case len(found) == 0 && nonNull:
		return e.missing()
	case len(found) == 0:
		return answer{json: "null"}
	}
	return orNull(e.object(found[0], asOf, g.selections()), nonNull)
}

func (e *naive) list(found []*store.Record, asOf string, g group) answer {
	f := g.fields[0]
	found = e.sorted(e.filtered(found, f, asOf), e.orders(f))
	found = found[min(e.count(f, "offset", 0), len(found)):]
	found = found[:min(e.count(f, "limit", len(found)), len(found))]
	return e.elements(len(found), func(i int) answer { return e.object(found[i], asOf, g.selections()) })
}

// related gives the nodes that a relationship leads to and that hold on a day,
// found by looking at every record.
func (e *naive) related(r *store.Record, rel *schema.Relationship, asOf string) []*store.Record {
	var found []*store.Record
	for i := range e.release.Records {
		other := &e.release.Records[i]
		from, to := r, other
		if rel.Direction == schema.In {
			from, to = other, r
		}
		if e.linked(from, to, rel.Type) && e.among(other, rel.Targets) && e.holds(other, asOf) {
			found = append(found, other)
		}
	}
	return found
}

func (e *naive) linked(from, to *store.Record, relationship string) bool {
	for i, targets := range from.Edges {
		for _, id := range targets {
			if id == to.ID && e.model.Node(from.Type).Outgoing[i].Type == relationship {
				return true
			}
		}
	}
	return false
}

func (e *naive) among(r *store.Record, types []*schema.Node) bool {
	for _, t := range types {
		if t.Name == r.Type {
			return true
		}
	}
	return false
}

// holds reports whether a node holds on a day; an empty day is any.
func (e *naive) holds(r *store.Record, day string) bool {
	node := e.model.Node(r.Type)
	if day == "" || !node.Dated {
		return true
	}
	from, to := r.Props[node.Property("from").Index], r.Props[node.Property("to").Index]
	return (from.IsNull() || from.Text <= day) && (to.IsNull() || day < to.Text)
}

func quote(s string) string { return string(store.AppendString(nil, s)) }
