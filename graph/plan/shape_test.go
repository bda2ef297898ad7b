package plan_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/plan"
	"waymark/graph/storetest"
	"waymark/schema"
)

// operation is a query and its variables.
type operation struct{ query, variables string }

func (o operation) String() string { return o.query + " " + o.variables }

// builder builds operations with one planner.
type builder func(t testing.TB, o operation) (*plan.Plan, plan.Args)

func newBuilder(t testing.TB, c plan.Config) builder {
	t.Helper()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, c)
	return func(t testing.TB, o operation) (*plan.Plan, plan.Args) {
		t.Helper()
		doc := parse(t, public, o.query)
		p, args, err := planner.Build(doc.Operations[0], doc, decode(t, o.variables))
		if err != nil {
			t.Fatalf("Build(%s): %v", o, err)
		}
		return p, args
	}
}

// TestOneShape builds operations that must share one plan.
func TestOneShape(t *testing.T) {
	t.Parallel()
	const where = `query ($w: ServiceWhere) { services(where: $w) { id } }`
	tests := map[string][]operation{
		"constants": {
			{`{ services(limit: 5, asOf: "2013-05-01") { id } }`, ""},
			{`{ services(limit: 6, asOf: "2014-05-01") { id } }`, ""},
			{`query ($n: Int, $d: Date) { services(limit: $n, asOf: $d) { id } }`, `{"n": 7, "d": "2015-05-01"}`},
			{`query ($n: Int = 8) { services(asOf: "2016-05-01", limit: $n) { id } }`, ""},
		},
		"order of operands": {
			{`{ services(where: {id: {eq: "a"}, name: {contains: "b"}}) { id } }`, ""},
			{`{ services(where: {name: {contains: "b"}, id: {eq: "a"}}) { id } }`, ""},
			{`{ services(where: {and: [{name: {contains: "b"}}, {id: {eq: "a"}}]}) { id } }`, ""},
			{`{ services(where: {id: {eq: "a"}, and: {and: [{}, {name: {contains: "b"}}]}}) { id } }`, ""},
			{where, `{"w": {"name": {"contains": "b"}, "id": {"eq": "a"}}}`},
			{where, `{"w": {"or": [{"name": {"contains": "b"}, "id": {"eq": "a"}}]}}`},
		},
		"order within or": {
			{`{ services(where: {or: [{id: {in: ["a"]}}, {providers: {some: {isClass: {eq: true}}}}]}) { id } }`, ""},
			{`{ services(where: {or: [{providers: {some: {isClass: {eq: false}}}}, {id: {in: ["a", "b"]}}]}) { id } }`, ""},
		},
		"absent arguments": {
			{`{ services { id } }`, ""},
			{`{ services(where: {}, sort: [], limit: null) { id } }`, ""},
			{`query ($n: Int, $w: ServiceWhere) { services(limit: $n, where: $w) { id } }`, ""},
			{`query ($n: Int, $w: ServiceWhere) { services(limit: $n, where: $w) { id } }`, `{"n": null, "w": {"or": null}}`},
		},
		"fragments and spaces": {
			{`{ services { id kinds } }`, ""},
			{`{ services { ...F kinds } } fragment F on Service { id }`, ""},
			{`query Q($yes: Boolean!) { services { id name @skip(if: $yes) ... on Node { id ... on Service { kinds: kinds } } } }`, `{"yes": true}`},
		},
	}
	for name, operations := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			build := newBuilder(t, plan.Config{})
			want, _ := build(t, operations[0])
			for range 2 { // the second time from the cache
				for _, o := range operations {
					if got, _ := build(t, o); got != want {
						t.Errorf("Build(%s) gave another plan than %s:\n%s\n%s", o, operations[0], got, want)
					}
				}
			}
		})
	}
}

