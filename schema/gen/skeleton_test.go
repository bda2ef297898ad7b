package gen_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
	"waymark/schema/gen"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const skeletonPublic = "testdata/skeleton/public.graphql"

// skeletonModel says which types of the test schema are evaluated.
var skeletonModel = &schema.Schema{
	Computed: []*schema.Computed{{Name: "Answer"}, {Name: "First"}, {Name: "Second"}},
	Embedded: []*schema.Embedded{{Name: "Span"}},
}

func skeletonOf(t *testing.T) (skeleton, public string) {
	t.Helper()
	b, err := os.ReadFile(skeletonPublic)
	if err != nil {
		t.Fatal(err)
	}
	full, err := gqlparser.LoadSchema(&ast.Source{Name: skeletonPublic, Input: string(b)})
	if err != nil {
		t.Fatal(err)
	}
	return gen.Skeleton(skeletonModel, full), string(b)
}

// TestSkeleton shows what is left of a schema, and that it is one.
func TestSkeleton(t *testing.T) {
	t.Parallel()
	got, _ := skeletonOf(t)
	if _, err := gqlparser.LoadSchema(&ast.Source{Name: "skeleton", Input: got}); err != nil {
		t.Fatalf("the skeleton is no schema: %v\n%s", err, got)
	}
	const golden = "testdata/skeleton/skeleton.graphql"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("Skeleton (-want +got):\n%s", diff)
	}
}

