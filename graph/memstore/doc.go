// Package memstore holds one release in memory and executes plans on it.
//
//	release ─Open─► snapshot: nodes by number, in id order
//	                  ├─ cells: every value as finished JSON, one block
//	                  ├─ hops: neighbours by number, both ways
//	                  └─ columns: folded texts, ranks, lookups (on first need)
//	plan ─compile, once a plan─► program: columns and hops resolved by type
//	program + args ─► anchor → filter → sort → page → bytes
//
// Numbers follow ids, so a list in number order is a list in id order. Sorting
// compares ranks: a column's values are ordered once, by collation key where they
// are text, and each node keeps the place of its value. Writing a value copies
// its cell.
//
// A value that must be there and is not makes the nearest value around it that
// may be null null: what was written of that is cut off again, and the path is
// reported.
//
// Limits: it holds one release and never changes it; another release is another
// Store. It writes nothing to disk.
package memstore
