package loader_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/loader"
	"waymark/schema"
)

var update = flag.Bool("update", false, "rewrite the expected messages of testdata/faults")

// model reads the project's own SDL.
func model(t testing.TB) *schema.Schema {
	t.Helper()
	m, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// base is a small set of files without faults that cases add to.
func base(t testing.TB) (seed, sources fstest.MapFS) {
	t.Helper()
	seed, sources = fstest.MapFS{}, fstest.MapFS{}
	names, err := filepath.Glob("testdata/base/*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no base files: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		place(seed, sources, filepath.Base(name), text)
	}
	return seed, sources
}

// place puts a file among the seed files or the texts.
func place(seed, sources fstest.MapFS, name string, text []byte) {
	if path.Ext(name) == ".txt" {
		sources[name] = &fstest.MapFile{Data: text}
		return
	}
	seed[name] = &fstest.MapFile{Data: text}
}

// prints makes fingerprints of the texts.
func prints(t testing.TB, sources fstest.MapFS, keys ...string) []byte {
	t.Helper()
	b, err := loader.Fingerprints(sources, keys)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func messages(err error) string {
	if err == nil {
		return ""
	}
	return err.Error() + "\n"
}

// TestBase keeps the base files free of faults, so that what a case tells is its own.
func TestBase(t *testing.T) {
	t.Parallel()
	seed, sources := base(t)
	if _, err := loader.Check(model(t), seed, loader.Options{Sources: sources, Folder: "seed"}); err != nil {
		t.Fatal(err)
	}
}

// TestFaults runs one case a kind of fault: the messages are exact, and the same
// whether quotes are proved by the texts or by fingerprints.
func TestFaults(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/faults/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	m := model(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			runCase(t, m, name)
		})
	}
}

func runCase(t *testing.T, m *schema.Schema, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		t.Error("the case does not say what it proves")
	}
	seed, sources := base(t)
	want := -1
	for i, f := range archive.Files {
		if f.Name == "want" {
			want = i
			continue
		}
		place(seed, sources, f.Name, f.Data)
	}
	if want < 0 {
		t.Fatal("the case has no section want")
	}
	release, err := loader.Check(m, seed, loader.Options{Sources: sources, Folder: "seed"})
	got := messages(err)
	if *update {
		archive.Files[want].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(archive.Files[want].Data), got); diff != "" {
		t.Errorf("Check (-want +got):\n%s", diff)
	}
	if err != nil && release != nil {
		t.Error("Check gave a release beside faults")
	}
	var faults schema.Errors
	if err != nil && !errors.As(err, &faults) {
		t.Errorf("Check: %T, want schema.Errors", err)
	}
	_, err = loader.Check(m, seed, loader.Options{Fingerprints: prints(t, sources, "doc"), Folder: "seed"})
	if diff := cmp.Diff(got, messages(err)); diff != "" {
		t.Errorf("Check with fingerprints (-texts +fingerprints):\n%s", diff)
	}
}
