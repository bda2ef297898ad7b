package coverage_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/schema"
)

// document is the report that the seed files are about.
const document = "CORE:fiit"

// seedFiles is where the files of the project stand.
const seedFiles = "../../seed"

// reportText gives the lines of the report, and skips the test where they are not at
// hand: fingerprints cannot tell what stands in a line.
func reportText(t *testing.T) []string {
	t.Helper()
	folder := os.Getenv("WAYMARK_SOURCES")
	if folder == "" {
		t.Skip("set WAYMARK_SOURCES to the folder that has fiit-report.txt: what a line says is read from the text")
	}
	b, err := os.ReadFile(folder + "/fiit-report.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

// examine reads the seed files. Quotes are proved by the texts where they are at
// hand, else by the fingerprints.
func examine(t *testing.T) (*schema.Schema, *store.Release) {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	var o loader.Options
	if folder := os.Getenv("WAYMARK_SOURCES"); folder != "" {
		o.Sources = os.DirFS(folder)
	} else if o.Fingerprints, err = os.ReadFile(seedFiles + "/fingerprints.bin"); err != nil {
		t.Fatal(err)
	}
	release, err := loader.Check(model, os.DirFS(seedFiles), o)
	if err != nil {
		t.Fatalf("Check(%s):\n%v", seedFiles, err)
	}
	return model, release
}

// record is a node whose properties and edges are found by the names of the SDL.
type record struct {
	node *schema.Node
	store.Record
}

func (r record) value(field string) schema.Value {
	return r.Props[r.node.Field(field).Property.Index]
}

func (r record) text(field string) string { return r.value(field).Text }

func (r record) targets(field string) []string {
	return r.Edges[r.node.Field(field).Relationship.Index]
}

// quoted is a passage of the report.
type quoted struct {
	id, place, quote string
	lines            []int
}

// passages gives those of the report that are cited by lines, by id.
func passages(t *testing.T, model *schema.Schema, release *store.Release) map[string]quoted {
	t.Helper()
	found := map[string]quoted{}
	for _, r := range release.Records {
		if r.Type != "SourcePassage" {
			continue
		}
		p := record{model.Node(r.Type), r}
		if p.text("lines") == "" || p.targets("document")[0] != document {
			continue
		}
		q := quoted{id: r.ID, place: p.text("place"), quote: p.text("quote")}
		for _, s := range spans(t, p.text("lines")) {
			for line := s.from; line <= s.to; line++ {
				q.lines = append(q.lines, line)
			}
		}
		found[r.ID] = q
	}
	if len(found) < 1000 {
		t.Fatalf("only %d passages of %s", len(found), document)
	}
	return found
}

// span is a run of lines, both ends inclusive.
type span struct{ from, to int }

// spans reads 828,835-836.
func spans(t *testing.T, text string) []span {
	t.Helper()
	var list []span
	for part := range strings.SplitSeq(text, ",") {
		from, to, between := strings.Cut(part, "-")
		if !between {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || last < first {
			t.Fatalf("%q are no lines", text)
		}
		list = append(list, span{first, last})
	}
	return list
}

// reasons reads a list of testdata: a place, a blank, why it stands here. Lines that
// begin with # are headings for readers.
func reasons(t *testing.T, name string) []reason {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []reason
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		place, why, _ := strings.Cut(line, " ")
		if len(strings.Fields(why)) == 0 {
			t.Errorf("%s:%d: no reason is given", name, i+1)
		}
		list = append(list, reason{fmt.Sprintf("%s:%d", name, i+1), place, why})
	}
	return list
}

// reason is one line of such a list.
type reason struct{ at, place, why string }
