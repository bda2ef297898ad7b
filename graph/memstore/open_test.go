package memstore_test

import (
	"slices"
	"strings"
	"testing"

	"waymark/graph/memstore"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// TestOpenRefuses checks that a release that does not fit opens no store.
func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	model := storetest.Model(t)
	for _, c := range []struct {
		name, want string
		change     func(r *store.Release)
	}{
		{"another schema", "another schema", func(r *store.Release) { r.Info.Schema = "x" }},
		{"an unknown type", "no type Nobody", func(r *store.Release) { r.Records[0].Type = "Nobody" }},
		{"too few properties", "properties", func(r *store.Release) { r.Records[0].Props = r.Records[0].Props[1:] }},
		{"too few relationships", "relationships", func(r *store.Release) { r.Records[0].Edges = r.Records[0].Edges[:0] }},
		{"another order", "must be in id order", func(r *store.Release) { slices.Reverse(r.Records) }},
		{"one id twice", "must be in id order", func(r *store.Release) { r.Records = append(r.Records, r.Records[len(r.Records)-1]) }},
		{"a target that is not there", "nowhere, which the release has not", func(r *store.Release) {
			last := len(r.Records) - 1
			for len(r.Records[last].Edges) == 0 || r.Records[last].Type != "Right" {
				last--
			}
			r.Records[last].Edges[0] = []string{"nowhere"}
		}},
	} {
		r := storetest.Release(t)
		c.change(r)
		s, err := memstore.Open(model, r)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Open of a release with %s = %v, %v, want an error with %q", c.name, s, err, c.want)
		}
	}
}

// TestReadAllocates bounds what one read allocates: the result, its two lists and
// the bytes, not more for more nodes. The race detector now and then takes scratch
// away, which costs some more.
func TestReadAllocates(t *testing.T) {
	model := storetest.Model(t)
	reader := open(t, model, storetest.Release(t))
	everything := &plan.Plan{Roots: []*plan.Root{{Key: "all", Read: &plan.Read{
		Form: plan.List, Types: model.Nodes, AsOf: plan.NoArg, Limit: plan.NoArg, Offset: plan.NoArg,
		Anchor: plan.Anchor{Kind: plan.Scan, Types: model.Nodes, Arg: plan.NoArg},
		Sort:   []plan.Order{{Column: "jurisdiction", Type: schema.String}},
		Select: []plan.Case{{Types: model.Nodes, Fields: []plan.Field{
			plan.Scalar{Key: plan.Key{Name: "id", JSON: `"id":`}, Columns: []string{"id"}, NonNull: true},
		}}},
	}}}}
	got := testing.AllocsPerRun(100, func() {
		if _, err := reader.Read(t.Context(), everything, nil, store.Limits{}); err != nil {
			t.Fatal(err)
		}
	})
	if got > 12 {
		t.Errorf("a read of %d nodes allocates %v times, want at most 12", len(storetest.Release(t).Records), got)
	}
}
