// Package schema owns the annotated SDL and its typed reading. Everything else
// of the project is derived from it.
//
//	*.graphql ──parse──► rules ──no fault──► Schema ──► generator, planner,
//	                       └──► Errors                  stores, loader
//
// The SDL says what a node type is, which label, relationships and columns it
// has, what its key is, what is dated and sourced and how a seed file writes it
// (directives.graphql tells the words). The reader is the only place that knows
// the directives; whoever else needs to know something finds it in the model.
//
// The package also owns what must be the same wherever text is compared: Fold,
// SortKey and Suggest.
//
// # Limits
//
// It knows no query, no store and no seed file. It reads whole definitions only:
// `extend`, a `schema` block and directives that are not its own are faults. A
// localized text stands in a node type or interface, never in a value object,
// and value objects do not nest.
package schema
