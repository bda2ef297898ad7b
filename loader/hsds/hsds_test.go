package hsds_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/export"
	"waymark/loader/hsds"
	"waymark/schema"
	"waymark/seed"
)

var update = flag.Bool("update", false, "rewrite the draft that the tests want")

func model(t testing.TB) *schema.Schema {
	t.Helper()
	m, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// written gives the files that Write makes of the release in the program.
func written(t *testing.T) (*store.Release, map[string][]byte) {
	t.Helper()
	r, err := store.Decode(seed.Release())
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*bytes.Buffer{}
	create := func(name string) (io.WriteCloser, error) {
		files[name] = &bytes.Buffer{}
		return file{files[name]}, nil
	}
	if err := hsds.Write(create, model(t), export.Of(r)); err != nil {
		t.Fatal(err)
	}
	made := map[string][]byte{}
	for name, text := range files {
		made[name] = text.Bytes()
	}
	return r, made
}

type file struct{ *bytes.Buffer }

func (file) Close() error { return nil }

// TestSchema holds what is written to the JSON Schemas of the standard, formats too.
func TestSchema(t *testing.T) {
	t.Parallel()
	r, files := written(t)
	count := map[string]int{}
	for _, record := range r.Records {
		count[record.Type]++
	}
	for name, kind := range map[string]string{"organizations.json": "Organization", "services.json": "Service"} {
		form := compile(t, strings.TrimSuffix(name, "s.json")+".json")
		var list []any
		if err := json.Unmarshal(files[name], &list); err != nil {
			t.Fatal(err)
		}
		if len(list) < count[kind] || count[kind] == 0 {
			t.Errorf("%s has %d entries; the release has %d nodes of %s", name, len(list), count[kind], kind)
		}
		ids := map[any]bool{}
		for _, one := range list {
			if err := form.Validate(one); err != nil {
				t.Errorf("%s: %v\n%v", name, err, one)
			}
			id := one.(map[string]any)["id"]
			if ids[id] {
				t.Errorf("%s: the id %v stands twice", name, id)
			}
			ids[id] = true
		}
	}
	for _, word := range []string{`"location"`, `"address`, `"latitude"`, `"contacts"`} {
		if bytes.Contains(files["services.json"], []byte(word)) || bytes.Contains(files["organizations.json"], []byte(word)) {
			t.Errorf("what is written has %s", word)
		}
	}
}

// TestSchemaRejects proves that the schemas are looked at.
func TestSchemaRejects(t *testing.T) {
	t.Parallel()
	form := compile(t, "service.json")
	for _, bad := range []string{
		`{"id": "IT:x", "name": "x", "status": "active"}`,
		`{"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "x", "status": "open"}`,
		`{"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "x", "status": "active", "service_areas": [{"name": "no id"}]}`,
	} {
		var one any
		if err := json.Unmarshal([]byte(bad), &one); err != nil {
			t.Fatal(err)
		}
		if form.Validate(one) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
}

func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	names, err := filepath.Glob("testdata/schema/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no schemas: %v", err)
	}
	const base = "https://openreferral.org/schema/"
	for _, name := range names {
		text, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(text)
		text.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(base+filepath.Base(name), doc); err != nil {
			t.Fatal(err)
		}
	}
	form, err := c.Compile(base + name)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// TestDraft reads a directory of somebody else: what is kept, what is left behind.
func TestDraft(t *testing.T) {
	t.Parallel()
	got := draftOf(t, os.DirFS("testdata"), "directory")
	const golden = "testdata/directory.yaml"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the draft (-want +got):\n%s", diff)
	}
	for _, secret := range []string{"Street", "Hidden", "43.7", "055", "person", "someone@", "House", "116 006"} {
		if strings.Contains(got, secret) {
			t.Errorf("the draft tells %q", secret)
		}
	}
	checkDraft(t, got)
}

func draftOf(t *testing.T, fsys fs.FS, name string) string {
	t.Helper()
	d, err := hsds.Read(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := d.Write(&out, "IT"); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// checkDraft puts the draft among the seed files: as it is it changes nothing; with
// the mark off, only the sources are missing.
func checkDraft(t *testing.T, draft string) {
	t.Helper()
	with := func(text string) (*store.Release, error) {
		files := fstest.MapFS{}
		entries, err := seed.Files.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := seed.Files.ReadFile(e.Name())
			if err != nil {
				t.Fatal(err)
			}
			files[e.Name()] = &fstest.MapFile{Data: data}
		}
		files["it-draft.yaml"] = &fstest.MapFile{Data: []byte(text)}
		return loader.Check(model(t), files, loader.Options{Fingerprints: seed.Fingerprints()})
	}
	release, err := with(draft)
	if err != nil {
		t.Fatalf("the draft has faults: %v", err)
	}
	for _, r := range release.Records {
		if strings.HasSuffix(r.ID, ":language-course-2") {
			t.Errorf("the release has the draft %s", r.ID)
		}
	}
	_, err = with(strings.ReplaceAll(draft, "    draft: true\n", ""))
	if err == nil {
		t.Fatal("entries without a source are taken")
	}
	for line := range strings.Lines(err.Error()) {
		if !strings.Contains(line, "no source is cited") {
			t.Errorf("without the mark the draft has the fault %s", line)
		}
	}
}

// TestOwnDirectory reads what Write wrote.
func TestOwnDirectory(t *testing.T) {
	t.Parallel()
	_, files := written(t)
	fsys := fstest.MapFS{}
	for name, text := range maps.All(files) {
		fsys[name] = &fstest.MapFile{Data: text}
	}
	d, err := hsds.Read(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	if organizations, services := d.Counts(); organizations < 50 || services < 50 {
		t.Errorf("Read finds %d organizations and %d services", organizations, services)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{"broken.json": {Data: []byte("{")}, "other.json": {Data: []byte(`{"a": 1}`)},
		"number.json": {Data: []byte("1")}, "empty/x.txt": {}}
	for _, name := range []string{"broken.json", "other.json", "number.json", "empty", "nowhere.json"} {
		if d, err := hsds.Read(fsys, name); err == nil {
			t.Errorf("Read(%q) = %v, want an error", name, d)
		}
	}
}
