package schema_test

import (
	"os"
	"testing"

	"waymark/schema"
)

func load(t *testing.T) *schema.Schema {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func loadSmall(t *testing.T) *schema.Schema {
	t.Helper()
	model, err := schema.Load(os.DirFS("../graph/storetest/testdata/schema"))
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func TestLoad(t *testing.T) {
	t.Parallel()
	load(t)
	loadSmall(t)
}
