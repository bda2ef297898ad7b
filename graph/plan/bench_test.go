package plan_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/plan"
	"waymark/schema"
	"waymark/schema/gen"
)

// persona stands for the generated input, which needs the seed.
const persona = `
"What is known of a person."
input PersonaInput {
  "The statuses that the person holds."
  holds: [ID!]
}
`

// sized gives the served SDL with n more node types, each with texts, a key and
// relationships to its neighbours.
func sized(b testing.TB, n int) (*schema.Schema, *ast.Schema) {
	b.Helper()
	files := fstest.MapFS{}
	paths, err := fs.Glob(schema.Files, "*.graphql")
	if err != nil {
		b.Fatal(err)
	}
	for _, path := range paths {
		data, err := schema.Files.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		files[path] = &fstest.MapFile{Data: data}
	}
	var more strings.Builder
	for i := range n {
		fmt.Fprintf(&more, `
"One more kind of node."
type Extra%[1]d implements Node @node {
  "Stable id."
  id: ID!
  "Whose file says it."
  jurisdiction: String! @indexed @seed(form: DERIVED)
  "What people call it."
  name: String! @localized
  "Its code."
  code: String @key
  "Its neighbour."
  next: Extra%[2]d @relationship(type: "NEXT", direction: OUT)
  "Its neighbours."
  near: [Extra%[2]d!]! @relationship(type: "NEAR", direction: OUT) @connection
}
`, i, (i+1)%n)
	}
	files["zzz.graphql"] = &fstest.MapFile{Data: []byte(more.String())}
	if n == 0 {
		delete(files, "zzz.graphql")
	}
	model, err := schema.Load(files)
	if err != nil {
		b.Fatal(err)
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: gen.Public(model, persona)})
	if err != nil {
		b.Fatal(err)
	}
	return model, public
}

// BenchmarkBuild plans a question three levels deep, with a filter at each level:
// again, which takes it from the cache, and anew, with the schema as it is and
// with 600 more types.
func BenchmarkBuild(b *testing.B) {
	const query = `{
		country(code: "IT") {
			name
			residenceStatuses(where: {phase: {in: [RECOVERY, REFLECTION]}}, sort: [{name: ASC}]) {
				id name duration { length bound until }
				permitTypes(where: {showsTrafficking: {eq: false}}) { id name }
				legalBasis(where: {instrument: {type: {in: [ACT, CODE]}}}) { locator instrument { name alsoCalled } }
			}
			services(where: {types: {some: {code: {in: ["shelter", "legal"]}}}}, sort: [{name: ASC}], limit: 50) {
				id name types { code name }
				providers(where: {sector: {in: [PRIVATE, PUBLIC]}}, limit: 5) { name sector members { printed } }
			}
		}
	}`
	for _, more := range []int{0, 600} {
		model, public := sized(b, more)
		doc := parse(b, public, query)
		op := doc.Operations[0]
		b.Run(fmt.Sprintf("cached/types=+%d", more), func(b *testing.B) {
			planner := plan.New(model, public, plan.Config{})
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := planner.Build(op, doc, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("uncached/types=+%d", more), func(b *testing.B) {
			planner := plan.New(model, public, plan.Config{Shapes: 1})
			other := parse(b, public, `{ countries { id } }`)
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := planner.Build(op, doc, nil); err != nil {
					b.Fatal(err)
				}
				if _, _, err := planner.Build(other.Operations[0], other, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBuildVariables plans an operation whose filter is a variable.
func BenchmarkBuildVariables(b *testing.B) {
	model, public := sized(b, 0)
	planner := plan.New(model, public, plan.Config{})
	doc := parse(b, public, `query ($w: ServiceWhere, $n: Int) { services(where: $w, limit: $n, sort: [{name: ASC}]) { id name providers(limit: $n) { id name } } }`)
	values := decode(b, `{"n": 50, "w": {"types": {"some": {"code": {"in": ["shelter"]}}}, "country": {"code": {"eq": "IT"}}, "name": {"contains": "a"}}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := planner.Build(doc.Operations[0], doc, values); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSizeOfSchema plans one question with the schema as it is and with more
// types: it must take exactly as many steps. It counts allocations, since times
// differ from run to run.
func TestSizeOfSchema(t *testing.T) {
	var allocs []float64
	for _, more := range []int{0, 50} {
		model, public := sized(t, more)
		doc := parse(t, public, `{ services(where: {country: {code: {eq: "IT"}}}) { id name providers { name country { code } } legalBasis { instrument { name } } } }`)
		other := parse(t, public, `{ countries { id } }`)
		planner := plan.New(model, public, plan.Config{Shapes: 1})
		allocs = append(allocs, testing.AllocsPerRun(20, func() {
			for _, d := range []*ast.QueryDocument{doc, other} {
				if _, _, err := planner.Build(d.Operations[0], d, nil); err != nil {
					t.Fatal(err)
				}
			}
		}))
	}
	if allocs[0] != allocs[1] {
		t.Errorf("Build makes %v allocations, with 50 more types %v", allocs[0], allocs[1])
	}
}