// TestGenerated generates code from the skeleton, compiles it, and lets it answer
// operations on the whole schema.
func TestGenerated(t *testing.T) {
	dir := t.TempDir()
	skeleton, public := skeletonOf(t)
	copyIn(t, dir, "go.mod", "go.sum", "gqlgen.yml", "graph/opaque/opaque.go")
	write(t, filepath.Join(dir, "graph/generated/skeleton.graphql"), skeleton)
	write(t, filepath.Join(dir, "graph/generated/public.graphql"), public)
	program, err := os.ReadFile("testdata/skeleton/main.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "main.go"), string(program))
	if err := gen.GQLGen(dir); err != nil {
		t.Fatal(err)
	}
	var queries []string
	for _, test := range skeletonAnswers {
		queries = append(queries, test.query)
	}
	run := exec.Command("go", append([]string{"run", "."}, queries...)...)
	run.Dir = dir
	out, err := run.Output()
	if err != nil {
		t.Fatalf("go run: %v\n%s", err, stderr(err))
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(skeletonAnswers) {
		t.Fatalf("%d answers to %d operations:\n%s", len(lines), len(skeletonAnswers), out)
	}
	for i, test := range skeletonAnswers {
		if diff := cmp.Diff(test.want, lines[i]); diff != "" {
			t.Errorf("%s\n%s (-want +got):\n%s", test.name, test.query, diff)
		}
	}
}

// skeletonAnswers are operations on the whole schema and what the generated code
// answers; a value of the graph is answered by its path.
var skeletonAnswers = []struct{ name, query, want string }{{
	"root fields by response key, with arguments of the whole schema",
	`{ b: countries(where: {and: {id: 1}}, limit: 2) { id } a: country(id: "IT") { n: name } countriesConnection(first: 1) { edges { node { id } } } __typename }`,
	`{"data":{"b":"root b","a":"root a","countriesConnection":"root countriesConnection","__typename":"Query"}}`,
}, {
	"nodes below a computed type, one and many, by interface and union",
	`{ x: answer(day: "2013-05-01") { y: country { id } place { ... on Node { id } } named { name } all { id } some { __typename } } }`,
	`{"data":{"x":{"y":"IT at x.y","place":null,"named":"FR at x.named","all":["IT at x.all","FR at x.all"],"some":[null,"IT:lazio at x.some"]}}}`,
}, {
	"a computed type through its interface, by fragment and inline",
	`{ answer(day: "2013-05-01") { ...f ... on Named { also: name __typename } } } fragment f on Named { name }`,
	`{"data":{"answer":{"name":"an answer","also":"an answer","__typename":"Answer"}}}`,
}, {
	"interfaces and unions over computed types, each through each of its interfaces",
	`{ answer(day: "2013-05-01") { next { about { id } ... on First { place } ... on Second { name } } steps { __typename ... on Step { about { id } } ... on Named { name } ... on First { place } } } }`,
	`{"data":{"answer":{"next":{"about":"IT at answer.next.about","place":1},"steps":[{"__typename":"First","about":"IT at answer.steps[0].about","place":1},{"__typename":"Second","about":"FR at answer.steps[1].about","name":"a step"}]}}}`,
}, {
	"scalars, enums, value objects and null",
	`{ answer(day: "2013-05-01") { on mood span { days } } another { name } none: country { id } }`,
	`{"data":{"answer":{"on":"2013-05-01","mood":"CALM","span":{"days":3}},"another":null,"none":null}}`,
}, {
	"null where it may not stand",
	`{ countries { id } none: countries { id } }`,
	`{"errors":[{"message":"cannot return null for non-null field Query.countries (Output!): the resolver returned nil","path":["none"]}],"data":null}`,
}, {
	"an error where null may stand",
	`{ countries { id } broken: country { id } }`,
	`{"errors":[{"message":"broken","path":["broken"],"locations":[{"line":1,"column":20}]}],"data":{"countries":"root countries","broken":null}}`,
}, {
	"a field that is not there, in the part that the skeleton lacks",
	`{ countries { nam } }`,
	`{"errors":[{"message":"Cannot query field \"nam\" on type \"Country\". Did you mean \"name\"?","locations":[{"line":1,"column":15}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}],"data":null}`,
}, {
	"an argument that is not there, in the part that the skeleton lacks",
	`{ country(id: "IT") { regions(where: {code: 1}) { id } } }`,
	`{"errors":[{"message":"Field \"code\" is not defined by type \"RegionWhere\".","locations":[{"line":1,"column":39}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}],"data":null}`,
}, {
	"an argument that is missing",
	`{ answer { name } }`,
	`{"errors":[{"message":"Field \"answer\" argument \"day\" of type \"Date!\" is required, but it was not provided.","locations":[{"line":1,"column":3}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}],"data":null}`,
}, {
	"introspection of the whole schema beside data",
	`{ __type(name: "Country") { interfaces { name } fields { name type { kind } } } countries { id } __schema { queryType { name } } i: __type(name: "Output") { name } }`,
	`{"data":{"__type":{"interfaces":[{"name":"Node"},{"name":"Named"}],"fields":[{"name":"id","type":{"kind":"NON_NULL"}},{"name":"name","type":{"kind":"NON_NULL"}},{"name":"regions","type":{"kind":"NON_NULL"}}]},"countries":"root countries","__schema":{"queryType":{"name":"Query"}},"i":null}}`,
}, {
	"skip and include at the root",
	`{ a: country @skip(if: true) { id } b: country @include(if: false) { id } c: country @include(if: true) { id } }`,
	`{"data":{"c":"root c"}}`,
}}

// TestGQLGenFresh proves that the committed code is what gqlgen writes today.
func TestGQLGenFresh(t *testing.T) {
	dir := t.TempDir()
	copyIn(t, dir, "go.mod", "go.sum", "gqlgen.yml", "graph/opaque/opaque.go",
		"graph/generated/skeleton.graphql", "graph/generated/public.graphql")
	if err := gen.GQLGen(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"exec.go", "models.go", "resolvers.go"} {
		path := filepath.Join("graph/generated", name)
		if read(t, filepath.Join(dir, path)) != read(t, filepath.Join("../..", path)) {
			t.Errorf("%s is stale; run go generate ./...", path)
		}
	}
}

// copyIn copies files of the module into another folder.
func copyIn(t *testing.T, dir string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		write(t, filepath.Join(dir, path), read(t, filepath.Join("../..", path)))
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func stderr(err error) []byte {
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.Stderr
	}
	return nil
}
