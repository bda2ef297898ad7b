package graph

import (
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
)

// introspectedTypes is how many types one operation may look up by name.
const introspectedTypes = 10

// checkIntrospection refuses what asks for the same part of the schema again and
// again under other names. gqlgen walks through the schema field by field: fifty
// times all types are forty megabytes, for a request of two kilobytes.
func checkIntrospection(op *graphql.OperationContext) error {
	roots := map[string]int{}
	for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, nil) {
		if f.Name == "__typename" || !strings.HasPrefix(f.Name, "__") {
			continue
		}
		roots[f.Name]++
		if roots["__schema"] > 1 || roots["__type"] > introspectedTypes {
			return twice(f.Name)
		}
		if err := checkOnce(op, f.Selections); err != nil {
			return err
		}
	}
	return nil
}

func checkOnce(op *graphql.OperationContext, set ast.SelectionSet) error {
	seen := map[string]bool{}
	for _, f := range graphql.CollectFields(op, set, nil) {
		if seen[f.Name] && len(f.Selections) > 0 {
			return twice(f.Name)
		}
		seen[f.Name] = true
		if err := checkOnce(op, f.Selections); err != nil {
			return err
		}
	}
	return nil
}

func twice(field string) error {
	return &store.Error{Kind: store.Invalid, Message: fmt.Sprintf(
		"the operation asks too often for %s of the schema; ask once", field)}
}
