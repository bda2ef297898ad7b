// Package storetest proves that every store answers every plan with the same
// bytes. It owns the case files that all layers share, a small graph with every
// awkward value, a naive evaluator to compare with, and the data of the
// benchmarks.
//
//	testdata/schema/*.graphql ─► Model, Public
//	graph.go ──────────────────► Release          a graph to read at one glance
//	testdata/cases/*.txtar ────► Cases            query, plan, cypher, want
//	                             Run(t, open)     cases, permuted cases, random operations
//	data.go ───────────────────► Benchmark(b, open)
//
// Run gives a store the release and asks it three ways. Each case must give the
// bytes of its want.json. Each case must give them again with every response key
// renamed and with its selections wrapped in fragments. And random legal
// operations must give the bytes of an evaluator that knows neither plans nor
// indexes: it walks the parsed operation over the records, slowly and plainly.
//
// Where a store cannot match, testdata/deviations.txt says so, with the reason;
// a line there that no longer deviates fails the run.
//
// Limits: it is imported by tests only. It starts no store and loads no seed.
package storetest
