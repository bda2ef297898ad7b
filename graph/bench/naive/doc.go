// Package naive answers GraphQL in the usual way of a gqlgen server on a
// database: resolvers that gqlgen generates the wiring of, and in each of them
// one query for one relationship of one node.
//
// Limits: it is here to be compared with; it knows one release.
package naive

//go:generate go run github.com/99designs/gqlgen generate
