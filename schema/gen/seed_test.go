package gen

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"waymark/schema"
)

// TestSeedIsFresh compiles the seed files anew, with the committed fingerprints
// and, where they are at hand, with the texts: both give the committed release.
func TestSeedIsFresh(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	ways := []string{""}
	if sources := os.Getenv(sourcesVariable); sources != "" {
		ways = append(ways, sources)
	}
	root := filepath.Join("..", "..")
	for _, sources := range ways {
		outputs, err := compileSeed(root, model, sources)
		if err != nil {
			t.Fatalf("compileSeed(%q): %v", sources, err)
		}
		for name, want := range outputs {
			got, err := os.ReadFile(filepath.Join(root, "seed", name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("seed/%s is stale; run go generate ./...", name)
			}
		}
	}
}

// TestSeedWritesNothingHalf proves that a folder with a fault is left as it was.
func TestSeedWritesNothingHalf(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	folder := filepath.Join(root, "seed")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	prints, err := os.ReadFile(filepath.Join("..", "..", "seed", "fingerprints.bin"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"fingerprints.bin": prints,
		"core.yaml":        []byte("jurisdiction: CORE\nread: ab 2026-11-23\nschemes:\n  measure: {name: {en: Measures}, typo: 1}\n"),
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := compileSeed(root, model, ""); err == nil {
		t.Fatal("compileSeed of a folder with a fault: no error")
	}
	if err := Seed(root, model); err == nil && os.Getenv(sourcesVariable) == "" {
		t.Fatal("Seed of a folder with a fault: no error")
	}
	if _, err := os.Stat(filepath.Join(folder, "release.bin")); !os.IsNotExist(err) {
		t.Errorf("Seed wrote a release beside the fault: %v", err)
	}
}
