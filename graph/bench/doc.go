// Command bench drives five ways of answering the same three questions from the
// same graph, side by side, and prints what each can do:
//
//	waymark-neo4j     Waymark on Neo4j                    ┐
//	waymark-embedded  Waymark on its embedded store       │
//	handwritten       Cypher by hand, the Go driver,      ├─ a process each, on loopback
//	                  encoding/json                       │
//	neo4jgraphql      @neo4j/graphql on graphql-yoga      │
//	naive             gqlgen with one query a field       ┘
//
// It generates the data, starts a Neo4j of its own and loads it once. Before it
// measures it proves that all five give the same answers, and counts the
// statements of each in a proxy that reads Bolt. Then it drives question after
// question, contender after contender, in several rounds, so that a noisy minute
// hits them all. It ends what it started.
//
//	go run .                    the whole comparison, some ten minutes
//	go run . -help              every flag
//	go run . compile            how long a query takes to compile
//
// Limits: it measures one machine, whose cores the contenders share with Neo4j
// and with the driver of the load; compare ratios, not numbers of two machines.
package main
