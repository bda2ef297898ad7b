package graph_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"waymark/graph"
	"waymark/graph/memstore"
	"waymark/graph/storetest"
)

// TestCases sends the cases of the stores through HTTP and gqlgen: what comes out
// is what the store gave, to the byte. The generated code is for another schema,
// which does no harm: it walks root fields by name, and these have the same.
func TestCases(t *testing.T) {
	t.Parallel()
	model := storetest.Model(t)
	s, err := memstore.Open(model, storetest.Release(t))
	if err != nil {
		t.Fatal(err)
	}
	h := serve(t, s, func(c *graph.Config) { c.Model, c.Public = model, storetest.Public(t) })
	for _, c := range storetest.Cases(t) {
		if strings.Contains(c.Query, "assess") || c.Keyed != "" {
			continue // evaluated by code for the real schema only
		}
		if c.Name == "typename-at-the-root" {
			continue // its want is what a store gives; TestResponses has the whole response
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			body := map[string]any{"query": c.Query}
			if c.Variables != "" {
				body["variables"] = json.RawMessage(c.Variables)
			}
			sent, err := json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			_, got := send(t, h, string(sent), c.Languages...)
			c.Golden(t, "want.json", asCase(t, got))
		})
	}
}

// asCase writes a response as the cases do: errors have a message and a path only.
func asCase(t *testing.T, body string) string {
	t.Helper()
	var response struct {
		Errors []struct {
			Message string `json:"message"`
			Path    []any  `json:"path,omitempty"`
		} `json:"errors,omitempty"`
		Data json.RawMessage `json:"data,omitempty"`
	}
	if err := json.Unmarshal([]byte(body), &response); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	var b, indented bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(response); err != nil {
		t.Fatal(err)
	}
	if err := json.Indent(&indented, b.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	return indented.String()
}
