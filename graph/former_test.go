package graph_test

import (
	"slices"
	"strings"
	"testing"

	"waymark/graph/memstore"
	"waymark/graph/store"
	"waymark/schema"
	"waymark/seed"
)

// TestFormerIDs asks for nodes by ids that they had before: by a key, in lists, in
// filters, for a persona and in variables. The answer has the id of now.
func TestFormerIDs(t *testing.T) {
	t.Parallel()
	model, _ := schemas()
	release, err := store.Decode(seed.Release())
	if err != nil {
		t.Fatal(err)
	}
	formerID := model.Node("FormerId")
	for was, now := range map[string]string{"IT:article-18-permit": "IT:permit-art18", "IT:old-course": "IT:integration-programme"} {
		r := store.Record{Type: formerID.Name, ID: was, Props: make([]schema.Value, len(formerID.Properties)), Edges: [][]string{{now}}}
		r.Props[formerID.Property("id").Index] = schema.Text(was)
		r.Props[formerID.Property("jurisdiction").Index] = schema.Text("IT")
		release.Records = append(release.Records, r)
	}
	slices.SortFunc(release.Records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	s, err := memstore.Open(model, release)
	if err != nil {
		t.Fatal(err)
	}
	h := serve(t, s, nil)
	for query, want := range map[string]string{
		`{"query":"{ permitType(id: \"IT:article-18-permit\") { id } }"}`:                                                           `{"data":{"permitType":{"id":"IT:permit-art18"}}}`,
		`{"query":"{ node(id: \"IT:article-18-permit\") { id } }"}`:                                                                 `{"data":{"node":{"id":"IT:permit-art18"}}}`,
		`{"query":"query ($ids: [ID!]!) { nodes(ids: $ids) { id } }","variables":{"ids":["IT:old-course","IT:article-18-permit"]}}`: `{"data":{"nodes":[{"id":"IT:integration-programme"},{"id":"IT:permit-art18"}]}}`,
		`{"query":"{ services(where: {id: {in: [\"IT:old-course\"]}}) { id } }"}`:                                                   `{"data":{"services":[{"id":"IT:integration-programme"}]}}`,
		`{"query":"{ assess(country: \"IT\", asOf: \"2013-05-01\", persona: {nationality: THIRD_COUNTRY, holds: \"IT:article-18-permit\"}, entitlements: \"IT:old-course\") { held { given } results { outcome entitlement { id } } } }"}`: `{"data":{"assess":{"held":[{"given":"IT:permit-art18"}],"results":[{"outcome":"ENTITLED","entitlement":{"id":"IT:integration-programme"}}]}}}`,
		`{"query":"{ formerIds(sort: {id: ASC}) { id now { id } } }"}`: `{"data":{"formerIds":[{"id":"IT:article-18-permit","now":{"id":"IT:permit-art18"}},{"id":"IT:old-course","now":{"id":"IT:integration-programme"}}]}}`,
	} {
		for range 2 { // the second time from what is kept
			if _, got := send(t, h, query); got != want {
				t.Errorf("%s gives\n%s, want\n%s", query, got, want)
			}
		}
	}
}
