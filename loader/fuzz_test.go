package loader_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/schema"
)

// FuzzCheck proves that mangled files never end the program, and that what comes
// back is either a whole release or faults with places.
func FuzzCheck(f *testing.F) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if filepath.Ext(file.Name) == ".yaml" {
				f.Add(file.Data)
			}
		}
	}
	for _, name := range []string{"it.yaml", "hu.yaml", "circumstances.yaml"} {
		text, err := os.ReadFile(filepath.Join("testdata", "format", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	m := model(f)
	shared, sources := base(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		seed := maps.Clone(shared)
		seed["it.yaml"] = &fstest.MapFile{Data: text}
		checkWhole(t, m, seed, loader.Options{Sources: sources})
	})
}

func checkWhole(t *testing.T, m *schema.Schema, seed fstest.MapFS, o loader.Options) {
	t.Helper()
	r, err := loader.Check(m, seed, o)
	if err == nil {
		checkRelease(t, m, r)
		return
	}
	var faults schema.Errors
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("Check: %v, want schema.Errors", err)
	}
	for _, fault := range faults {
		if fault.Pos.Line < 1 || fault.Pos.Col < 1 || fault.Msg == "" || fault.Rule == "" {
			t.Errorf("fault without a place, a rule or a message: %#v", fault)
		}
	}
}

// checkRelease proves that a release is whole: sorted, each id once, every edge
// to a node that is there and of a type that the SDL allows, at most one for a
// relationship that is no list, and nothing null that must not be.
func checkRelease(t *testing.T, m *schema.Schema, r *store.Release) {
	t.Helper()
	byID := map[string]store.Record{}
	for i, record := range r.Records {
		if i > 0 && r.Records[i-1].ID >= record.ID {
			t.Errorf("records out of order: %s, %s", r.Records[i-1].ID, record.ID)
		}
		byID[record.ID] = record
	}
	edges := 0
	for _, record := range r.Records {
		n := m.Node(record.Type)
		if len(record.Props) != len(n.Properties) || len(record.Edges) != len(n.Outgoing) {
			t.Fatalf("%s has %d properties and %d relationships", record.ID, len(record.Props), len(record.Edges))
		}
		for i, p := range n.Properties {
			if p.NonNull && p.Language == "" && record.Props[i].IsNull() && n.Field(p.Name) != nil {
				t.Errorf("%s: %s is null", record.ID, p.Name)
			}
		}
		for i, relationship := range n.Outgoing {
			edges += len(record.Edges[i])
			checkEdges(t, record, relationship, record.Edges[i], byID)
		}
	}
	if edges != r.Info.Edges || len(r.Records) != r.Info.Nodes || store.Hash(r) != r.Info.ID {
		t.Errorf("Info = %+v, want %d nodes and %d edges", r.Info, len(r.Records), edges)
	}
}

func checkEdges(t *testing.T, record store.Record, r *schema.Relationship, targets []string, byID map[string]store.Record) {
	t.Helper()
	if !r.List && (len(targets) > 1 || r.NonNull && len(targets) == 0) {
		t.Errorf("%s: %s leads to %v", record.ID, r.Name, targets)
	}
	for i, target := range targets {
		if i > 0 && targets[i-1] >= target {
			t.Errorf("%s: %s is out of order: %v", record.ID, r.Name, targets)
		}
		allowed := false
		for _, n := range r.Targets {
			allowed = allowed || n.Name == byID[target].Type
		}
		if !allowed {
			t.Errorf("%s: %s leads to %s, a %q", record.ID, r.Name, target, byID[target].Type)
		}
	}
}
