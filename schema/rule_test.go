package schema_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestFaults loads faulty SDLs. A case has SDL files beside testdata/base.graphql
// (which it may replace) and, as `want`, all faults as they are printed. It is
// named by its rule, which is among those that report.
func TestFaults(t *testing.T) {
	t.Parallel()
	base, err := os.ReadFile("testdata/base.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range schema.RuleNames() {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join("testdata", "faults", rule+".txtar")
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatalf("a rule without a case: %v", err)
			}
			fsys := fstest.MapFS{"base.graphql": {Data: base}}
			for _, f := range archive.Files {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			_, err = schema.Load(fsys)
			var faults schema.Errors
			if !errors.As(err, &faults) {
				t.Fatalf("Load = %v, want Errors", err)
			}
			golden(t, path, archive, faults.Error()+"\n")
			if !slices.ContainsFunc(faults, func(e *schema.Error) bool { return e.Rule == rule }) {
				t.Errorf("rule %q reports nothing", rule)
			}
		})
	}
}

// golden compares the section `want` of a case, or rewrites it.
func golden(t *testing.T, path string, archive *txtar.Archive, got string) {
	t.Helper()
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
	if *update {
		archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(archive.Files[i].Data), got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// TestErrors: the faults of several files are all there, in order of place, and
// errors.As finds each.
func TestErrors(t *testing.T) {
	t.Parallel()
	_, err := schema.Load(fstest.MapFS{
		"b.graphql": {Data: []byte("type B @node {\n  id: ID!\n}\n")},
		"a.graphql": {Data: []byte("\"A day.\"\nscalar Date\n\"A.\"\ntype A @node {\n  \"Its name.\"\n  name: Strin\n}\n")},
	})
	want := strings.Join([]string{
		`a.graphql:4:6: node type "A" has no id (write id: ID!)`,
		`a.graphql:6:9: field "name" of "A": type "Strin" is not defined (did you mean "String"?)`,
		`b.graphql:1:6: type "B" has no description (write a sentence in quotation marks above it)`,
		`b.graphql:2:3: field "id" of "B" has no description (write a sentence in quotation marks above it)`,
	}, "\n")
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Load(faulty) (-want +got):\n%s", diff)
	}
	var first *schema.Error
	if !errors.As(err, &first) || first.Rule != "id" || first.Pos != (schema.Pos{File: "a.graphql", Line: 4, Col: 6}) {
		t.Errorf("errors.As finds %+v", first)
	}
}
