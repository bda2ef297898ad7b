package opaque_test

import (
	"bytes"
	"testing"

	"waymark/graph/opaque"
)

// TestMarshal proves that bytes are copied as they are, and that nothing is null.
func TestMarshal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		output *opaque.Output
		want   string
	}{
		{&opaque.Output{JSON: []byte(`{"a": "<b>"}`)}, `{"a": "<b>"}`},
		{&opaque.Output{ID: "IT", JSON: []byte(`[]`)}, `[]`},
		{opaque.Node("IT"), `null`},
		{&opaque.Output{}, `null`},
		{nil, `null`},
	} {
		var b bytes.Buffer
		test.output.MarshalGQL(&b)
		if b.String() != test.want {
			t.Errorf("%+v writes %s, want %s", test.output, b.String(), test.want)
		}
	}
}

// TestUnmarshal proves that no client can send a value of the graph.
func TestUnmarshal(t *testing.T) {
	t.Parallel()
	if err := new(opaque.Output).UnmarshalGQL("x"); err == nil {
		t.Error("UnmarshalGQL takes an input")
	}
}
