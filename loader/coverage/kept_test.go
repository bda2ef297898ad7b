package coverage_test

import (
	"context"
	"errors"
	"testing"

	"waymark/graph/store"
	"waymark/loader/coverage"
	"waymark/schema"
)

// TestKept: one release is exported once, another one makes another report, and
// what could not be made is tried again.
func TestKept(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	current, exports, away := "a", 0, errors.New("away")
	k := &coverage.Kept{Model: model,
		Current: func(context.Context) (store.Info, error) { return store.Info{ID: current}, nil },
		Export: func(context.Context) (*store.Release, error) {
			if exports++; exports == 1 {
				return nil, away
			}
			return &store.Release{Info: store.Info{ID: current, AsOf: "2026-11-25"}}, nil
		},
	}
	if _, err := k.Report(t.Context()); err != away {
		t.Errorf("Report = %v, want the error of Export", err)
	}
	for _, step := range []struct {
		current string
		exports int
	}{{"a", 2}, {"a", 2}, {"b", 3}, {"b", 3}} {
		current = step.current
		r, err := k.Report(t.Context())
		if err != nil || r.Release != current || exports != step.exports {
			t.Errorf("Report of %s = %+v, %v after %d exports, want %d", current, r, err, exports, step.exports)
		}
	}
}
