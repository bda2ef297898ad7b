package neostore_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/generated"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
	"waymark/seed"
)

// page is the page for those who work in Neo4j itself.
const page = "../../docs/neo4j.md"

var (
	blocks = regexp.MustCompile("(?s)```graphql\n(.*?)```\n+```cypher\n(.*?)```")
	arrows = regexp.MustCompile(`(?m)^  (\w+) -- (\w+) --> (\w+)$`)
)

// testPage loads the real data and demands that each question of the page gives
// the same answer in Cypher as in GraphQL, and not an empty one.
func testPage(t *testing.T, uri string) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		t.Fatal(err)
	}
	release, err := store.Decode(seed.Release())
	if err != nil {
		t.Fatal(err)
	}
	s := loaded(t, uri, model, release)
	driver := direct(t, uri)
	planner := plan.New(model, public, plan.Config{})
	questions := blocks.FindAllStringSubmatch(readPage(t), -1)
	if len(questions) != 10 {
		t.Errorf("the page has %d questions, want ten", len(questions))
	}
	for _, q := range questions {
		doc, list := gqlparser.LoadQuery(public, q[1])
		if list != nil {
			t.Fatalf("%s: %v", q[1], list)
		}
		p, args, err := planner.Build(doc.Operations[0], doc, nil)
		if err != nil {
			t.Fatalf("%s: %v", q[1], err)
		}
		result, err := s.Read(t.Context(), p, args, store.Limits{})
		if err != nil {
			t.Fatalf("%s: %s", q[1], withCause(err))
		}
		var want, got []any
		if err := json.Unmarshal(result.Data[0], &want); err != nil {
			t.Fatal(err)
		}
		for _, row := range cypherRows(t, driver, q[2], nil) {
			got = append(got, plain(t, row.Values[0]))
		}
		if len(want) == 0 {
			t.Errorf("%s has an empty answer", q[1])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s (-GraphQL +Cypher):\n%s", q[1], q[2], diff)
		}
	}
}

// TestPicture demands that each arrow of the page's picture is a relationship of
// the SDL in that direction.
func TestPicture(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	drawn := arrows.FindAllStringSubmatch(readPage(t), -1)
	if len(drawn) == 0 {
		t.Fatal("the page has no picture")
	}
	for _, a := range drawn {
		if !stored(model, a[1], a[2], a[3]) {
			t.Errorf("the SDL has no relationship %s from %s to %s", a[2], a[1], a[3])
		}
	}
}

func stored(model *schema.Schema, from, relationship, to string) bool {
	n := model.Node(from)
	if n == nil {
		return false
	}
	for _, r := range n.Outgoing {
		for _, target := range r.Targets {
			if r.Type == relationship && target.Name == to {
				return true
			}
		}
	}
	return false
}

func readPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// plain turns a value of the driver into what JSON would give.
func plain(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var decoded any
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}
