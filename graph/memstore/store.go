package memstore

import (
	"context"
	"fmt"
	"sync"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// Store is one release in memory. It is safe for concurrent use.
type Store struct {
	snapshot *snapshot

	mu       sync.Mutex
	programs map[*plan.Plan]*program
}

var _ store.Reader = (*Store)(nil)

// keptPrograms bounds the compiled plans that a Store keeps.
const keptPrograms = 4096

// Open makes a Store of a release, which must not change afterwards. Returns an
// error that names the record which does not fit the model, or is not in id order.
func Open(model *schema.Schema, r *store.Release) (*Store, error) {
	if r.Info.Schema != model.Hash {
		return nil, fmt.Errorf("the release was made with another schema (%.12s, not %.12s); make it again from the seed files", r.Info.Schema, model.Hash)
	}
	s, err := newSnapshot(model, r)
	if err != nil {
		return nil, err
	}
	return &Store{snapshot: s, programs: map[*plan.Plan]*program{}}, nil
}

// Current gives the release; its error is always nil.
func (s *Store) Current(context.Context) (store.Info, error) { return s.snapshot.info, nil }

// Read executes a plan. Returns an *store.Error of kind Invalid for a cursor of
// another release or too many rows, NotFound for a release that is not this one,
// and Unavailable if ctx ends.
func (s *Store) Read(ctx context.Context, p *plan.Plan, args plan.Args, limits store.Limits) (*store.Result, error) {
	if limits.Release != "" && limits.Release != s.snapshot.info.ID {
		return nil, &store.Error{Kind: store.NotFound,
			Message: fmt.Sprintf("there is no release %q; the current one is %q", limits.Release, s.snapshot.info.ID)}
	}
	return s.program(p).run(ctx, args, limits.Rows)
}

// program gives the compiled form of a plan. Plans are shared by shape, so few of
// them make many requests; beyond keptPrograms all are let go.
func (s *Store) program(p *plan.Plan) *program {
	s.mu.Lock()
	known, ok := s.programs[p]
	s.mu.Unlock()
	if ok {
		return known
	}
	compiled := compile(s.snapshot, p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.programs) >= keptPrograms {
		clear(s.programs)
	}
	s.programs[p] = compiled
	return compiled
}
