package graph_test

import (
	"context"
	"os"
	"testing"
	"time"

	"waymark/graph"
	"waymark/graph/neostore"
	"waymark/graph/neostore/neotest"
	"waymark/graph/store"
	"waymark/seed"
)

// TestOnNeo4j asks the questions of the case files of a Neo4j: the rules are read
// from it too, and the answers are the same to the byte.
func TestOnNeo4j(t *testing.T) {
	t.Parallel()
	if os.Getenv("NEO4J_URI") == "" && os.Getenv("REQUIRE_NEO4J") != "1" {
		t.Skip("starting a Neo4j takes longer than all else here; to run it: REQUIRE_NEO4J=1 go test ./graph -run OnNeo4j")
	}
	uri := neotest.Open(t)
	model, _ := schemas()
	release, err := store.Decode(seed.Release())
	if err != nil {
		t.Fatal(err)
	}
	s, err := neostore.Open(model, neostore.Config{URI: uri})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	if _, err := s.Load(t.Context(), release, store.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	patient := func(c *graph.Config) { c.Timeout = time.Minute } // the first plan of each statement takes long
	onNeo4j, inMemory := serve(t, s, patient), serve(t, embedded(), nil)
	for name, archive := range assessCases(t) {
		query := section(archive, "query.graphql")
		_, got := ask(t, onNeo4j, query)
		if _, want := ask(t, inMemory, query); got != want {
			t.Errorf("%s: got\n%.3000s\nwant\n%.3000s", name, got, want)
		}
	}
}
