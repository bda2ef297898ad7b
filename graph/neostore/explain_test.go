package neostore_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/cypher"
	"waymark/graph/neostore"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// testExplain has a real server plan the statement of every case: each is legal
// Cypher, one that anchors at a key or an index begins with an index seek, and one
// statement is all that a read of it sends.
func testExplain(t *testing.T, uri string) {
	model := storetest.Model(t)
	loaded(t, uri, model, storetest.Release(t))
	driver := direct(t, uri)
	sent := &statements{}
	counted, err := neostore.Open(model, neostore.Config{URI: uri, Refresh: time.Hour, Bolt: sent})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { counted.Close(context.WithoutCancel(t.Context())) })
	if _, err := counted.Current(t.Context()); err != nil {
		t.Fatal(withCause(err))
	}
	p := planner(t)
	for _, c := range storetest.Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			built, args := planOf(t, p, c)
			if built == nil || len(built.Roots) == 0 {
				return
			}
			wantOne(t, counted, sent, built, args)
			statement := cypher.Compile(built)
			operators := profile(t, driver, built, statement)
			for _, root := range built.Roots {
				if root.Read.Anchor.Kind == plan.Lookup {
					wantSeek(t, operators, root.Read.Anchor, statement.Text)
				}
			}
		})
	}
}

// statements counts the statements that a store sends.
type statements struct{ runs []string }

// LogClientMessage sees what is sent: RUN begins a statement.
func (s *statements) LogClientMessage(_ string, message string, args ...any) {
	if text := fmt.Sprintf(message, args...); strings.HasPrefix(text, "RUN ") || strings.Contains(text, " RUN ") {
		s.runs = append(s.runs, text)
	}
}

// LogServerMessage sees what comes back.
func (s *statements) LogServerMessage(string, string, ...any) {}

// wantOne demands that a read sends one statement; a cursor of another release is
// refused before any is sent.
func wantOne(t *testing.T, s *neostore.Store, sent *statements, p *plan.Plan, args plan.Args) {
	t.Helper()
	sent.runs = nil
	want := 1
	if _, err := s.Read(t.Context(), p, args, store.Limits{}); err != nil {
		if err.Error() != store.StaleCursor().Error() {
			t.Fatal(withCause(err))
		}
		want = 0
	}
	if len(sent.runs) != want {
		t.Errorf("the read sent %d statements, want %d: %q", len(sent.runs), want, sent.runs)
	}
}

// wantSeek demands that the anchor's types are found by an index and not by a scan.
func wantSeek(t *testing.T, operators []string, a plan.Anchor, text string) {
	t.Helper()
	for _, o := range operators {
		if !strings.Contains(o, "IndexSeek") {
			continue
		}
		for _, typ := range a.Types {
			if strings.Contains(o, ":"+typ.Label+"(") {
				return
			}
		}
	}
	t.Errorf("no index seek for %s of %s:\n%s\n%s", a.Property, a.Types[0].Name, strings.Join(operators, "\n"), text)
}

// profile gives the operators of a statement's plan with their details. It runs
// the statement on values of the right kinds: EXPLAIN would do, but the driver
// repeats the last of several children in the tree that it makes of its plan.
func profile(t testing.TB, driver neo4j.DriverWithContext, p *plan.Plan, s cypher.Statement) []string {
	t.Helper()
	params := map[string]any{"release": "r", "rows": 10}
	for _, param := range s.Params {
		params[param.Name] = sample(param, p.Params[param.Arg].List)
	}
	result, err := neo4j.ExecuteQuery(t.Context(), driver, "PROFILE "+s.Text, params, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatalf("PROFILE: %v\n%s", err, s.Text)
	}
	return operators(result.Summary.Profile())
}

func operators(p neo4j.ProfiledPlan) []string {
	details, _ := p.Arguments()["Details"].(string)
	list := []string{p.Operator() + " " + details}
	for _, child := range p.Children() {
		list = append(list, operators(child)...)
	}
	return list
}

// planOf plans a case; nil where the case is about an error.
func planOf(t testing.TB, p *plan.Planner, c *storetest.Case) (*plan.Plan, plan.Args) {
	t.Helper()
	if _, planned := c.Section(t, "plan"); !planned {
		return nil, nil
	}
	var variables map[string]any
	if c.Variables != "" {
		decoder := json.NewDecoder(strings.NewReader(c.Variables))
		decoder.UseNumber()
		if err := decoder.Decode(&variables); err != nil {
			t.Fatal(err)
		}
	}
	return build(t, p, c.Query, variables)
}

// sample gives a value of a parameter's kind.
func sample(p cypher.Param, list bool) any {
	if list && p.Form != cypher.CursorID && p.Form != cypher.CursorValue {
		return []any{sample(p, false)}
	}
	switch {
	case p.Form == cypher.PlusOne, p.Type == schema.Int:
		return 1
	case p.Type == schema.Float:
		return 1.5
	case p.Type == schema.Boolean:
		return true
	case p.Type == schema.Date:
		return neo4j.DateOf(time.Date(2013, 5, 1, 0, 0, 0, 0, time.UTC))
	default:
		return "x"
	}
}
