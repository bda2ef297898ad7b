// Package opaque has the Go type behind the one scalar that stands for every
// value of the graph in the schema that gqlgen generates code from.
//
//	store ──finished JSON──► Output ──MarshalGQL copies──► response
//
// gqlgen's executor would walk a large answer field by field; a scalar it only
// asks to write itself.
//
// Limits: it checks nothing. Whoever makes an Output has settled nulls, errors
// and the order of keys.
package opaque

import (
	"fmt"
	"io"

	"github.com/99designs/gqlgen/graphql"
)

// Output is a value of the graph: finished JSON, or the ID of a node below a
// computed type whose JSON is still to be picked. The zero Output is null.
type Output struct {
	ID   string
	JSON []byte
}

var _ interface {
	graphql.Marshaler
	graphql.Unmarshaler
} = (*Output)(nil)

// Node returns the Output of a node that is still to be picked.
func Node(id string) *Output { return &Output{ID: id} }

// MarshalGQL copies the JSON. A writer's error is the writer's own to report, as
// gqlgen's contract has no room for it.
func (o *Output) MarshalGQL(w io.Writer) {
	if o == nil || o.JSON == nil {
		io.WriteString(w, "null")
		return
	}
	w.Write(o.JSON)
}

// UnmarshalGQL refuses: no argument has this type.
func (o *Output) UnmarshalGQL(v any) error {
	return fmt.Errorf("opaque: a value of the graph is no input, got %T", v)
}
