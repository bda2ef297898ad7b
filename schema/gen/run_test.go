package gen

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFresh generates the texts anew and compares them with the committed files.
func TestFresh(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	model, err := load(root)
	if err != nil {
		t.Fatal(err)
	}
	files, err := texts(root, model)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		committed, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.name)))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(committed), string(f.text)); diff != "" {
			t.Errorf("%s is stale; run go generate ./... (-committed +generated):\n%s", f.name, diff)
		}
	}
}
