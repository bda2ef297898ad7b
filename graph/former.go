package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

const formerOperation = `{ formerIds { id now { id } } }`

// former knows which ids nodes had before they were renamed, release by release.
// It is safe for concurrent use.
type former struct {
	store store.Reader
	plan  *plan.Plan // nil: the schema has no former ids
	args  plan.Args

	mu      sync.Mutex
	release string // the last one that was read
	now     map[string]string
}

func newFormer(c Config, planner *plan.Planner) (*former, error) {
	f := &former{store: c.Store}
	if c.Public.Types["FormerId"] == nil {
		return f, nil
	}
	doc, err := ownOperation(c, "former ids", formerOperation)
	if err != nil {
		return nil, err
	}
	f.plan, f.args, err = planner.Build(doc.Operations[0], doc, nil)
	if err != nil {
		return nil, fmt.Errorf("plan the operation for former ids: %w", err)
	}
	return f, nil
}

// matters reports whether an operation takes ids that may be former ones.
func (f *former) matters(p *plan.Plan) bool {
	return f.plan != nil && slices.ContainsFunc(p.Params, func(param plan.Param) bool { return param.Type == schema.ID })
}

// renew puts, in place of former ids among the arguments of an operation, those of
// now, as a release has them. Returns the store's error.
func (f *former) renew(ctx context.Context, release string, p *plan.Plan, args plan.Args) (plan.Args, error) {
	if !f.matters(p) {
		return args, nil
	}
	now, err := f.of(ctx, release)
	if err != nil || len(now) == 0 {
		return args, err
	}
	for i, param := range p.Params {
		if param.Type == schema.ID {
			args[i] = renewed(args[i], now)
		}
	}
	return args, nil
}

// renewed copies a list that it changes: arguments without variables are shared.
func renewed(v schema.Value, now map[string]string) schema.Value {
	switch v.Kind {
	case schema.TextValue:
		if id, was := now[v.Text]; was {
			return schema.Text(id)
		}
	case schema.ListValue:
		list := make([]schema.Value, len(v.List))
		for i, element := range v.List {
			list[i] = renewed(element, now)
		}
		v.List = list
	}
	return v
}

// of gives the former ids of a release, with what they are now.
func (f *former) of(ctx context.Context, release string) (map[string]string, error) {
	if f.plan == nil {
		return nil, nil
	}
	f.mu.Lock()
	kept, now := f.release, f.now
	f.mu.Unlock()
	if kept == release {
		return now, nil
	}
	now, err := f.read(ctx, release)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.release, f.now = release, now
	f.mu.Unlock()
	return now, nil
}

func (f *former) read(ctx context.Context, release string) (map[string]string, error) {
	result, err := f.store.Read(ctx, f.plan, f.args, store.Limits{Release: release})
	if err != nil {
		return nil, err
	}
	var found []struct {
		ID  string
		Now struct{ ID string }
	}
	if err := json.Unmarshal(orNull(result.Data[0]), &found); err != nil {
		return nil, fmt.Errorf("read the former ids: %w", err)
	}
	now := make(map[string]string, len(found))
	for _, one := range found {
		now[one.ID] = one.Now.ID
	}
	return now, nil
}
