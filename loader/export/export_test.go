package export_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/graph/store"
	"waymark/loader/bulk"
	"waymark/loader/export"
	"waymark/schema"
	"waymark/seed"
)

func model(t testing.TB) *schema.Schema {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func release(t testing.TB) *store.Release {
	t.Helper()
	r, err := store.Decode(seed.Release())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRoundTripLines exports the release of the program, reads it, and exports what
// was read: byte for byte the same, and the same release by its hash.
func TestRoundTripLines(t *testing.T) {
	t.Parallel()
	m, r := model(t), release(t)
	var first bytes.Buffer
	if err := export.Lines(&first, m, export.Of(r)); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "waymark.jsonl"), first.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	content := reread(t, m, dir, r)
	var second bytes.Buffer
	if err := export.Lines(&second, m, export.Content{Info: content.Info, Records: content.Records()}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("what was exported, read and exported again differs from what was exported")
	}
}

func reread(t *testing.T, m *schema.Schema, dir string, want *store.Release) *bulk.Content {
	t.Helper()
	content, err := bulk.Read(m, os.DirFS(dir), ".", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(content.Faults) > 0 {
		t.Fatalf("the export has %d faults:\n%.4000s", len(content.Faults), content.Faults)
	}
	if content.Info != want.Info {
		t.Errorf("the export reads as %+v, want %+v", content.Info, want.Info)
	}
	return content
}

func TestRoundTripCSV(t *testing.T) {
	t.Parallel()
	m, r := model(t), release(t)
	first, second := t.TempDir(), t.TempDir()
	if err := export.CSV(into(first), m, export.Of(r)); err != nil {
		t.Fatal(err)
	}
	content := reread(t, m, first, r)
	if err := export.CSV(into(second), m, export.Content{Info: content.Info, Records: content.Records()}); err != nil {
		t.Fatal(err)
	}
	a, b := folder(t, first), folder(t, second)
	if len(a) < 30 || len(a) != len(b) {
		t.Errorf("the folders have %d and %d files", len(a), len(b))
	}
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s differs after export, reading and export", name)
		}
	}
}

func into(dir string) export.Create {
	return func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(dir, name)) }
}

func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

// TestOtherSchema demands that a release of another schema is refused, not misread.
func TestOtherSchema(t *testing.T) {
	t.Parallel()
	m, r := model(t), release(t)
	c := export.Of(r)
	c.Info.Schema = "00"
	for name, write := range map[string]func() error{
		"Lines":  func() error { return export.Lines(io.Discard, m, c) },
		"CSV":    func() error { return export.CSV(into(t.TempDir()), m, c) },
		"Cypher": func() error { return export.Cypher(io.Discard, m, c) },
		"JSONLD": func() error { return export.JSONLD(io.Discard, m, c, export.DefaultBase) },
	} {
		if err := write(); err == nil || !strings.Contains(err.Error(), "another schema") {
			t.Errorf("%s of a release of another schema = %v", name, err)
		}
	}
}
