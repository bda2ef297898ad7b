package graph_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"waymark/graph"
	"waymark/graph/plan"
	"waymark/graph/store"
)

// counting counts the reads of a store.
type counting struct {
	store.Reader
	reads atomic.Int64
}

func (c *counting) Read(ctx context.Context, p *plan.Plan, args plan.Args, l store.Limits) (*store.Result, error) {
	c.reads.Add(1)
	return c.Reader.Read(ctx, p, args, l)
}

// TestFollow demands that the rules of every country are read once when a release
// becomes current, and not again for it.
func TestFollow(t *testing.T) {
	t.Parallel()
	model, public := schemas()
	counted := &counting{Reader: embedded()}
	engine, err := graph.New(graph.Config{Model: model, Public: public, Store: counted})
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	const countries = 5
	if got := counted.reads.Load(); got != 2+countries {
		t.Errorf("Warm reads %d times, want once for former ids, once for the countries and once for each of the %d", got, countries)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	engine.Follow(ctx, time.Millisecond)
	if got := counted.reads.Load(); got > 3+countries {
		t.Errorf("following one release read %d times", got)
	}
}
