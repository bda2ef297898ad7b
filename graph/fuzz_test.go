package graph_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

// FuzzRequest sends any document with any variables. Whatever comes, the answer is
// one clean response, and nothing is broken here.
func FuzzRequest(f *testing.F) {
	for _, seed := range []struct{ query, variables string }{
		{`{ countries { id } }`, ``},
		{`query ($w: CountryWhere, $n: Int = 3) { countries(where: $w, limit: $n) { id areas { name } } }`, `{"w":{"and":[{"code":{"in":["IT"]}},null]},"n":1e2}`},
		{`query q($id: ID!) { node(id: $id) { __typename ... on Dated { from } } }`, `{"id":7}`},
		{`query ($p: PersonaInput!) { assess(country: "IT", persona: $p) { results { outcome trace { rule { id } } } } }`, `{"p":{"holds":[[1]]}}`},
		{`query ($on: Boolean!) { ...f @skip(if: $on) } fragment f on Query { release { id } countriesConnection(first: 2, after: "x") { totalCount edges { cursor } } }`, `{"on":"yes"}`},
		{`{ __schema { types { name fields { args { type { ofType { name } } } } } } }`, `[]`},
		{`query ($s: [CountrySort!], $l: Language) { countries(sort: $s) { name(lang: $l) } }`, `{"s":{"code":"ASC"},"l":{}}`},
		{"mutation { x }", `{"a":` + "\x00" + `}`},
	} {
		f.Add(seed.query, seed.variables)
	}
	h := serve(f, &reader{}, nil)
	f.Fuzz(func(t *testing.T, query, variables string) {
		sent := map[string]any{"query": query}
		if json.Valid([]byte(variables)) {
			sent["variables"] = json.RawMessage(variables)
		}
		body, err := json.Marshal(sent)
		if err != nil {
			t.Skip("no text")
		}
		status, got := send(t, h, string(body))
		if !json.Valid([]byte(got)) || status >= http.StatusInternalServerError {
			t.Errorf("%s\ngives %d %s", body, status, got)
		}
	})
}
