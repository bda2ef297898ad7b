// Package store is the contract between a plan and the places that hold the graph.
//
//	graph ──Read(plan, args)──► store.Reader ──► finished JSON by response key
//	loader ──Release──► memstore.Open, neostore load
//
// It owns the form of a release, the form of a result and the kinds of errors.
//
// Limits: it executes nothing and knows no store.
package store

import (
	"context"

	"waymark/graph/plan"
	"waymark/schema"
)

// Reader answers plans.
type Reader interface {
	// Read executes p with args on one release: all roots see the same state.
	// Returns an *Error of kind Invalid for a cursor of another release,
	// Unavailable if the store cannot be reached or ctx ends, Internal else.
	Read(ctx context.Context, p *plan.Plan, args plan.Args, limits Limits) (*Result, error)
	// Current returns the release that a Read without a pin would see.
	Current(ctx context.Context) (Info, error)
}

// Limits bound one read.
type Limits struct {
	Rows    int    // nodes written at most; 0: no bound
	Release string // the release to read; empty: the current one
}

// Info describes a release.
type Info struct {
	ID     string // hash of the content, hex
	AsOf   string // the date that answers without a date are for, ISO 8601
	Schema string // hash of the SDL that it was made with
	Nodes  int
	Edges  int
}

// Release is checked, immutable content: what a loader makes and a store holds.
type Release struct {
	Info    Info
	Records []Record // sorted by id
}

// Record is one node.
type Record struct {
	Type  string         // SDL type
	ID    string         // IT:permit-art18
	Props []schema.Value // by place in schema.Node.Properties; id included
	Edges [][]string     // by place in schema.Node.Outgoing: ids of the targets, sorted, distinct
}

// Result is what a read found.
type Result struct {
	Release string
	Data    [][]byte            // by place in Plan.Roots: finished JSON; nil stands for null; unused for keyed roots
	Keyed   []map[string][]byte // by place in Plan.Roots: for keyed roots, finished JSON by id
	Errors  []FieldError        // values that had to become null
	Rows    int                 // nodes written
}

// FieldError tells that a value of the response could not be given.
type FieldError struct {
	Root    int    // place in Plan.Roots
	ID      string // keyed roots: of the node
	Path    []any  // below the root: response keys (string) and list places (int)
	Message string
}
