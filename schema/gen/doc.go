// Package gen makes from the annotated SDL everything that is derived from it.
//
//	schema/*.graphql ─┬─► Public ───────► the schema that clients see
//	                  ├─► Skeleton ─────► the cut-down schema that gqlgen generates from
//	                  ├─► JSONSchema ───► what an editor knows of a seed file
//	seed/*.yaml ──────┼─► Persona ──────► PersonaInput: what may be said of a person
//	                  └─► Seed ─────────► the compiled seed
//
// All output is text or bytes that depend on nothing but the input, so that
// generating twice changes nothing; Run writes it, and a test compares it with
// the committed files.
//
// # Limits
//
// It works on files only: it imports neither the generated code nor the compiled
// seed, so it runs where these are stale or broken.
package gen
