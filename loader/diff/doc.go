// Package diff compares two releases, fact by fact, for stewards: what a load would
// add, change and remove.
//
//	Releases(model, before, after) ─► []Change ─► Write (for people), JSON
//
// A fact is a node, a value of one of its properties, or a relationship to another
// node. Nodes are the same if their ids are, or if the one's id is a former one of the
// other.
//
// Limits: it compares what is stored, not what it means for an answer.
package diff
