// Package cypher turns a plan into one parameterised Cypher statement.
//
//	plan.Plan ──Compile──► Statement{Text, Params} ──► neostore runs it
//
// It is pure and total: every plan has a statement, equal plans have equal
// texts, and the text holds no value of an argument. The statement gives one
// row with one column a root; rows of nodes are nested lists by position, whose
// layout Layout describes, because a map keyed by name costs the driver twice
// the time.
//
// How a statement reads:
//   - it begins at the anchor's indexed end and names the release there; hops
//     need no release, since no relationship crosses releases;
//   - ORDER BY, SKIP and LIMIT come before any projection of related nodes;
//   - a count stands only where one was asked for;
//   - related nodes are COLLECT {} subqueries, several roots CALL () {} ones;
//   - an interface is one label, a union one label expression.
//
// Limits: no APOC, nothing that only the Enterprise edition has, no writing, no
// driver. It targets Neo4j 5.26.
package cypher
