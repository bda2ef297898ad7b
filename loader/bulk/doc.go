// Package bulk reads a release that a program wrote: one file of JSON Lines, or a
// folder of CSV files, as package export writes them. It checks every node as the
// YAML of stewards is checked, as far as that applies, and streams the records.
//
//	*.jsonl          ┐                 first pass            second pass
//	release.csv,     ├─► rows by id ─► types, values, ids ─► references, hash ─► Content
//	Type.csv …,      ┘                                                             │
//	relationships.csv                                             Records, as often as asked
//
// What is checked: the types, fields and codes; that a value is of its type; dates,
// lengths and addresses; what must not be missing; that an id is written once and
// begins with its jurisdiction; that a reference leads to a node of a type that the
// field takes, and not into another country; that what has one target has no more;
// that what leads to its own kind does not lead back; that an entry has a source;
// and what the head says of the release: its date, its counts, its hash.
//
// # Memory
//
// The files are read three times or more and never held. Of each node some 70 bytes
// are kept: a 64-bit hash of its id, its type and its line. Two ids of one hash would
// be told as one id written twice; among ten million nodes the odds of that are one
// in 400,000. Where the nodes do not stand in the order of their ids, byte by byte,
// the records are gathered and sorted each time, and then all of them are held.
//
// # Limits
//
// Quotes are taken as they are, and so are small counts of people: both were checked
// with the seed files. Of more than 1,000 faults the rest is counted. A line has 16 MB
// at most.
package bulk
