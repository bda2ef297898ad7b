package memstore_test

import (
	"testing"

	"waymark/graph/memstore"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

func open(t testing.TB, model *schema.Schema, r *store.Release) store.Reader {
	t.Helper()
	s, err := memstore.Open(model, r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) { storetest.Run(t, open) }

func TestQuestions(t *testing.T) {
	t.Parallel()
	storetest.RunQuestions(t, open)
}

func FuzzOperations(f *testing.F) { storetest.Fuzz(f, open) }