// TestOtherShapes builds operations of which no two may share a plan.
func TestOtherShapes(t *testing.T) {
	t.Parallel()
	const where = `query ($w: ServiceWhere, $yes: Boolean = false, $s: [ServiceSort!], $l: Language) {
		services(where: $w, sort: $s) { id name(lang: $l) kinds @include(if: $yes) } }`
	operations := []operation{
		{where, ``},
		{where, `{"yes": true}`},
		{where, `{"l": "IT"}`},
		{where, `{"l": "FR"}`},
		{where, `{"s": {"name": "ASC"}}`},
		{where, `{"s": {"name": "DESC"}}`},
		{where, `{"s": {"from": "DESC"}}`},
		{where, `{"w": {"id": {"eq": "a"}}}`},
		{where, `{"w": {"id": {"in": ["a"]}}}`},
		{where, `{"w": {"id": {"in": []}}}`},
		{where, `{"w": {"id": {"eq": null}}}`},
		{where, `{"w": {"not": {"id": {"eq": "a"}}}}`},
		{where, `{"w": {"from": {"lt": "2013-05-01"}}}`},
		{where, `{"w": {"country": null}}`},
		{where, `{"w": {"providers": {"some": {"id": {"eq": "a"}}}}}`},
		{where, `{"w": {"providers": {"none": {"id": {"eq": "a"}}}}}`},
		{where, `{"w": {"or": [{"id": {"eq": "a"}}, {"id": {"eq": "b"}}]}}`},
		{where, `{"w": {"or": [{"id": {"eq": "a"}}, {"id": {"eq": "b"}}, {"id": {"eq": "c"}}]}}`},
		{`{ services(asOf: null) { id } }`, ""},
		{`{ services(limit: 1) { id } }`, ""},
		{`{ services(offset: 1) { id } }`, ""},
		{`{ service(id: "a") { id } }`, ""},
	}
	build := newBuilder(t, plan.Config{})
	for range 2 {
		seen := map[*plan.Plan]operation{}
		for _, o := range operations {
			p, _ := build(t, o)
			if other, ok := seen[p]; ok {
				t.Errorf("Build(%s) and Build(%s) gave one plan:\n%s", o, other, p)
			}
			seen[p] = o
		}
	}
}

// TestArgs looks at the values that go with a plan, when it is made and when it
// comes from the cache.
func TestArgs(t *testing.T) {
	t.Parallel()
	build := newBuilder(t, plan.Config{})
	const query = `query ($w: OrganizationWhere, $n: Int) { organizations(where: $w, limit: $n) { id } }`
	tests := []struct {
		variables string
		want      plan.Args
	}{
		{`{"n": 3, "w": {"or": [{"name": {"eq": "a"}}, {"sector": {"in": "PUBLIC"}}]}}`, plan.Args{schema.Text("a"), schema.Texts("PUBLIC"), number(3)}},
		{`{"w": {"or": [{"sector": {"in": ["PRIVATE", "PUBLIC"]}}, {"name": {"eq": "b"}}]}, "n": 4}`, plan.Args{schema.Text("b"), schema.Texts("PRIVATE", "PUBLIC"), number(4)}},
	}
	for range 2 {
		for _, test := range tests {
			_, got := build(t, operation{query, test.variables})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("args of %s (-want +got):\n%s", test.variables, diff)
			}
		}
	}
}

func number(n int64) schema.Value { return schema.Value{Kind: schema.IntValue, Int: n} }

// TestArgsAreOwn changes the args of one execution and looks at those of the next.
func TestArgsAreOwn(t *testing.T) {
	t.Parallel()
	build := newBuilder(t, plan.Config{})
	o := operation{`{ assess(country: "IT", persona: {}) { country { id } } }`, ""}
	for range 3 {
		p, args := build(t, o)
		ids := &args[p.Roots[0].Read.Anchor.Arg]
		if ids.Kind != schema.ListValue || len(ids.List) != 0 {
			t.Fatalf("ids = %v, want an empty list", *ids)
		}
		*ids = schema.Texts("IT")
	}
}

// TestCacheIsBounded plans more shapes than the planner keeps.
func TestCacheIsBounded(t *testing.T) {
	t.Parallel()
	build := newBuilder(t, plan.Config{Shapes: 4})
	for round := range 3 {
		for i := range 20 {
			o := operation{fmt.Sprintf(`{ a%d: services(limit: %d) { id } }`, i, round), ""}
			p, args := build(t, o)
			if want := fmt.Sprintf("a%d", i); p.Roots[0].Key != want {
				t.Fatalf("Build(%s) reads %q", o, p.Roots[0].Key)
			}
			if args[0].Int != int64(round) {
				t.Fatalf("Build(%s) has args %v", o, args)
			}
		}
	}
}

// TestConcurrent builds the same shapes from many goroutines: each shape must
// have one plan.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	build := newBuilder(t, plan.Config{})
	const shapes, workers = 8, 8
	plans := make([][shapes]*plan.Plan, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := range shapes {
				o := operation{fmt.Sprintf(`query ($n: Int) { a%d: services(limit: $n) { id providers(limit: $n) { name } } }`, i), fmt.Sprintf(`{"n": %d}`, w)}
				plans[w][i], _ = build(t, o)
			}
		})
	}
	wait.Wait()
	for w := range plans {
		if plans[w] != plans[0] {
			t.Errorf("worker %d got %v, worker 0 %v", w, plans[w], plans[0])
		}
	}
}
