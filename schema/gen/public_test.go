package gen_test

import (
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
	"waymark/schema/gen"
)

// person stands for what the circumstances of a seed would give.
const person = `
"What is known of a person."
input PersonaInput {
  "Whether the person is in danger."
  inDanger: Boolean
}`

func small(t *testing.T) *schema.Schema {
	t.Helper()
	model, err := schema.Load(os.DirFS("../../graph/storetest/testdata/schema"))
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func real(t *testing.T) *schema.Schema {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func parse(t *testing.T, text string) *ast.Schema {
	t.Helper()
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return public
}

func TestPublicParses(t *testing.T) {
	t.Parallel()
	parse(t, gen.Public(small(t), ""))
	parse(t, gen.Public(real(t), person))
}
