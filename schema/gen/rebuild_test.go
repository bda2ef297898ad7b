package gen_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"waymark/schema"
	"waymark/schema/gen"
)

// generated are all files that one run writes.
var generated = []string{
	"graph/generated/public.graphql", "graph/generated/skeleton.graphql",
	"graph/generated/exec.go", "graph/generated/models.go", "graph/generated/resolvers.go",
	"schema/seed.schema.json", "schema/personas.schema.json", "seed/release.bin",
}

// copyInputs copies what the generator reads.
func copyInputs(t *testing.T, dir string) {
	t.Helper()
	for _, pattern := range []string{"schema/*.graphql", "seed/*.yaml", "seed/fingerprints.bin", "go.mod", "go.sum", "gqlgen.yml", "graph/opaque/opaque.go"} {
		paths, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("nothing matches %s: %v", pattern, err)
		}
		for _, path := range paths {
			name, err := filepath.Rel("../..", path)
			if err != nil {
				t.Fatal(err)
			}
			copyIn(t, dir, name)
		}
	}
}

// TestRun generates everything where the generated code is broken or lacking, and
// gets the committed files.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	copyInputs(t, dir)
	write(t, filepath.Join(dir, "graph/generated/exec.go"), "package broken {")
	write(t, filepath.Join(dir, "graph/generated/public.graphql"), "type")
	if err := gen.Run(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range generated {
		if read(t, filepath.Join(dir, name)) != read(t, filepath.Join("../..", name)) {
			t.Errorf("%s is not the committed one; run go generate ./...", name)
		}
	}
}

// TestRunFaults: an SDL or a seed with faults is told with its place, and nothing
// is written.
func TestRunFaults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ file, text string }{
		{"schema/zz.graphql", "type Nothing {\n  a: Int\n}\n"},
		{"seed/zz.yaml", "jurisdiction: IT\nservice:\n  a: {}\n"},
	} {
		dir := t.TempDir()
		copyInputs(t, dir)
		write(t, filepath.Join(dir, test.file), test.text)
		err := gen.Run(dir)
		var faults schema.Errors
		if !errors.As(err, &faults) || faults[0].Pos.File != test.file {
			t.Errorf("Run with a faulty %s: %v", test.file, err)
		}
		for _, name := range generated {
			if _, err := os.Stat(filepath.Join(dir, name)); !os.IsNotExist(err) {
				t.Errorf("Run with a faulty %s wrote %s", test.file, name)
			}
		}
	}
}
