package graph_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"waymark/graph"
	"waymark/graph/store"
)

// rules gives a store that answers the rulebook's operation from a file.
func rules(t *testing.T) *reader {
	t.Helper()
	data, err := os.ReadFile("testdata/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	var byKey map[string]json.RawMessage
	if err := json.Unmarshal(data, &byKey); err != nil {
		t.Fatal(err)
	}
	r := &reader{roots: map[string]root{}}
	for key, value := range byKey {
		r.roots[key] = root{data: string(value)}
	}
	return r
}

// TestRulebook asks about a country that is made up of what the embedded data does
// not have: areas, terms and renewals of every kind, practice, a floor, a permit
// that proves nothing.
func TestRulebook(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, args, want string }{
		{"here", `area: "GB-NIR"`, `"outcome":"ENTITLED","reason":"RULE_SATISFIED"`},
		{"by id", `area: "GB:GB-NIR"`, `"outcome":"ENTITLED","reason":"RULE_SATISFIED"`},
		{"elsewhere", `area: "GB-SCT"`, `"outcome":"UNKNOWN","reason":"NO_DATA"`},
		{"no such part", `area: "GB-NRI"`, `area: \"GB-NRI\" is no part of GB (did you mean \"GB-NIR\"?)`},
		{"another country's part", `area: "IT-25"`, `area: \"IT-25\" belongs to IT, not to GB`},
		{"another country's status", `persona: {holds: ["IT:leave"]}`, `persona.holds.0: \"IT:leave\" belongs to IT, not to GB (did you mean \"GB:leave\"?)`},
		{"another country's service", `entitlements: ["IT:shelter"]`, `entitlements.0: \"IT:shelter\" belongs to IT, not to GB (did you mean \"GB:shelter\"?)`},
		{"term and renewal", `entitlements: ["GB:leave"]`, `"until":"about 1 year, while proceedings last; renewable for 6 months each time, 3 times, up to 5 years in all, while needed"`},
		{"term by its parts", ``, `"until":"up to 1 month and 15 days, until the decision"`},
		{"practice", `entitlements: ["GB:leave"], persona: {policeRequest: true}`, `"reason":"NOT_APPLIED"`},
		{"basis with practice", `entitlements: ["GB:leave"], persona: {policeRequest: true}`, `"basis":"INTERVIEW"`},
		{"a permit that proves nothing", `persona: {holds: ["GB:card"]}`, `"held":[{"given":"GB:card","status":null}]`},
		{"codes", `persona: {recognition: CONCLUSIVE_GROUNDS}`, `"given":["conclusive-grounds"]`},
		{"numbers", `persona: {monthsUnemployed: 3}`, `"given":["3"]`},
		{"null is not known", `persona: {recognition: null, holds: null}`, `"given":[]`},
		{"a question of another release", `persona: {gender: WOMAN}`, `persona.gender: the served release does not ask for this`},
		{"wider type", `serviceTypes: ["health"]`, `"headline":"Emergency care: `},
		{"no day", `asOf: null`, `"asOf":"2013-05-01"`},
		{"disputed", `entitlements: ["GB:leave"]`, `"disputed":true`},
		{"of another jurisdiction", `entitlements: ["INT:return"]`, `"headline":"Return: `},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			args := test.args
			if !strings.Contains(args, "persona:") {
				args += " persona: {}"
			}
			_, body := ask(t, serve(t, rules(t), nil), `{ assess(country: "UK", `+args+`) { asOf held { given status { id } } results { outcome reason headline basis disputed until trace { conditions { given } } } } }`)
			if !strings.Contains(body, test.want) {
				t.Errorf("assess(%s) = %s\nwant %s in it", args, body, test.want)
			}
		})
	}
}

// TestRulebookFaults: what the store cannot give, or gives wrongly, is no answer.
func TestRulebookFaults(t *testing.T) {
	t.Parallel()
	const query = `{ assess(country: "GB", persona: {}) { results { outcome } } }`
	for _, test := range []struct {
		name   string
		change func(r *reader)
		want   string
	}{
		{"unavailable", func(r *reader) { r.err = &store.Error{Kind: store.Unavailable, Message: "come back later"} }, `"UNAVAILABLE"`},
		{"unknown country", func(r *reader) { r.roots["country"] = root{} }, `country: \"GB\" is not in the graph (known: IT)`},
		{"rule without circumstance", func(r *reader) { r.roots["circumstances"] = root{data: "[]"} }, `"INTERNAL"`},
		{"no JSON", func(r *reader) { r.roots["rules"] = root{data: `{"id": 1}`} }, `"INTERNAL"`},
		{"an error below", func(r *reader) {
			r.roots["rules"] = root{data: "[]", errors: []store.FieldError{{Path: []any{0, "target"}, Message: "no target"}}}
		}, `"INTERNAL"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := rules(t)
			r.roots["countries"] = root{data: `[{"code": "IT", "name": "Italy"}]`}
			test.change(r)
			if _, body := ask(t, serve(t, r, nil), query); !strings.Contains(body, test.want) {
				t.Errorf("%s\nwant %s in it", body, test.want)
			}
		})
	}
}

// TestNewRefuses: an operation that does not fit the schema is told at the start.
func TestNewRefuses(t *testing.T) {
	t.Parallel()
	model, public := schemas()
	cut, query := *public, *public.Query
	query.Fields = query.Fields[:10]
	cut.Query = &query
	if _, err := graph.New(graph.Config{Model: model, Public: &cut, Store: rules(t)}); err == nil || !strings.Contains(err.Error(), "validate the operation for rules") {
		t.Errorf("New = %v, want an error about the operation", err)
	}
}
