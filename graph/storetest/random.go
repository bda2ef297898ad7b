package storetest

import (
	"flag"
	"strings"
	"testing"
)

// What CI asks: shapes times constants. More shapes mostly fill Neo4j's cache of
// query plans. A long run, before a change of planner or compiler goes out:
//
//	go test ./graph/neostore -run Neo4j/conformance/Random -operations 20000 -shapes 2000 -timeout 60m
var (
	randomOperations = flag.Int("operations", 1050, "random operations that a store is asked")
	randomShapes     = flag.Int("shapes", 150, "shapes that the random operations have")
)

// fuzzSeeds is how many shapes more a store is asked that is fuzzed.
const fuzzSeeds = 400

// random asks a fixed number of random operations.
func (s *suite) random(t *testing.T) {
	t.Parallel()
	p := newPool(s.model, s.public, s.release)
	told := 0
	for i := range uint64(*randomOperations) {
		if s.compare(t, generate(s.public, p, i%uint64(*randomShapes), i)).held() {
			told++
		}
	}
	if told < *randomOperations/2 {
		t.Errorf("only %d of %d random answers held a node", told, *randomOperations)
	}
}

// compare asks one operation of the store and of the evaluator, and gives the
// answer of both.
func (s *suite) compare(t testing.TB, g generated) response {
	t.Helper()
	o, err := s.parse(g.query, g.variables)
	if err != nil {
		t.Fatalf("the generator wrote an illegal operation: %v\n%s", err, g.query)
	}
	got := s.ask(t, g.query, g.variables, "")
	compareResponses(t, g.query+g.variables, got.String(), s.expect(o).String())
	return got
}

// held reports whether one of the roots found a node.
func (r response) held() bool {
	for _, m := range r.members {
		if strings.Contains(m, ":{") || strings.Contains(m, "[{") {
			return true
		}
	}
	return false
}

// Fuzz compares a store with the evaluator on random operations, for ever new
// shapes and constants: go test -fuzz FuzzOperations ./graph/memstore.
func Fuzz(f *testing.F, open Open) {
	for i := range uint64(fuzzSeeds) { // a store that is fuzzed is asked these by every test run
		f.Add(uint64(*randomShapes)+i, i)
	}
	s := newSuite(f, open)
	p := newPool(s.model, s.public, s.release)
	f.Fuzz(func(t *testing.T, shape, constants uint64) {
		s.compare(t, generate(s.public, p, shape, constants))
	})
}
