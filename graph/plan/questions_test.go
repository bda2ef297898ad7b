package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/plan"
	"waymark/schema"
)

// served gives the planner of the schema that a server shows.
func served(t testing.TB) (*plan.Planner, *ast.Schema) {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("..", "generated", "public.graphql"))
	if err != nil {
		t.Fatal(err)
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	return plan.New(model, public, plan.Config{}), public
}

// TestQuestions plans the questions of the playground against the schema that is
// served, and looks at where they begin.
func TestQuestions(t *testing.T) {
	t.Parallel()
	planner, public := served(t)
	begins := map[string][]string{
		"01-italy.graphql": {
			"(keyed assess/results/entitlement ", "(keyed assess/results/trace/rule Rule", "(keyed assess/missingFacts/circumstance Circumstance",
			"(computed assess (read 0) (read 1) (read 2)",
		},
		"02-statuses.graphql":  {"(lookup Country.code $"},
		"03-directive.graphql": {"(lookup LegalInstrument.celex $"},
		"05-others.graphql":    {"(keyed euCitizen/results/entitlement ", "(keyed nobodyInParticular/results/help/line HelpLine"},
	}
	paths, err := filepath.Glob(filepath.Join("..", "web", "questions", "*.graphql"))
	if err != nil || len(paths) < 2 {
		t.Fatalf("questions: %v, %v", paths, err)
	}
	for _, path := range paths {
		query, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc := parse(t, public, string(query))
		p, args, err := planner.Build(doc.Operations[0], doc, nil)
		if err != nil {
			t.Errorf("Build(%s): %v", path, err)
			continue
		}
		if len(args) != len(p.Params) {
			t.Errorf("Build(%s) gave %d args for %d params", path, len(args), len(p.Params))
		}
		for _, want := range begins[filepath.Base(path)] {
			if !strings.Contains(p.String(), want) {
				t.Errorf("Build(%s) = %s, want %q in it", path, p, want)
			}
		}
	}
}
