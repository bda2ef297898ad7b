// Package transport speaks GraphQL over HTTP.
//
//	request ─► method, media types, size ─► parse, validate ─► may it be a GET? ─► execute
//	                                                               │                  │
//	                                   ETag the same: 304 ◄────────┘      bytes written as they are
//
// It follows the GraphQL-over-HTTP draft: POST with a JSON body, GET for queries,
// answers as application/graphql-response+json or application/json. A GET carries
// a strong ETag made from the release, the document, the variables and the languages
// that the client accepts. An
// operation that tells of a person is taken by POST alone, is marked no-store and
// never has an ETag.
//
// It has the one presenter of errors: a code for machines, a message for people,
// and the cause for the log. Nothing of a request's variables is ever logged.
//
// Limits: it knows no store and no schema of ours; both come in through Config. It
// compresses nothing (a proxy does), keeps no sessions and knows no users.
package transport
