package graph

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/generated"
	"waymark/graph/opaque"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// assessed is an evaluation whose outcome a test chooses, and the read after it.
type assessed struct {
	planner *plan.Planner
	result  *generated.Assessment
	keyed   map[string]map[string]string // finished JSON by path of response keys and id
	errors  map[string][]store.FieldError
}

func (assessed) ExtensionName() string                   { return "assessed" }
func (assessed) Validate(graphql.ExecutableSchema) error { return nil }

func (a assessed) Release(context.Context) (*generated.Release, error) { return nil, nil }
func (a assessed) Assess(context.Context) (*generated.Assessment, error) {
	return a.result, nil
}
func (a assessed) WhatChanges(context.Context) (*generated.AssessmentDiff, error) { return nil, nil }

func (a assessed) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	p, _, err := a.planner.Build(op.Operation, op.Doc, op.Variables)
	if err != nil {
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{gqlerror.Wrap(err)}})
	}
	r := &store.Result{Data: make([][]byte, len(p.Roots)), Keyed: make([]map[string][]byte, len(p.Roots))}
	for i, root := range p.Roots {
		r.Keyed[i] = map[string][]byte{}
		for id, text := range a.keyed[root.Key] {
			r.Keyed[i][id] = []byte(text)
		}
		for _, e := range a.errors[root.Key] {
			e.Root = i
			r.Errors = append(r.Errors, e)
		}
	}
	return next(context.WithValue(ctx, workKey{}, &work{plan: p, result: r}))
}

// TestBelowComputed is how nodes come in below what is evaluated: by the path of
// their response keys, with null and errors as anywhere else.
func TestBelowComputed(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	public := gqlparser.MustLoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	planner := plan.New(model, public, plan.Config{})
	const query = `{ a: assess(country: "IT", persona: {}) {
		c: country { name } country { id } held { given status { name } }
		results { entitlement { name } e: entitlement { ... on Service { id } } outcome }
	} }`
	evaluated := func() *generated.Assessment {
		return &generated.Assessment{
			Country: opaque.Output{ID: "IT"},
			Held:    []*generated.HeldStatus{{Given: "x"}, {Given: "y", Status: opaque.Node("IT:s")}},
			Results: []*generated.AssessmentResult{
				{Entitlement: opaque.Output{ID: "IT:one"}, Outcome: generated.OutcomeEntitled},
				{Entitlement: opaque.Output{ID: "IT:two"}, Outcome: generated.OutcomeUnknown},
			},
		}
	}
	all := func() map[string]map[string]string {
		return map[string]map[string]string{
			"a/c":                   {"IT": `"c"`},
			"a/country":             {"IT": `"country"`},
			"a/held/status":         {"IT:s": `"s"`},
			"a/results/entitlement": {"IT:one": `1`, "IT:two": `2`},
			"a/results/e":           {"IT:one": `"e1"`, "IT:two": `"e2"`},
		}
	}
	for name, test := range map[string]struct {
		without string // a path of which nothing is found
		errors  map[string][]store.FieldError
		want    string
	}{
		"all there": {
			want: `{"data":{"a":{"c":"c","country":"country","held":[{"given":"x","status":null},{"given":"y","status":"s"}],"results":[{"entitlement":1,"e":"e1","outcome":"ENTITLED"},{"entitlement":2,"e":"e2","outcome":"UNKNOWN"}]}}}`,
		},
		"null where it may stand, for a reason": {
			without: "a/held/status",
			errors:  map[string][]store.FieldError{"a/held/status": {{ID: "IT:s", Path: []any{"name"}, Message: "no name"}, {ID: "other", Message: "not asked for"}}},
			want:    `{"errors":[{"message":"no name","path":["a","held",1,"status","name"]}],"data":{"a":{"c":"c","country":"country","held":[{"given":"x","status":null},{"given":"y","status":null}],"results":[{"entitlement":1,"e":"e1","outcome":"ENTITLED"},{"entitlement":2,"e":"e2","outcome":"UNKNOWN"}]}}}`,
		},
		"null where it may not stand, for a reason": {
			without: "a/country",
			errors:  map[string][]store.FieldError{"a/country": {{ID: "IT", Path: []any{"areas", 3, "id"}, Message: "no id"}}},
			want:    `{"errors":[{"message":"no id","path":["a","country","areas",3,"id"]}],"data":null}`,
		},
		"an error below a value that stays": {
			errors: map[string][]store.FieldError{"a/results/e": {{ID: "IT:two", Path: []any{"x", 0}, Message: "no x"}}},
			want:   `{"errors":[{"message":"no x","path":["a","results",1,"e","x",0]}],"data":{"a":{"c":"c","country":"country","held":[{"given":"x","status":null},{"given":"y","status":"s"}],"results":[{"entitlement":1,"e":"e1","outcome":"ENTITLED"},{"entitlement":2,"e":"e2","outcome":"UNKNOWN"}]}}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := assessed{planner: planner, result: evaluated(), keyed: all(), errors: test.errors}
			delete(a.keyed, test.without)
			e := executor.New(generated.NewExecutableSchema(generated.Config{
				Schema: public, Resolvers: generated.NewResolvers(picker{}, a),
			}))
			e.Use(a)
			ctx := graphql.StartOperationTrace(t.Context())
			op, errs := e.CreateOperationContext(ctx, &graphql.RawParams{Query: query})
			if errs != nil {
				t.Fatal(errs)
			}
			responses, ctx := e.DispatchOperation(ctx, op)
			got, err := json.Marshal(responses(ctx))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestNodes proves that errors of a list's elements have their places, and that
// an element that must be there takes the list with it.
func TestNodes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		typ    *ast.Type
		want   string // finished JSON of the elements
		errors []string
	}{
		{ast.NonNullListType(ast.NamedType("Country", nil), nil), `1 null null`, []string{"input: a[1].id no"}},
		{ast.NonNullListType(ast.NonNullNamedType("Country", nil), nil), ``, []string{"input: a[1].id no"}},
	} {
		w := &work{
			plan: &plan.Plan{Roots: []*plan.Root{{Key: "a", Read: &plan.Read{Form: plan.Keyed}}}},
			result: &store.Result{
				Keyed:  []map[string][]byte{{"x": []byte("1")}},
				Errors: []store.FieldError{{ID: "y", Path: []any{"id"}, Message: "no"}},
			},
		}
		ctx := context.WithValue(t.Context(), workKey{}, w)
		ctx = graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, graphql.DefaultRecover)
		field := &ast.Field{Alias: "a", Name: "a", Definition: &ast.FieldDefinition{Name: "a", Type: test.typ}}
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: graphql.CollectedField{Field: field}})
		nodes, err := picker{}.Nodes(ctx, []*opaque.Output{opaque.Node("x"), opaque.Node("y"), nil})
		if err != nil {
			graphql.AddError(ctx, err)
		}
		var got string
		for i, node := range nodes {
			if i > 0 {
				got += " "
			}
			got += jsonOf(node)
		}
		var errs []string
		for _, e := range graphql.GetErrors(ctx) {
			errs = append(errs, e.Error())
		}
		if diff := cmp.Diff(test.errors, errs); got != test.want || diff != "" {
			t.Errorf("Nodes of %s = %q, want %q; errors (-want +got):\n%s", test.typ, got, test.want, diff)
		}
	}
}

func jsonOf(o *opaque.Output) string {
	if o == nil {
		return "null"
	}
	return string(o.JSON)
}
