package plan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"waymark/graph/plan"
	"waymark/graph/storetest"
)

// parse parses and validates an operation.
func parse(t testing.TB, public *ast.Schema, query string) *ast.QueryDocument {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(public, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatalf("validate %s: %v", query, errs)
	}
	return doc
}

// decode reads variables as gqlgen's transport does.
func decode(t testing.TB, variables string) map[string]any {
	t.Helper()
	if variables == "" {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(variables))
	d.UseNumber()
	var values map[string]any
	if err := d.Decode(&values); err != nil {
		t.Fatalf("variables %s: %v", variables, err)
	}
	return values
}

// TestCases compares each case with its golden plan, or with its errors if it
// cannot be planned.
func TestCases(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{})
	for _, c := range storetest.Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			doc := parse(t, public, c.Query)
			got, args, err := planner.Build(doc.Operations[0], doc, decode(t, c.Variables), c.Languages...)
			if err != nil {
				c.Golden(t, "want.json", errorsJSON(t, err))
				return
			}
			if len(args) != len(got.Params) {
				t.Errorf("%d args for %d params", len(args), len(got.Params))
			}
			c.Golden(t, "plan", got.String())
			again, _, err := planner.Build(doc.Operations[0], doc, decode(t, c.Variables), c.Languages...)
			if err != nil || again != got {
				t.Errorf("Build again = %p, %v, want %p", again, err, got)
			}
		})
	}
}

// TestAfterGQLGen gives Build the variables as gqlgen does, which has looked at
// them first: plan and values must be those of the raw ones.
func TestAfterGQLGen(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{})
	compared := 0
	for _, c := range storetest.Cases(t) {
		doc := parse(t, public, c.Query)
		op := doc.Operations[0]
		want, wantArgs, err := planner.Build(op, doc, decode(t, c.Variables))
		values, refused := validator.VariableValues(public, op, decode(t, c.Variables))
		if err != nil || refused != nil {
			continue
		}
		got, args, err := planner.Build(op, doc, values)
		if err != nil || got != want || !cmp.Equal(args, wantArgs) {
			t.Errorf("%s: Build after gqlgen = %s %v, %v, want %s %v", c.Name, got, args, err, want, wantArgs)
		}
		if len(op.VariableDefinitions) > 0 {
			compared++
		}
	}
	if compared < 10 {
		t.Errorf("%d cases have variables; this compares too little", compared)
	}
}

// errorsJSON writes messages and paths of the errors as a response does, and
// checks that all have a code and a location.
func errorsJSON(t testing.TB, err error) string {
	t.Helper()
	var list gqlerror.List
	if !errors.As(err, &list) || len(list) == 0 {
		t.Fatalf("Build gave %T, want a gqlerror.List", err)
	}
	for _, e := range list {
		if e.Extensions["code"] != "INVALID" || len(e.Locations) == 0 || len(e.Path) == 0 || e.Message == "" {
			t.Errorf("error %#v lacks code, location, path or message", e)
		}
	}
	type shown struct {
		Message string   `json:"message"`
		Path    ast.Path `json:"path"`
	}
	var response struct {
		Errors []shown `json:"errors"`
	}
	for _, e := range list {
		response.Errors = append(response.Errors, shown{e.Message, e.Path})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(response); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
