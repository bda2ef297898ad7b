package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"waymark/graph/store"
	"waymark/loader/export"
)

const base = "https://data.example.org/waymark/"

type linked struct {
	Context map[string]any   `json:"@context"`
	Graph   []map[string]any `json:"@graph"`
}

// TestJSONLD looks at the whole graph: each node once, under its IRI, with our type
// and the standard's, and no key that the context does not explain.
func TestJSONLD(t *testing.T) {
	t.Parallel()
	m, r := model(t), release(t)
	doc := jsonld(t, r)
	if len(doc.Graph) != len(r.Records) {
		t.Fatalf("the graph has %d nodes, want %d", len(doc.Graph), len(r.Records))
	}
	for i, node := range doc.Graph {
		n := m.Node(r.Records[i].Type)
		types := node["@type"].([]any)
		if types[0] != n.Name || n.IRI != "" && types[1] != n.IRI {
			t.Errorf("%v has the types %v, want %s %s", node["@id"], types, n.Name, n.IRI)
		}
		terms := doc.Context[n.Name].(map[string]any)["@context"].(map[string]any)
		for key := range node {
			if _, ok := terms[key]; !ok && key != "@id" && key != "@type" {
				t.Errorf("%v: the context of %s does not explain %q", node["@id"], n.Name, key)
			}
		}
	}
}

func jsonld(t *testing.T, r *store.Release) linked {
	t.Helper()
	var out bytes.Buffer
	if err := export.JSONLD(&out, model(t), export.Of(r), base); err != nil {
		t.Fatal(err)
	}
	var doc linked
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestJSONLDTriples has a library make RDF of a few nodes of each type, and looks for
// what the standards would ask for.
func TestJSONLDTriples(t *testing.T) {
	t.Parallel()
	doc := jsonld(t, release(t))
	some, seen := []any{}, map[string]int{}
	for _, node := range doc.Graph {
		kind := node["@type"].([]any)[0].(string)
		if seen[kind]++; seen[kind] <= 3 || slices.Contains(wanted, node["@id"].(string)) {
			some = append(some, node)
		}
	}
	rdf, err := ld.NewJsonLdProcessor().ToRDF(map[string]any{"@context": doc.Context, "@graph": some},
		&ld.JsonLdOptions{ProcessingMode: ld.JsonLd_1_1, Format: "application/n-quads", Base: base, SafeMode: true, DocumentLoader: nowhere{}})
	if err != nil {
		t.Fatal(err)
	}
	quads := rdf.(string)
	id := func(s string) string { return "<" + base + "id/" + s + ">" }
	for _, want := range []string{
		id("IT:integration-programme") + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/vocab/cpsv#PublicService> .",
		id("IT:integration-programme") + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <" + base + "schema#Service> .",
		id("IT:integration-programme") + " <http://purl.org/dc/terms/spatial> " + id("IT") + " .",
		id("IT:integration-programme") + " <http://data.europa.eu/m8g/holdsRequirement> " + id("IT:integration-third-country") + " .",
		id("IT") + ` <http://www.w3.org/2004/02/skos/core#prefLabel> "Italia"@it .`,
		id("IT:DLGS286-1998") + ` <http://data.europa.eu/eli/ontology#date_document> "1998-07-25"^^<http://www.w3.org/2001/XMLSchema#date> .`,
		id("IT:DLGS286-1998") + " <http://data.europa.eu/eli/ontology#has_part> " + id("IT:DLGS286-1998:18") + " .",
		id("IT:DLGS286-1998:18") + " <http://data.europa.eu/eli/ontology#is_part_of> " + id("IT:DLGS286-1998") + " .",
	} {
		if !strings.Contains(quads, want+"\n") {
			t.Errorf("the RDF lacks %s", want)
		}
	}
	for line := range strings.Lines(quads) {
		if predicate := strings.Fields(line)[1]; !strings.HasPrefix(predicate, "<http") {
			t.Errorf("the predicate %s was not expanded", predicate)
		}
	}
	if strings.Count(quads, "\n") < 1000 {
		t.Errorf("the RDF has %d triples only", strings.Count(quads, "\n"))
	}
}

// wanted are nodes that the triples are looked for in.
var wanted = []string{"wmid:IT", "wmid:IT:integration-programme", "wmid:IT:integration-third-country",
	"wmid:IT:DLGS286-1998", "wmid:IT:DLGS286-1998:18"}

// nowhere refuses to fetch a context: the export must explain itself.
type nowhere struct{}

func (nowhere) LoadDocument(u string) (*ld.RemoteDocument, error) {
	return nil, fmt.Errorf("the export refers to %s", u)
}

func TestJSONLDBase(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "data.example.org/", "https://data.example.org", "urn:x/"} {
		if err := export.JSONLD(&bytes.Buffer{}, model(t), export.Of(release(t)), bad); err == nil {
			t.Errorf("JSONLD takes the base %q", bad)
		}
	}
}
