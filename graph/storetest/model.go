package storetest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
	"waymark/schema/gen"
)

// Model reads the test schema.
func Model(t testing.TB) *schema.Schema {
	t.Helper()
	model, err := schema.Load(os.DirFS(filepath.Join(testdata(t), "schema")))
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// Public gives the public schema that is made from the test schema, parsed.
func Public(t testing.TB) *ast.Schema {
	t.Helper()
	return public(t, Model(t))
}

func public(t testing.TB, model *schema.Schema) *ast.Schema {
	t.Helper()
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: gen.Public(model, "")})
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}
