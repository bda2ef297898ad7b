// Package export writes a whole release for other programs.
//
//	                  ┌─► Lines   JSON Lines: a head, then a node a line    ─┐ loader/bulk reads
//	Content ──────────┼─► CSV     a table a type, one of relationships      ─┘ both again
//	(info, records)   ├─► Cypher  statements that make the graph in Neo4j
//	                  └─► JSONLD  linked data, in the terms of the standards
//
// The same release gives the same bytes. Records stream through all of them; Cypher
// and JSONLD range over them twice and keep the type of each node.
//
// # Limits
//
// Cypher and JSONLD are for others to read: nothing here reads them again. In a CSV
// file a text may begin with = or +, which some spreadsheets take for a formula.
package export

import (
	"fmt"
	"iter"

	"waymark/graph/store"
	"waymark/schema"
)

// Content is what is exported: what the release is, and its records in the order of
// their ids. The records may be ranged over several times.
type Content struct {
	Info    store.Info
	Records iter.Seq2[store.Record, error]
}

// Of gives the content of a release that is in memory.
func Of(r *store.Release) Content {
	return Content{Info: r.Info, Records: func(yield func(store.Record, error) bool) {
		for _, record := range r.Records {
			if !yield(record, nil) {
				return
			}
		}
	}}
}

// fits reports content that was made with another schema: its records have other
// places for what the fields say.
func fits(model *schema.Schema, c Content) error {
	if c.Info.Schema != model.Hash {
		return fmt.Errorf("release %.12s was made with another schema, %.12s, than this program's, %.12s",
			c.Info.ID, c.Info.Schema, model.Hash)
	}
	return nil
}

// form is the version of the JSON Lines and CSV that are written.
const form = 1
