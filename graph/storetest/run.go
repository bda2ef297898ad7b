package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// Open makes a store that holds a release and nothing else.
type Open func(t testing.TB, model *schema.Schema, release *store.Release) store.Reader

// Run asks a store everything: each case, each case permuted, random operations,
// pages, and what a read must refuse.
func Run(t *testing.T, open Open) {
	s := newSuite(t, open)
	t.Run("Case", s.cases)
	t.Run("Permuted", s.permuted)
	t.Run("Random", s.random)
	t.Run("Pages", s.pages)
	t.Run("Between", s.between)
	t.Run("Refused", s.refused)
	t.Run("AtOnce", s.atOnce)
}

// suite is one store under test and what belongs to it.
type suite struct {
	model      *schema.Schema
	public     *ast.Schema
	release    *store.Release
	planner    *plan.Planner
	reader     store.Reader
	deviations deviations
}

func newSuite(t testing.TB, open Open) *suite {
	t.Helper()
	model := Model(t)
	s := &suite{model: model, public: public(t, model), release: release(t, model)}
	s.planner = plan.New(model, s.public, plan.Config{})
	s.reader = open(t, model, s.release)
	s.deviations = readDeviations(t, s.reader)
	return s
}

// operation is a parsed operation and its variables.
type operation struct {
	doc  *ast.QueryDocument
	vars map[string]any
}

func (s *suite) parse(query, variables string) (operation, error) {
	doc, errs := gqlparser.LoadQuery(s.public, query)
	if len(errs) > 0 {
		return operation{}, errs
	}
	o := operation{doc: doc, vars: map[string]any{}}
	if variables == "" {
		return o, nil
	}
	d := json.NewDecoder(strings.NewReader(variables))
	d.UseNumber()
	if err := d.Decode(&o.vars); err != nil {
		return operation{}, fmt.Errorf("variables: %w", err)
	}
	return o, nil
}

// ask gives the store's response; what is wrong with the operation is part of it.
func (s *suite) ask(t testing.TB, query, variables, keyed string, prefer ...string) response {
	t.Helper()
	o, err := s.parse(query, variables)
	if err != nil {
		return failed(err)
	}
	p, args, err := s.planner.Build(o.doc.Operations[0], o.doc, o.vars, prefer...)
	if err != nil {
		return failed(err)
	}
	if keyed != "" {
		args = withIDs(t, p, args, keyed, s.release.Info.AsOf)
	}
	result, err := s.reader.Read(t.Context(), p, args, store.Limits{})
	if err != nil {
		return failed(err)
	}
	return respond(p, result)
}

// withIDs gives the keyed roots the ids, and what is below them the date, that a
// computed value would.
func withIDs(t testing.TB, p *plan.Plan, args plan.Args, keyed, asOf string) plan.Args {
	t.Helper()
	var ids map[string][]string
	if err := json.Unmarshal([]byte(keyed), &ids); err != nil {
		t.Fatalf("keyed.json: %v", err)
	}
	filled := append(plan.Args{}, args...)
	for _, c := range p.Computed {
		if c.AsOf != plan.NoArg && filled[c.AsOf].IsNull() {
			filled[c.AsOf] = schema.Text(asOf)
		}
	}
	for _, root := range p.Roots {
		if root.Read.Form == plan.Keyed {
			filled[root.Read.Anchor.Arg] = schema.Texts(ids[root.Key]...)
		}
	}
	return filled
}

// failed is the response of an operation that nothing is read for.
func failed(err error) response {
	var r response
	var list gqlerror.List
	if !errors.As(err, &list) {
		r.fail(err.Error(), nil)
		return r
	}
	for _, one := range list {
		var path []any
		for _, step := range one.Path {
			switch step := step.(type) {
			case ast.PathName:
				path = append(path, string(step))
			case ast.PathIndex:
				path = append(path, int(step))
			}
		}
		r.fail(one.Message, path)
	}
	return r
}

// expect gives the evaluator's response.
func (s *suite) expect(o operation, prefer ...string) response {
	e := &naive{model: s.model, public: s.public, release: s.release, doc: o.doc, vars: o.vars, prefer: prefer}
	return e.operation(o.doc.Operations[0])
}

// cases asks each case as it stands, and compares with its want.json and, where
// the evaluator can tell, with the evaluator.
func (s *suite) cases(t *testing.T) {
	for _, c := range Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			response := s.ask(t, c.Query, c.Variables, c.Keyed, c.Languages...)
			got, err := pretty(response.String())
			if err != nil {
				t.Fatal(err)
			}
			if s.deviations.deviates(t, c, got) {
				return
			}
			c.Golden(t, "want.json", got)
			if len(response.members) > 0 && s.evaluable(t, c) {
				o, err := s.parse(c.Query, c.Variables)
				if err != nil {
					t.Fatal(err)
				}
				compareResponses(t, c.Query+c.Variables, response.String(), s.expect(o, c.Languages...).String())
			}
		})
	}
}

// evaluable reports whether all roots of a case are fields of the graph, and its
// cursors those of shown nodes.
func (s *suite) evaluable(t *testing.T, c *Case) bool {
	t.Helper()
	if c.Keyed != "" || strings.Contains(c.Query, "after:") || strings.Contains(c.Query, "before:") {
		return false
	}
	doc, errs := gqlparser.LoadQuery(s.public, c.Query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	e := &naive{model: s.model, public: s.public, doc: doc, vars: map[string]any{}}
	for _, g := range e.collect("Query", doc.Operations[0].SelectionSet) {
		if strings.HasPrefix(g.fields[0].Name, "__") || s.computed(g.fields[0].Name) {
			return false
		}
	}
	return true
}

func (s *suite) computed(field string) bool {
	for _, q := range s.model.Queries {
		if q.Name == field {
			return true
		}
	}
	return false
}

func compareResponses(t testing.TB, asked, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	prettyGot, err := pretty(got)
	if err != nil {
		t.Fatal(err)
	}
	prettyWant, err := pretty(want)
	if err != nil {
		t.Fatalf("the evaluator: %v", err)
	}
	t.Fatalf("the store's answer differs from the evaluator's (-want +got):\n%s\nasked:\n%s", cmp.Diff(prettyWant, prettyGot), asked)
}
