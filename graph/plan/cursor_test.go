package plan_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/plan"
	"waymark/graph/storetest"
	"waymark/schema"
)

// TestCursor makes cursors as a store does and gives them back to the planner.
func TestCursor(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{})
	none := schema.Value{}
	tests := []struct {
		field, sort string
		values      []schema.Value
		id          string
	}{
		{"services", `[]`, nil, "IT:x"},
		{"services", `[{name: ASC}]`, []schema.Value{schema.Text("a \"b\" <c> \\ é 😀")}, "IT:x"},
		{"services", `[{name: DESC}, {from: ASC}]`, []schema.Value{none, schema.Text("2013-05-01")}, ""},
		{"countries", `[{population: ASC}]`, []schema.Value{number(9007199254740993)}, "IT"},
		{"permitTypes", `[{fee: DESC}, {showsTrafficking: ASC}]`, []schema.Value{real(1e21), truth(true)}, "IT:x"},
		{"permitTypes", `[{fee: DESC}]`, []schema.Value{real(0.1)}, "IT:x"},
		{"permitTypes", `[{fee: DESC}]`, []schema.Value{real(80)}, "IT:x"},
		{"permitTypes", `[{fee: DESC}]`, []schema.Value{none}, "IT:x"},
	}
	for _, test := range tests {
		doc := parse(t, public, fmt.Sprintf(`query ($c: String) { %sConnection(after: $c, sort: %s) { totalCount } }`, test.field, test.sort))
		op := doc.Operations[0]
		p, _, err := planner.Build(op, doc, nil)
		if err != nil {
			t.Fatal(err)
		}
		cursor := plan.EncodeCursor("release", p.Roots[0].Read.Sort, test.values, test.id)
		_, args, err := planner.Build(op, doc, map[string]any{"c": cursor})
		if err != nil {
			t.Errorf("cursor of %v: %v", test, err)
			continue
		}
		want := schema.Value{Kind: schema.ListValue, List: []schema.Value{schema.Text("release")}}
		want.List = append(append(want.List, test.values...), schema.Text(test.id))
		if diff := cmp.Diff(plan.Args{want}, args); diff != "" {
			t.Errorf("cursor of %v (-want +got):\n%s", test, diff)
		}
	}
}

// FuzzCursor gives the planner any text as a cursor.
func FuzzCursor(f *testing.F) {
	public := storetest.Public(f)
	planner := plan.New(storetest.Model(f), public, plan.Config{})
	doc := parse(f, public, `query ($c: String) { permitTypesConnection(after: $c, sort: [{fee: ASC}, {name: ASC}]) { totalCount } }`)
	sort := []plan.Order{{Column: "fee", Type: schema.Float}, {Column: "name_en", Type: schema.String}}
	f.Add(plan.EncodeCursor("r", sort, []schema.Value{real(1), schema.Text("a")}, "IT:x"))
	f.Add(plan.EncodeCursor("r", sort[:1], []schema.Value{{}}, "IT:x"))
	f.Add("W10")
	f.Fuzz(func(t *testing.T, cursor string) {
		_, args, err := planner.Build(doc.Operations[0], doc, map[string]any{"c": cursor})
		if err != nil {
			errorsJSON(t, err)
			return
		}
		v := args[0].List
		if len(v) != len(sort)+2 {
			t.Fatalf("cursor %q has %d values, want %d", cursor, len(v), len(sort)+2)
		}
		again := plan.EncodeCursor(v[0].Text, sort, v[1:3], v[3].Text)
		if _, second, err := planner.Build(doc.Operations[0], doc, map[string]any{"c": again}); err != nil || !cmp.Equal(args, second) {
			t.Errorf("cursor %q reads as %v, written again as %v, %v", cursor, args, second, err)
		}
	})
}
