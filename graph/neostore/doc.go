// Package neostore keeps the graph in Neo4j and answers plans from it. It is the
// only package that knows the driver.
//
//	plan ─► cypher.Compile, once a plan ─► one statement ─► rows by position ─► JSON
//	release ─► nodes and relationships beside the old ones ─► pointer moved
//
// A release is immutable: every node carries the id of its release, no
// relationship crosses releases, and readers name the release at the anchor of
// every read. So neither a load nor its interruption can be seen by a reader:
// only the pointer, one node in one small transaction, tells which release is
// current.
//
// Limits: it writes nothing but releases. Nodes of others in the same database
// are never read nor touched. It needs nothing that only the Enterprise edition
// has, and no plugin.
package neostore
