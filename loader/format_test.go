package loader_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/schema"
)

// proofs gives the options for files that cite the report: by its text where
// WAYMARK_SOURCES names it, else by the shipped fingerprints.
func proofs(t testing.TB) loader.Options {
	t.Helper()
	if folder := os.Getenv("WAYMARK_SOURCES"); folder != "" {
		return loader.Options{Sources: os.DirFS(folder)}
	}
	b, err := os.ReadFile("../seed/fingerprints.bin")
	if err != nil {
		t.Fatal(err)
	}
	return loader.Options{Fingerprints: b}
}

func compile(t testing.TB, r *store.Release) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := store.Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFormat loads the whole files that the description of the form shows, the
// first for Italy, the others for what goes beyond the common case.
func TestFormat(t *testing.T) {
	t.Parallel()
	m := model(t)
	r, err := loader.Check(m, os.DirFS("testdata/format"), proofs(t))
	if err != nil {
		t.Fatalf("Check:\n%v", err)
	}
	got := dump(m, r, func(id string) bool { return strings.HasPrefix(id, "IT") || strings.HasPrefix(id, "HU") })
	golden(t, filepath.Join("testdata", "format.golden"), got)
}

// TestSeed loads the project's own data.
func TestSeed(t *testing.T) {
	t.Parallel()
	m := model(t)
	r, err := loader.Check(m, os.DirFS("../seed"), proofs(t))
	if err != nil {
		t.Fatalf("Check:\n%v", err)
	}
	checkRelease(t, m, r)
}

// TestRelease shows what is made of each form: the nodes, their values and edges.
func TestRelease(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/release/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	m := model(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			seed, sources := base(t)
			before := ids(t, m, seed, sources)
			for _, f := range archive.Files {
				if f.Name != "want" {
					place(seed, sources, f.Name, f.Data)
				}
			}
			r, err := loader.Check(m, seed, loader.Options{Sources: sources})
			if err != nil {
				t.Fatalf("Check:\n%v", err)
			}
			got := dump(m, r, func(id string) bool { return !before[id] })
			want := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if want < 0 {
				t.Fatal("the case has no section want")
			}
			if *update {
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[want].Data), got); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
		})
	}
}

func ids(t *testing.T, m *schema.Schema, seed, sources fstest.MapFS) map[string]bool {
	t.Helper()
	r, err := loader.Check(m, seed, loader.Options{Sources: sources})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, record := range r.Records {
		known[record.ID] = true
	}
	return known
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// dump prints records: type and id, values that are not null, edges.
func dump(m *schema.Schema, r *store.Release, show func(id string) bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "as of %s\n", r.Info.AsOf)
	for _, record := range r.Records {
		if !show(record.ID) {
			continue
		}
		n := m.Node(record.Type)
		fmt.Fprintf(&b, "%s %s\n", record.Type, record.ID)
		for i, v := range record.Props {
			name := n.Properties[i].Name
			if v.IsNull() || name == "id" || name == "jurisdiction" || v.Kind == schema.ListValue && len(v.List) == 0 {
				continue
			}
			fmt.Fprintf(&b, "  %s: %s\n", name, store.AppendValue(nil, v))
		}
		for i, targets := range record.Edges {
			if len(targets) > 0 {
				fmt.Fprintf(&b, "  %s -> %s\n", n.Outgoing[i].Name, strings.Join(targets, " "))
			}
		}
	}
	return b.String()
}

// TestDeterminism proves that the same content gives the same bytes, however it
// is cut into files and whatever these are called, and whichever way quotes are
// proved.
func TestDeterminism(t *testing.T) {
	t.Parallel()
	m, seed := model(t), os.DirFS("testdata/format")
	first, err := loader.Check(m, seed, proofs(t))
	if err != nil {
		t.Fatal(err)
	}
	want := compile(t, first)
	for range 3 {
		again, err := loader.Check(m, seed, proofs(t))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(compile(t, again), want) {
			t.Fatal("the same files give other bytes")
		}
	}
	renamed, err := loader.Check(m, reversed(t, seed), proofs(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compile(t, renamed), want) {
		t.Error("files with other names, in another order and in folders, give other bytes")
	}
	prints, err := os.ReadFile("../seed/fingerprints.bin")
	if err != nil {
		t.Fatal(err)
	}
	printed, err := loader.Check(m, seed, loader.Options{Fingerprints: prints})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compile(t, printed), want) {
		t.Error("quotes that fingerprints prove give other bytes")
	}
}

// reversed gives the files new names in the opposite order, in folders.
func reversed(t *testing.T, seed fs.FS) fs.FS {
	t.Helper()
	names, err := fs.Glob(seed, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	other := fstest.MapFS{}
	for i, name := range names {
		text, err := fs.ReadFile(seed, name)
		if err != nil {
			t.Fatal(err)
		}
		other[fmt.Sprintf("%c/file.yaml", 'z'-i)] = &fstest.MapFile{Data: text}
	}
	return other
}
