package graph

import (
	"context"

	"waymark/graph/generated"
	"waymark/graph/plan"
	"waymark/graph/store"
)

// evaluate answers the computed fields of an operation on one release.
func (e *Engine) evaluate(_ context.Context, info store.Info, w *work, _ plan.Args) error {
	for i, c := range w.plan.Computed {
		if c.Name != "release" {
			return &store.Error{Kind: store.Invalid, Message: c.Name + " is not answered yet"}
		}
		w.answers[i] = &generated.Release{
			ID: info.ID, AsOf: info.AsOf, Schema: info.Schema, Nodes: info.Nodes, Relationships: info.Edges,
		}
	}
	return nil
}
