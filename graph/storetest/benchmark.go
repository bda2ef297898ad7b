package storetest

import (
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
	"waymark/schema/gen"
)

// Question is one of the three questions that speed is measured by.
type Question struct {
	Name  string
	Query string
	root  string
	hand  func(g *handGraph, dst []byte) []byte
}

// Questions gives Q1, a provider with its country, services and their legal basis;
// Q2, 50 shelters of one country, sorted, three levels; and Q3, one country with
// all providers, services and bases, some 180 KB.
func Questions() []Question {
	return []Question{
		{"Q1", `{ organization(id: "IT:organization-100") {
  id name country { code name } services { id name duration { length } legalBasis { locator instrument { name celex } } }
} }`, "organization", func(g *handGraph, dst []byte) []byte { return g.provider(dst, "IT:organization-100") }},
		{"Q2", `{ services(where: {country: {code: {eq: "IT"}}, types: {some: {id: {eq: "CORE:shelter"}}}}, sort: [{name: ASC}], limit: 50) {
  id name from providers { id name } legalBasis { locator instrument { id name } }
} }`, "services", func(g *handGraph, dst []byte) []byte { return g.shelters(dst, "IT", 50) }},
		{"Q3", `{ country(code: "IT") {
  name organizations { id name services { name legalBasis { locator instrument { name } } } }
} }`, "country", func(g *handGraph, dst []byte) []byte { return g.country(dst, "IT") }},
	}
}

// ByHand gives a writer of each question's answer, {"data":…}, written by hand over
// Go values: what a store's speed is measured against. It fails the test where
// data does not have what the questions ask for.
func ByHand(t testing.TB, model *schema.Schema, release *store.Release) func(q Question, dst []byte) []byte {
	t.Helper()
	g := newHandGraph(model, release)
	if g.organizations["IT:organization-100"] == nil {
		t.Fatal("storetest: the release is not the benchmarks' data")
	}
	return func(q Question, dst []byte) []byte {
		dst = append(dst, `{"data":{"`+q.root+`":`...)
		return append(q.hand(g, dst), "}}"...)
	}
}

// RunQuestions checks that a store answers the three questions over the
// benchmarks' data with the bytes of the writer by hand.
func RunQuestions(t *testing.T, open Open) {
	questions(t, open, func(q asked) {
		if got, want := q.answer(t), string(q.byHand(nil)); got != want {
			t.Errorf("%s gives\n%.2000s\nwant\n%.2000s", q.Query, got, want)
		}
	})
}

// Benchmark asks a store the three questions, and the writer by hand beside it;
// "x-by-hand" is how many times longer the store takes. Both give the same bytes,
// or it fails.
func Benchmark(b *testing.B, open Open) {
	questions(b, open, func(q asked) {
		want := string(q.byHand(nil))
		if got := q.answer(b); got != want {
			b.Fatalf("%s gives\n%.2000s\nby hand\n%.2000s", q.Query, got, want)
		}
		b.Run(q.Name, func(b *testing.B) { q.benchmark(b, len(want)) })
	})
}

// asked is a question that is ready to be asked.
type asked struct {
	Question
	plan   *plan.Plan
	args   plan.Args
	reader store.Reader
	byHand func(dst []byte) []byte
}

func questions(t testing.TB, open Open, ask func(asked)) {
	t.Helper()
	model := Product(t)
	release := DataRelease(t, model)
	public, err := gqlparser.LoadSchema(&ast.Source{Input: gen.Public(model, personaForBenchmarks)})
	if err != nil {
		t.Fatal(err)
	}
	planner, reader, byHand := plan.New(model, public, plan.Config{}), open(t, model, release), ByHand(t, model, release)
	for _, q := range Questions() {
		doc, errs := gqlparser.LoadQuery(public, q.Query)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		p, args, err := planner.Build(doc.Operations[0], doc, nil)
		if err != nil {
			t.Fatal(err)
		}
		ask(asked{q, p, args, reader, func(dst []byte) []byte { return byHand(q, dst) }})
	}
}

// personaForBenchmarks stands in for the input that is made of the seed files.
const personaForBenchmarks = `"Nothing is known of the person." input PersonaInput { "The age." age: Int }`

func (q asked) read(t testing.TB) []byte {
	result, err := q.reader.Read(t.Context(), q.plan, q.args, store.Limits{Rows: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	return result.Data[0]
}

func (q asked) answer(t testing.TB) string {
	return `{"data":{"` + q.root + `":` + string(q.read(t)) + "}}"
}

func (q asked) benchmark(b *testing.B, size int) {
	var perRead float64
	b.Run("store", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			q.read(b)
		}
		perRead = float64(b.Elapsed()) / float64(b.N)
	})
	b.Run("byhand", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			q.byHand(make([]byte, 0, size))
		}
		b.ReportMetric(perRead/(float64(b.Elapsed())/float64(b.N)), "x-by-hand")
	})
}
