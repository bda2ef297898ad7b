package graph

import "waymark/graph/plan"

// rulebook is what evaluation knows of the graph before anything is asked.
type rulebook struct{}

func newRulebook(Config, *plan.Planner) (*rulebook, error) { return &rulebook{}, nil }
