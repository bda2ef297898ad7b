package plan_test

import (
	"encoding/json"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"waymark/graph/plan"
	"waymark/graph/storetest"
)

// FuzzBuild plans any text that is a valid operation, with any variables: it must
// give a plan, or errors that say what is wrong, and the same when asked again.
func FuzzBuild(f *testing.F) {
	public := storetest.Public(f)
	model := storetest.Model(f)
	planner := plan.New(model, public, plan.Config{Shapes: 16})
	for _, c := range storetest.Cases(f) {
		f.Add(c.Query, c.Variables)
	}
	f.Fuzz(func(t *testing.T, query, variables string) {
		doc, errs := gqlparser.LoadQueryWithRules(public, query, rules.NewDefaultRules())
		if errs != nil {
			return
		}
		var values map[string]any
		if json.Unmarshal([]byte(variables), &values) != nil {
			return
		}
		for _, op := range doc.Operations {
			p, args, err := planner.Build(op, doc, values)
			if err != nil {
				if list := errorsJSON(t, err); list == "" {
					t.Fatalf("Build(%s, %s) failed without errors", query, variables)
				}
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
