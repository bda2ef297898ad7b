package storetest

import (
	"bytes"
	"testing"
	"time"

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

// Benchmark asks a store the three questions, turn by turn with the writer by
// hand, and reports how many times longer the store takes. Both give the same
// bytes, or it fails.
func Benchmark(b *testing.B, open Open) {
	model := Product(b)
	release := DataRelease(b, model)
	parsed, err := gqlparser.LoadSchema(&ast.Source{Input: gen.Public(model, personaForBenchmarks)})
	if err != nil {
		b.Fatal(err)
	}
	planner, reader, byHand := plan.New(model, parsed, plan.Config{}), open(b, model, release), ByHand(b, model, release)
	for _, q := range Questions() {
		doc, errs := gqlparser.LoadQuery(parsed, q.Query)
		if len(errs) > 0 {
			b.Fatal(errs)
		}
		p, args, err := planner.Build(doc.Operations[0], doc, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(q.Name, func(b *testing.B) { benchmark(b, q, p, args, reader, byHand) })
	}
}

// personaForBenchmarks stands in for the input that is made of the seed files.
const personaForBenchmarks = `"Nothing is known of the person." input PersonaInput { "The age." age: Int }`

func benchmark(b *testing.B, q Question, p *plan.Plan, args plan.Args, reader store.Reader, byHand func(Question, []byte) []byte) {
	read := func() []byte {
		result, err := reader.Read(b.Context(), p, args, store.Limits{Rows: 10_000})
		if err != nil {
			b.Fatal(err)
		}
		return result.Data[0]
	}
	want := byHand(q, nil)
	if got := `{"data":{"` + q.root + `":` + string(read()) + "}}"; got != string(want) {
		b.Fatalf("%s: the store gives\n%.2000s\nby hand\n%.2000s", q.Name, got, want)
	}
	b.SetBytes(int64(len(want)))
	b.ReportAllocs()
	var spent, hand time.Duration
	for b.Loop() {
		began := time.Now()
		got := read()
		spent += time.Since(began)
		b.StopTimer()
		began = time.Now()
		buffer := byHand(q, make([]byte, 0, len(want)))
		hand += time.Since(began)
		if !bytes.Contains(buffer, got) {
			b.Fatal("the answers differ")
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(spent)/float64(hand), "x-by-hand")
}
