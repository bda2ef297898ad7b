package graph

import (
	"context"

	"waymark/graph/generated"
)

// computed gives resolvers what was evaluated before they run.
type computed struct{}

var _ generated.Computed = computed{}

// Release gives the release that is served.
func (computed) Release(ctx context.Context) (*generated.Release, error) {
	return answered[*generated.Release](ctx)
}

// Assess gives an assessment.
func (computed) Assess(ctx context.Context) (*generated.Assessment, error) {
	return answered[*generated.Assessment](ctx)
}

// WhatChanges gives the difference of two assessments.
func (computed) WhatChanges(ctx context.Context) (*generated.AssessmentDiff, error) {
	return answered[*generated.AssessmentDiff](ctx)
}
