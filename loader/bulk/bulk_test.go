package bulk_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/loader/bulk"
	"waymark/schema"
)

var update = flag.Bool("update", false, "rewrite what the cases want")

// TestCases reads the files of each case and compares what is told of them: the
// faults, or what the release holds.
func TestCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			last := &archive.Files[len(archive.Files)-1]
			if last.Name != "want" {
				t.Fatalf("%s ends with %s, not with want", name, last.Name)
			}
			got := tell(t, archive)
			if *update {
				last.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(last.Data), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		})
	}
}

func tell(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range archive.Files[:len(archive.Files)-1] {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	content := read(t, files)
	if len(content.Faults) > 0 {
		return content.Faults.Error() + "\n"
	}
	var out strings.Builder
	for r, err := range content.Records() {
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(r.Type + " " + r.ID)
		for _, targets := range r.Edges {
			for _, target := range targets {
				out.WriteString(" > " + target)
			}
		}
		out.WriteString("\n")
	}
	return out.String()
}

func read(t testing.TB, files fs.FS) *bulk.Content {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	if !bulk.Is(files, ".") {
		t.Fatal("Is = false for the files of a case")
	}
	content, err := bulk.Read(model, files, ".", "")
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestIs(t *testing.T) {
	t.Parallel()
	const head = `{"waymark":1,"asOf":"2026-11-25"}` + "\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		at    string
		want  bool
	}{
		{"a file of lines", map[string]string{"x.jsonl": head}, "x.jsonl", true},
		{"a file of another name", map[string]string{"x": head}, "x", true},
		{"a folder with one", map[string]string{"x.jsonl": head}, ".", true},
		{"a folder with two", map[string]string{"x.jsonl": head, "y.jsonl": head}, ".", false},
		{"a folder with a seed file too", map[string]string{"x.jsonl": head, "it.yaml": "jurisdiction: IT"}, ".", false},
		{"tables", map[string]string{"release.csv": "waymark"}, ".", true},
		{"other lines", map[string]string{"x.jsonl": "{}\n" + head}, "x.jsonl", false},
		{"nothing", map[string]string{}, "x.jsonl", false},
	} {
		files := fstest.MapFS{}
		for name, text := range test.files {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if got := bulk.Is(files, test.at); got != test.want {
			t.Errorf("%s: Is(%q) = %t, want %t", test.name, test.at, got, test.want)
		}
	}
}

// TestManyFaults demands that a file that is wrong in every line is told of without
// end in words only.
func TestManyFaults(t *testing.T) {
	t.Parallel()
	text := `{"waymark":1,"asOf":"2026-11-25"}` + "\n" + strings.Repeat(`{"type":"Servise","id":"IT:x"}`+"\n", 3000)
	content := read(t, fstest.MapFS{"x.jsonl": {Data: []byte(text)}})
	last := content.Faults[len(content.Faults)-1].Error()
	if len(content.Faults) != 1001 || last != "x.jsonl:1001:9: and 2000 faults more" {
		t.Errorf("%d faults, the last %q; want 1001, the last telling of 2000 more", len(content.Faults), last)
	}
}

// FuzzRead holds the reader to telling what is wrong with whatever it is given.
func FuzzRead(f *testing.F) {
	f.Add(`{"waymark":1,"asOf":"2026-11-25"}`+"\n"+`{"type":"Country","id":"IT","properties":{"name":{"en":"Italy"}}}`, "id,name.en\nIT,Italy\n")
	f.Add(`{"waymark":1,"asOf":"x"`, `id,id,"`)
	f.Add("{\"waymark\":[]}\n[[[\n{\"type\":\"Service\",\"id\":\"a\",\"relationships\":{\"country\":[null]}}", "\"id\"\r\n\"\"\"\"\r\n")
	model, err := schema.Load(schema.Files)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, lines, table string) {
		files := fstest.MapFS{"x.jsonl": {Data: []byte(lines)}, "c/Country.csv": {Data: []byte(table)},
			"c/release.csv": {Data: []byte("waymark,release,schema,asOf,nodes,relationships\n1,,,2026-11-25,,\n")}}
		for _, read := range []func() (*bulk.Content, error){
			func() (*bulk.Content, error) { return bulk.ReadLines(model, files, "x.jsonl", "x.jsonl") },
			func() (*bulk.Content, error) { return bulk.ReadCSV(model, files, "c", "c") },
		} {
			content, err := read()
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range content.Faults {
				if fault.Pos.Line < 1 || fault.Pos.Col < 1 || fault.Pos.File == "" {
					t.Errorf("the fault %v has no place", fault)
				}
			}
			if r, err := content.Release(); err != nil || len(r.Records) != content.Info.Nodes {
				t.Errorf("Release gives %d records, %v, want %d", len(r.Records), err, content.Info.Nodes)
			}
		}
	})
}
