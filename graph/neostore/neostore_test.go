package neostore_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/neostore"
	"waymark/graph/neostore/neotest"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// TestNeo4j runs everything that one server can serve, one after the other: there
// is one pointer to the current release in a database.
func TestNeo4j(t *testing.T) {
	t.Parallel()
	uri := neotest.Open(t)
	t.Run("explain", func(t *testing.T) { testExplain(t, uri) })
	t.Run("load", func(t *testing.T) { testLoad(t, uri) })
	t.Run("page", func(t *testing.T) { testPage(t, uri) })
	t.Run("conformance", func(t *testing.T) {
		storetest.Run(t, func(t testing.TB, model *schema.Schema, r *store.Release) store.Reader {
			return loaded(t, uri, model, r)
		})
	})
}

// loaded gives a store whose current release is r.
func loaded(t testing.TB, uri string, model *schema.Schema, r *store.Release) *neostore.Store {
	t.Helper()
	s := connect(t, uri, model)
	if _, err := s.Load(t.Context(), r, store.LoadOptions{Wait: time.Minute, Grace: time.Millisecond}); err != nil {
		t.Fatalf("Load: %s", withCause(err))
	}
	return s
}

func connect(t testing.TB, uri string, model *schema.Schema) *neostore.Store {
	t.Helper()
	s, err := neostore.Open(model, neostore.Config{URI: uri, Refresh: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("Close: %s", withCause(err))
		}
	})
	return s
}

// withCause adds what operators see and clients do not.
func withCause(err error) string {
	if cause := errors.Unwrap(err); cause != nil {
		return err.Error() + ": " + withCause(cause)
	}
	return err.Error()
}

// planner gives a planner over the test schema.
func planner(t testing.TB) *plan.Planner {
	t.Helper()
	return plan.New(storetest.Model(t), storetest.Public(t), plan.Config{})
}

// build plans a query of the test schema.
func build(t testing.TB, p *plan.Planner, query string, variables map[string]any) (*plan.Plan, plan.Args) {
	t.Helper()
	doc, list := gqlparser.LoadQuery(storetest.Public(t), query)
	if list != nil {
		t.Fatalf("%s: %v", query, list)
	}
	built, args, err := p.Build(firstOperation(doc), doc, variables)
	if err != nil {
		t.Fatalf("Build(%s): %v", query, err)
	}
	return built, args
}

func firstOperation(doc *ast.QueryDocument) *ast.OperationDefinition { return doc.Operations[0] }

// direct gives a driver of its own, for what a store does not do.
func direct(t testing.TB, uri string) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { driver.Close(context.WithoutCancel(t.Context())) })
	return driver
}

// cypher runs a statement directly and gives its rows.
func cypherRows(t testing.TB, driver neo4j.DriverWithContext, text string, params map[string]any) []*neo4j.Record {
	t.Helper()
	result, err := neo4j.ExecuteQuery(context.WithoutCancel(t.Context()), driver, text, params, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return result.Records
}
