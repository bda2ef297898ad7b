package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"waymark/graph/store"
	"waymark/schema"
)

// Release gives the test data: the graph that is drawn in graph.go.
func Release(t testing.TB) *store.Release {
	t.Helper()
	return release(t, Model(t))
}

func release(t testing.TB, model *schema.Schema) *store.Release {
	t.Helper()
	r, err := build(model, "2013-05-01", graph())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// values are the columns of an entry: string, int, float64, bool, or []string.
type values map[string]any

// edges are the relationships that leave an entry: ids by field name.
type edges map[string][]string

// entry is one node of test data, as a person writes it.
type entry struct {
	typ, id string
	values  values
	edges   edges
}

// build makes a release of entries. Returns an error that names the first entry
// that does not fit the model.
func build(model *schema.Schema, asOf string, entries []entry) (*store.Release, error) {
	r := &store.Release{Info: store.Info{AsOf: asOf, Schema: model.Hash, Nodes: len(entries)}}
	known := make(map[string]bool, len(entries))
	for _, e := range entries {
		if known[e.id] {
			return nil, fmt.Errorf("%s stands twice", e.id)
		}
		known[e.id] = true
	}
	for _, e := range entries {
		record, err := e.record(model, known)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.id, err)
		}
		for _, targets := range record.Edges {
			r.Info.Edges += len(targets)
		}
		r.Records = append(r.Records, record)
	}
	slices.SortFunc(r.Records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	r.Info.ID = store.Hash(r)
	return r, nil
}

// record makes a record of the entry; known are the ids that it may lead to, nil
// stands for any.
func (e entry) record(model *schema.Schema, known map[string]bool) (store.Record, error) {
	node := model.Node(e.typ)
	if node == nil {
		return store.Record{}, fmt.Errorf("there is no type %s", e.typ)
	}
	r := store.Record{
		Type: e.typ, ID: e.id,
		Props: make([]schema.Value, len(node.Properties)),
		Edges: make([][]string, len(node.Outgoing)),
	}
	r.Props[node.Property("id").Index] = schema.Text(e.id)
	for column, v := range e.values {
		p := node.Property(column)
		if p == nil {
			return r, fmt.Errorf("%s has no column %s", e.typ, column)
		}
		r.Props[p.Index] = value(v)
	}
	for name, targets := range e.edges {
		f := node.Field(name)
		if f == nil || f.Relationship == nil || f.Relationship.Direction != schema.Out {
			return r, fmt.Errorf("%s has no relationship %s that leaves it", e.typ, name)
		}
		for _, target := range targets {
			if known != nil && !known[target] {
				return r, fmt.Errorf("%s: there is no %s", name, target)
			}
		}
		sorted := slices.Clone(targets)
		slices.Sort(sorted)
		r.Edges[f.Relationship.Index] = slices.Compact(sorted)
	}
	return r, nil
}

func value(v any) schema.Value {
	switch v := v.(type) {
	case string:
		return schema.Text(v)
	case int:
		return schema.Value{Kind: schema.IntValue, Int: int64(v)}
	case float64:
		return schema.Value{Kind: schema.FloatValue, Float: v}
	case bool:
		return schema.Value{Kind: schema.BoolValue, Bool: v}
	case []string:
		return schema.Texts(v...)
	default:
		panic(fmt.Sprintf("storetest: no value can be made of a %T", v))
	}
}
