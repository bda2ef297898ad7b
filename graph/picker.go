package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/generated"
	"waymark/graph/opaque"
	"waymark/graph/store"
)

// picker gives resolvers what is theirs of the one read.
type picker struct{}

var _ generated.Picker = picker{}

// Root picks the finished JSON of the root field that is being resolved.
func (picker) Root(ctx context.Context) (*opaque.Output, error) {
	w := workOf(ctx)
	i, err := w.root(responseKey(ctx), false)
	if err != nil {
		return nil, err
	}
	return settle(ctx, declared(ctx).NonNull, w.result.Data[i], below(ctx, w.result, i, ""))
}

// Node picks the finished JSON of a node below a computed type. A value that has
// no ID is finished already.
func (picker) Node(ctx context.Context, node *opaque.Output) (*opaque.Output, error) {
	return pick(ctx, declared(ctx).NonNull, node)
}

// Nodes picks the finished JSON of each node of a list below a computed type. An
// element that must be there and is not takes the list with it.
func (picker) Nodes(ctx context.Context, nodes []*opaque.Output) ([]*opaque.Output, error) {
	if nodes == nil {
		return nil, nil
	}
	picked := make([]*opaque.Output, len(nodes))
	for i, node := range nodes {
		element := graphql.WithFieldContext(ctx, &graphql.FieldContext{Index: &i})
		var err error
		if picked[i], err = pick(element, declared(ctx).Elem.NonNull, node); err != nil {
			return nil, err
		}
	}
	return picked, nil
}

func pick(ctx context.Context, nonNull bool, node *opaque.Output) (*opaque.Output, error) {
	if node == nil || node.ID == "" {
		return node, nil
	}
	w := workOf(ctx)
	i, err := w.root(keyPath(graphql.GetPath(ctx)), true)
	if err != nil {
		return nil, err
	}
	return settle(ctx, nonNull, w.result.Keyed[i][node.ID], below(ctx, w.result, i, node.ID))
}

// declared is the type of the field that is being resolved, in the public schema.
func declared(ctx context.Context) *ast.Type {
	return graphql.GetFieldContext(ctx).Field.Definition.Type
}

// settle makes a value of finished JSON and reports the errors below it. Where
// null may not stand, the last error is the field's own, so that null goes on
// upwards without another error for the same cause.
func settle(ctx context.Context, nonNull bool, json []byte, errs gqlerror.List) (*opaque.Output, error) {
	var own error
	if n := len(errs); json == nil && nonNull && n > 0 {
		own, errs = errs[n-1], errs[:n-1]
	}
	for _, e := range errs {
		graphql.AddError(ctx, e)
	}
	if json == nil {
		return nil, own
	}
	return &opaque.Output{JSON: json}, nil
}

// below gives the values below a finished field that had to become null, with
// their paths from the top.
func below(ctx context.Context, r *store.Result, root int, id string) gqlerror.List {
	var list gqlerror.List
	for _, e := range r.Errors {
		if e.Root != root || e.ID != id {
			continue
		}
		path := append(ast.Path{}, graphql.GetPath(ctx)...)
		for _, step := range e.Path {
			switch step := step.(type) {
			case string:
				path = append(path, ast.PathName(step))
			case int:
				path = append(path, ast.PathIndex(step))
			}
		}
		list = append(list, &gqlerror.Error{
			Err:       &store.Error{Kind: store.Internal, Message: e.Message},
			Message:   e.Message,
			Path:      path,
			Locations: []gqlerror.Location{}, // of a field that gqlgen does not see
		})
	}
	return list
}
