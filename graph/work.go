package graph

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/plan"
	"waymark/graph/store"
)

// work is what one operation has found before its resolvers run.
type work struct {
	plan    *plan.Plan
	release string // that was read; empty: none
	result  *store.Result
	answers []any // by place in plan.Computed
}

type workKey struct{}

// workOf finds the operation's work, which InterceptOperation put there.
func workOf(ctx context.Context) *work {
	w, ok := ctx.Value(workKey{}).(*work)
	if !ok {
		panic("graph: a resolver ran outside of Engine.InterceptOperation")
	}
	return w
}

// root finds the place of a read in the plan.
func (w *work) root(key string, keyed bool) (int, error) {
	for i, root := range w.plan.Roots {
		if root.Key == key && (root.Read.Form == plan.Keyed) == keyed {
			return i, nil
		}
	}
	return 0, fmt.Errorf("graph: no read for %q", key)
}

// answered gives what was evaluated for the root field that is being resolved.
func answered[T any](ctx context.Context) (T, error) {
	w, key := workOf(ctx), responseKey(ctx)
	for i, c := range w.plan.Computed {
		if c.Key == key {
			found, ok := w.answers[i].(T)
			if !ok {
				return found, fmt.Errorf("graph: %q was answered with a %T", key, w.answers[i])
			}
			return found, nil
		}
	}
	var none T
	return none, fmt.Errorf("graph: no answer for the root field %q", key)
}

func responseKey(ctx context.Context) string {
	return graphql.GetFieldContext(ctx).Field.Alias
}

// keyPath joins the response keys of a path; places in lists do not count.
func keyPath(path ast.Path) string {
	var keys []string
	for _, element := range path {
		if name, ok := element.(ast.PathName); ok {
			keys = append(keys, string(name))
		}
	}
	return strings.Join(keys, "/")
}
