package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// MutateOperationParameters changes nothing: it keeps the variables as they were
// sent, since gqlgen drops them where it finds a fault in one.
func (e *Engine) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	graphql.GetOperationContext(ctx).Stats.SetExtension(e.ExtensionName(), p.Variables)
	return nil
}

// InterceptResponse says what is wrong with variables in the planner's words, and
// puts errors of fields in the order of the response: resolvers run side by side
// and report them in any.
func (e *Engine) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response == nil {
		return nil
	}
	if faults := e.variableFaults(ctx); faults != nil {
		response.Errors = faults
	}
	if w, ok := ctx.Value(workKey{}).(*work); ok && len(response.Errors) > 1 {
		order := w.order(graphql.GetOperationContext(ctx))
		slices.SortStableFunc(response.Errors, func(a, b *gqlerror.Error) int { return order.compare(a.Path, b.Path) })
	}
	return response
}

// variableFaults gives all faults of an operation whose variables gqlgen refused,
// of which it tells the first one only and without a hint. Nil if it refused none.
func (e *Engine) variableFaults(ctx context.Context) gqlerror.List {
	if !graphql.HasOperationContext(ctx) {
		return nil
	}
	op := graphql.GetOperationContext(ctx)
	if op.Operation == nil || op.Variables != nil {
		return nil
	}
	sent, _ := op.Stats.GetExtension(e.ExtensionName()).(map[string]any)
	if _, _, err := e.planner.Build(op.Operation, op.Doc, sent); err != nil {
		return e.present(ctx, err)
	}
	return nil
}

// errorOrder is the order of the errors of one response.
type errorOrder struct {
	keys     []string        // of the roots
	computed map[string]bool // whether a root is evaluated
}

// order is that of the root fields. What the store reports below one of them is
// in order already; what is evaluated is walked side by side.
func (w *work) order(op *graphql.OperationContext) errorOrder {
	o := errorOrder{computed: map[string]bool{}}
	for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, nil) {
		o.keys = append(o.keys, f.Alias)
	}
	for _, c := range w.plan.Computed {
		o.computed[c.Key] = true
	}
	return o
}

func (o errorOrder) compare(a, b ast.Path) int {
	first, second := root(a), root(b)
	if first != second {
		return cmp.Compare(slices.Index(o.keys, first), slices.Index(o.keys, second))
	}
	if !o.computed[first] {
		return 0
	}
	return slices.CompareFunc(a, b, compareSteps)
}

func root(path ast.Path) string {
	if len(path) == 0 {
		return ""
	}
	name, _ := path[0].(ast.PathName)
	return string(name)
}

// compareSteps orders places in a list by number and names as text.
func compareSteps(a, b ast.PathElement) int {
	i, iIsPlace := a.(ast.PathIndex)
	j, jIsPlace := b.(ast.PathIndex)
	if iIsPlace && jIsPlace {
		return cmp.Compare(i, j)
	}
	return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
}
