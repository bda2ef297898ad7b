package export_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/neostore/neotest"
	"waymark/graph/store"
	"waymark/loader/export"
	"waymark/schema"
)

// statements splits what Cypher wrote as cypher-shell does.
func statements(t *testing.T, m *schema.Schema, r *store.Release) []string {
	t.Helper()
	var out bytes.Buffer
	if err := export.Cypher(&out, m, export.Of(r)); err != nil {
		t.Fatal(err)
	}
	var list []string
	for part := range strings.SplitSeq(out.String(), ";\n") {
		var lines []string
		for line := range strings.SplitSeq(part, "\n") {
			if !strings.HasPrefix(line, "//") && line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			list = append(list, strings.Join(lines, "\n"))
		}
	}
	return list
}

// TestCypher reads the statements by their signs: quotations end on their line,
// brackets are closed, and there are as many rows as nodes and relationships.
func TestCypher(t *testing.T) {
	t.Parallel()
	m, r := model(t), release(t)
	nodes, edges := 0, 0
	for _, s := range statements(t, m, r) {
		if err := balanced(s); err != nil {
			t.Errorf("%v in %.200s", err, s)
		}
		rows := strings.Count(s, "\n") - 1
		switch {
		case strings.HasPrefix(s, "UNWIND [\n  {"):
			nodes += rows
		case strings.HasPrefix(s, "UNWIND [\n  ["):
			edges += rows
		case !strings.HasPrefix(s, "CREATE CONSTRAINT ") && s != "CALL db.awaitIndexes(300)":
			t.Errorf("an unknown statement: %.200s", s)
		}
	}
	if nodes != r.Info.Nodes || edges != r.Info.Edges {
		t.Errorf("the statements make %d nodes and %d relationships, want %d and %d", nodes, edges, r.Info.Nodes, r.Info.Edges)
	}
}

func balanced(s string) error {
	var open []rune
	quote, escaped := rune(0), false
	for _, c := range s {
		switch {
		case quote != 0 && c == '\n':
			return fmt.Errorf("a quotation goes over the end of a line")
		case escaped:
			escaped = false
		case quote == '\'' && c == '\\':
			escaped = true
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '`':
			quote = c
		case strings.ContainsRune("([{", c):
			open = append(open, c)
		case strings.ContainsRune(")]}", c):
			if len(open) == 0 || !slices.Contains([]string{"()", "[]", "{}"}, string(open[len(open)-1])+string(c)) {
				return fmt.Errorf("%q closes nothing", c)
			}
			open = open[:len(open)-1]
		}
	}
	if quote != 0 || len(open) > 0 {
		return fmt.Errorf("something is left open")
	}
	return nil
}

// TestCypherOnNeo4j runs the statements of a small release on an empty Neo4j and
// compares every node and every relationship with it.
func TestCypherOnNeo4j(t *testing.T) {
	t.Parallel()
	if os.Getenv("REQUIRE_NEO4J") != "1" {
		t.Skip("starting a Neo4j takes longer than all else here; to run it: REQUIRE_NEO4J=1 go test ./loader/export -run OnNeo4j")
	}
	m := model(t)
	r := few(release(t))
	r.Records = append(r.Records, awkward(m))
	driver, err := neo4j.NewDriverWithContext(neotest.Own(t, t.TempDir(), 0).URI, neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(t.Context())
	run := func(text string) []*neo4j.Record {
		t.Helper()
		result, err := neo4j.ExecuteQuery(t.Context(), driver, text, nil, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatalf("%v\nin %.500s", err, text)
		}
		return result.Records
	}
	for _, s := range statements(t, m, r) {
		run(s)
	}
	got := map[string]string{}
	for _, record := range run("MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS p") {
		p := record.Values[1].(map[string]any)
		got[p["id"].(string)] = fmt.Sprintf("%v %v", record.Values[0], p)
	}
	for _, record := range run("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id ORDER BY a.id, type(r), b.id") {
		got[record.Values[0].(string)] += fmt.Sprintf("\n%v > %v", record.Values[1], record.Values[2])
	}
	want := map[string]string{}
	for _, record := range r.Records {
		want[record.ID] = printed(m, record)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Neo4j holds another graph (-want +got):\n%.5000s", diff)
	}
}

// few keeps some nodes of each type, and what leads from one to another of them: a
// database takes a second or so for each kind of relationship.
func few(r *store.Release) *store.Release {
	const most = 12
	kept, types := map[string]bool{}, map[string]int{}
	for _, record := range r.Records {
		if types[record.Type]++; types[record.Type] <= most {
			kept[record.ID] = true
		}
	}
	less := &store.Release{Info: r.Info}
	for _, record := range r.Records {
		if !kept[record.ID] {
			continue
		}
		for i, targets := range record.Edges {
			record.Edges[i] = slices.DeleteFunc(targets, func(id string) bool { return !kept[id] })
		}
		less.Records = append(less.Records, record)
	}
	return less
}

// awkward is a node with texts and numbers that a statement could get wrong.
func awkward(m *schema.Schema) store.Record {
	n := m.Node("Organization")
	r := store.Record{Type: n.Name, ID: "ZZ:awkward", Props: make([]schema.Value, len(n.Properties)), Edges: make([][]string, len(n.Outgoing))}
	for column, v := range map[string]schema.Value{
		"id": schema.Text(r.ID), "name_en": schema.Text("it's \"\\u0041\" \\ `x`;\n\t\u2028\u0001 € 𝒳 {a: [1]} //"),
		"note": schema.Text(""), "read": schema.Texts("a'b", "\\", ""), "members_exact": {Kind: schema.FloatValue, Float: 1e21},
		"members_low": {Kind: schema.FloatValue, Float: -0.1}, "members_high": {Kind: schema.FloatValue, Float: math.MaxFloat64},
		"isClass": {Kind: schema.BoolValue, Bool: true},
	} {
		r.Props[n.Property(column).Index] = v
	}
	return r
}

// printed is a record as the driver would give it.
func printed(m *schema.Schema, r store.Record) string {
	n := m.Node(r.Type)
	p := map[string]any{}
	for i, v := range r.Props {
		if !v.IsNull() {
			p[n.Properties[i].Column] = native(v)
		}
	}
	text := fmt.Sprintf("%v %v", n.Label, p)
	var edges []string
	for i, targets := range r.Edges {
		for _, target := range targets {
			edges = append(edges, fmt.Sprintf("\n%v > %v", n.Outgoing[i].Type, target))
		}
	}
	slices.Sort(edges)
	return text + strings.Join(edges, "")
}

func native(v schema.Value) any {
	switch v.Kind {
	case schema.IntValue:
		return v.Int
	case schema.FloatValue:
		return v.Float
	case schema.BoolValue:
		return v.Bool
	case schema.ListValue:
		list := []any{}
		for _, e := range v.List {
			list = append(list, native(e))
		}
		return list
	default:
		return v.Text
	}
}
