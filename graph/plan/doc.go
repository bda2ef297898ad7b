// Package plan turns an operation and its variables into a plan: a value that
// says what is read and how the answer looks, and that a store executes.
//
//	operation, variables
//	     │ coerce      every input against the public schema, as the specification says
//	     │ bind        arguments become numbered parameters; what is left is the shape
//	     ▼
//	  shape ──known?──► the plan that was made for it
//	     │ no
//	     ▼ collect     fields by response key, for each concrete type
//	     │ compile     reads, hops, filters, fields
//	     │ anchor      begin at a key or an index, also at the far end of a filter
//	     ▼
//	   Plan + Args ──► memstore executes it, cypher translates it
//
// It owns the meaning of arguments: filters are two-valued, filter comes before
// sort and sort before page, the nearest asOf wins. A plan is keyed by response
// key, so that two aliases of one field are two reads. Equal shapes give the same
// *Plan, whatever the values are, so that a store compiles each once.
//
// Limits: it reads nothing and knows no store. Introspection is not planned. It
// expects documents that passed validation; others give an error, never a panic.
package plan
