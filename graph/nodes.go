package graph

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/opaque"
)

// fieldNames gives the names of the fields along a path of response keys, without
// the root: assess/r/e, of results as r and entitlement as e, is [results
// entitlement].
func fieldNames(ctx context.Context) func(path string) []string {
	op := graphql.GetOperationContext(ctx)
	return func(path string) []string {
		var names []string
		within := []ast.SelectionSet{op.Operation.SelectionSet}
		for _, key := range strings.Split(path, "/") {
			var below []ast.SelectionSet
			name := ""
			for _, set := range within {
				for _, f := range fields(set, op.Doc.Fragments) {
					if f.Alias == key {
						name = f.Name
						below = append(below, f.SelectionSet)
					}
				}
			}
			names, within = append(names, name), below
		}
		return names[1:]
	}
}

// location is where a root field stands in its document.
func location(ctx context.Context, key string) []gqlerror.Location {
	op := graphql.GetOperationContext(ctx)
	for _, f := range fields(op.Operation.SelectionSet, op.Doc.Fragments) {
		if f.Alias == key && f.Position != nil {
			return []gqlerror.Location{{Line: f.Position.Line, Column: f.Position.Column}}
		}
	}
	return nil
}

// fields gives the fields of a selection, fragments unfolded. Validation has seen
// to it that no fragment contains itself.
func fields(set ast.SelectionSet, fragments ast.FragmentDefinitionList) []*ast.Field {
	var list []*ast.Field
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			list = append(list, s)
		case *ast.InlineFragment:
			list = append(list, fields(s.SelectionSet, fragments)...)
		case *ast.FragmentSpread:
			if f := fragments.ForName(s.Name); f != nil {
				list = append(list, fields(f.SelectionSet, fragments)...)
			}
		}
	}
	return list
}

// nodesBelow gives the ids of the nodes that stand at a path of fields below a
// computed value, each once, in order.
func nodesBelow(computed any, path []string) []string {
	seen := map[string]bool{}
	collect(reflect.ValueOf(computed), path, seen)
	ids := make([]string, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// collect walks the structs that gqlgen generated: they name their fields in their
// tags, and a type that is added to the SDL is walked without a line here.
func collect(v reflect.Value, path []string, seen map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			collect(v.Elem(), path, seen)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), path, seen)
		}
	case reflect.Struct:
		if out, ok := v.Interface().(opaque.Output); ok {
			if out.ID != "" {
				seen[out.ID] = true
			}
			return
		}
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if len(path) > 0 && name == path[0] {
				collect(v.Field(i), path[1:], seen)
			}
		}
	}
}
