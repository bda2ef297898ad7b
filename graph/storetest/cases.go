package storetest

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// update is the one flag that rewrites goldens: go test ./graph/... -update.
var update = flag.Bool("update", false, "rewrite the goldens of the case files")

// sections are the files of a case, in the order in which it keeps them.
var sections = [...]string{"query.graphql", "variables.json", "languages", "keyed.json", "plan", "cypher", "params.json", "want.json"}

// Case is one txtar file of testdata/cases: an operation and what each layer
// makes of it.
type Case struct {
	Name      string // file name without .txtar
	Comment   string // what it proves
	Query     string
	Variables string   // a JSON object; empty: none
	Languages []string // that the reader prefers, the dearest first
	Keyed     string   // a JSON object of ids by the key of a keyed root; empty: none
	path      string
}

// Cases reads all case files, in name order. It fails the test where a file has
// no comment, no query, or a section that no layer knows.
func Cases(t testing.TB) []*Case {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(testdata(t), "cases", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	cases := make([]*Case, len(paths))
	for i, path := range paths {
		cases[i] = readCase(t, path)
	}
	return cases
}

func readCase(t testing.TB, path string) *Case {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := &Case{
		Name:    strings.TrimSuffix(filepath.Base(path), ".txtar"),
		Comment: strings.TrimSpace(string(archive.Comment)),
		path:    path,
	}
	for _, f := range archive.Files {
		switch text := string(f.Data); f.Name {
		case "query.graphql":
			c.Query = text
		case "variables.json":
			c.Variables = text
		case "languages":
			c.Languages = strings.Fields(text)
		case "keyed.json":
			c.Keyed = text
		default:
			if !slices.Contains(sections[:], f.Name) {
				t.Fatalf("%s: no layer reads the section %q", path, f.Name)
			}
		}
	}
	if c.Comment == "" || c.Query == "" {
		t.Fatalf("%s: a case needs a comment that says what it proves, and a query.graphql", path)
	}
	return c
}

// Section gives the text of a section, and whether the case has it.
func (c *Case) Section(t testing.TB, section string) (string, bool) {
	t.Helper()
	archive, err := txtar.ParseFile(c.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name == section {
			return string(f.Data), true
		}
	}
	return "", false
}

// Golden compares got with a section of the case; a final line break does not
// count. With -update it rewrites that section instead, and no other: the file is
// read again first, since other layers rewrite theirs.
func (c *Case) Golden(t testing.TB, section, got string) {
	t.Helper()
	got = strings.TrimSuffix(got, "\n") + "\n"
	want, has := c.Section(t, section)
	if has && want == got {
		return
	}
	if *update {
		c.rewrite(t, section, got)
		return
	}
	if !has {
		t.Fatalf("%s has no section %s; look at it and write it with -update:\n%s", c.path, section, got)
	}
	t.Errorf("%s, section %s (-want +got):\n%s", c.path, section, cmp.Diff(want, got))
}

func (c *Case) rewrite(t testing.TB, section, text string) {
	t.Helper()
	archive, err := txtar.ParseFile(c.path)
	if err != nil {
		t.Fatal(err)
	}
	place := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == section })
	if place < 0 {
		archive.Files = append(archive.Files, txtar.File{Name: section})
		place = len(archive.Files) - 1
	}
	archive.Files[place].Data = []byte(text)
	slices.SortStableFunc(archive.Files, func(a, b txtar.File) int {
		return slices.Index(sections[:], a.Name) - slices.Index(sections[:], b.Name)
	})
	fresh := c.path + "." + section + ".new"
	if err := os.WriteFile(fresh, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(fresh, c.path); err != nil {
		t.Fatal(err)
	}
	t.Logf("rewrote section %s of %s", section, c.path)
}

// testdata finds this package's folder from the folder of any package's tests.
func testdata(t testing.TB) string {
	t.Helper()
	return filepath.Join(root(t), "graph", "storetest", "testdata")
}

// root finds the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("storetest: the tests run outside of the module")
		}
		dir = filepath.Dir(dir)
	}
}
