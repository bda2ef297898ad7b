package plan_test

import (
	"encoding/json"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"waymark/graph/plan"
	"waymark/graph/storetest"
)

// FuzzBuild plans any text that is a valid operation, with any variables: it must
// give a plan, or errors that say what is wrong, and the same when asked again.
// What is not valid must not harm the planner either.
func FuzzBuild(f *testing.F) {
	public := storetest.Public(f)
	model := storetest.Model(f)
	planner := plan.New(model, public, plan.Config{Shapes: 16})
	for _, c := range storetest.Cases(f) {
		f.Add(c.Query, c.Variables)
	}
	f.Fuzz(func(t *testing.T, query, variables string) {
		var values map[string]any
		if json.Unmarshal([]byte(variables), &values) != nil && variables != "" {
			return
		}
		doc, errs := gqlparser.LoadQueryWithRules(public, query, rules.NewDefaultRules())
		if errs != nil {
			buildInvalid(t, planner, query, values)
			return
		}
		for _, op := range doc.Operations {
			p, args, err := planner.Build(op, doc, values)
			if err != nil {
				errorsJSON(t, err)
				continue
			}
			if len(args) != len(p.Params) {
				t.Errorf("Build(%s, %s) gave %d args for %d params", query, variables, len(args), len(p.Params))
			}
			again, _, err := planner.Build(op, doc, values)
			if err != nil || again.String() != p.String() {
				t.Errorf("Build(%s, %s) = %s, then %s, %v", query, variables, p, again, err)
			}
			fresh, _, err := plan.New(model, public, plan.Config{}).Build(op, doc, values)
			if err != nil || fresh.String() != p.String() {
				t.Errorf("Build(%s, %s) = %s, of a fresh planner %s, %v", query, variables, p, fresh, err)
			}
		}
	})
}

// buildInvalid builds what has not passed validation, if it parses at all.
func buildInvalid(t *testing.T, planner *plan.Planner, query string, values map[string]any) {
	t.Helper()
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, 2000)
	if err != nil {
		return
	}
	for _, op := range doc.Operations {
		if p, args, err := planner.Build(op, doc, values); err == nil && len(args) != len(p.Params) {
			t.Errorf("Build(%s) gave %d args for %d params", query, len(args), len(p.Params))
		}
	}
}

// TestInvalid builds documents that validation would have refused.
func TestInvalid(t *testing.T) {
	t.Parallel()
	planner := plan.New(storetest.Model(t), storetest.Public(t), plan.Config{})
	for _, query := range []string{
		`mutation { services { id } }`,
		`subscription { services { id } }`,
		`{ nothing }`,
		`{ services { nothing } }`,
		`{ services { duration { nothing } } }`,
		`{ servicesConnection { nothing edges { nothing } pageInfo { nothing } } }`,
		`{ services(where: {nothing: {eq: 1}}) { id } }`,
		`{ services(sort: [{nothing: ASC}]) { id } }`,
		`{ node { id } }`,
		`{ services(asOf: $nowhere, limit: $x) { id } node(id: $nowhere) { id } }`,
		`query ($x: ID) { services(limit: $x) { id } }`,
		`query ($x: Service) { services { id } }`,
		`query ($x: Nothing = 3) { services { id } }`,
		`{ ...F } fragment F on Query { organizations { ...G } } fragment G on Organization { units { ...G } }`,
	} {
		doc, err := parser.ParseQuery(&ast.Source{Input: query})
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		if p, _, err := planner.Build(doc.Operations[0], doc, map[string]any{"x": "a"}); err == nil {
			t.Errorf("Build(%s) = %s, want an error", query, p)
		}
	}
}
