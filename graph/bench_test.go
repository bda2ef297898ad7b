package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/graph"
	"waymark/graph/memstore"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// The graph of the benchmark: 100,000 relationships and some more.
const (
	benchInstruments = 2_000
	benchProviders   = 5_000
	benchServices    = 50_000
)

func benchCountries() []string {
	return strings.Fields("AT BE BG CY CZ DE DK EE ES FI FR GB GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
}

// benchQuery asks for one country with all of its providers, services and bases.
const benchQuery = `query ($code: CountryCode!) { country(code: $code) { code name
	organizations { id name sector services { id name legalBasis { id locator } } } } }`

// The same graph as plain Go values, which the hand-coded writer walks.
type (
	benchCountry struct {
		code, name string
		providers  []*benchProvider
	}
	benchProvider struct {
		id, name, sector string
		services         []*benchService
	}
	benchService struct {
		id, name string
		bases    []*benchBasis
	}
	benchBasis struct{ id, locator string }
)

// benchData makes both forms of the graph.
func benchData(model *schema.Schema) (*store.Release, map[string]*benchCountry) {
	var records []store.Record
	add := func(typ, id string, props map[string]string, edges map[string]string) {
		records = append(records, benchRecord(model.Node(typ), id, props, edges))
	}
	codes, byCode := benchCountries(), map[string]*benchCountry{}
	for _, code := range codes {
		add("Country", code, map[string]string{"code": code, "name_en": "Country " + code}, nil)
		byCode[code] = &benchCountry{code: code, name: "Country " + code}
	}
	bases := make([]*benchBasis, benchInstruments)
	for i := range bases {
		act := fmt.Sprintf("%s:act-%d", codes[i%len(codes)], i)
		bases[i] = &benchBasis{id: act + ":1", locator: strconv.Itoa(i%90 + 1)}
		add("LegalInstrument", act, map[string]string{"name": "Act " + strconv.Itoa(i)}, nil)
		add("Provision", bases[i].id, map[string]string{"locator": bases[i].locator}, map[string]string{"instrument": act})
	}
	providers := make([]*benchProvider, benchProviders)
	for i := range providers {
		c := byCode[codes[i%len(codes)]]
		p := &benchProvider{id: fmt.Sprintf("%s:body-%d", c.code, i), name: fmt.Sprintf("Provider %d", i), sector: "PRIVATE"}
		add("Organization", p.id, map[string]string{"name_en": p.name, "sector": p.sector}, map[string]string{"country": c.code})
		c.providers, providers[i] = append(c.providers, p), p
	}
	for i := range benchServices {
		p, basis := providers[i%len(providers)], bases[i%len(bases)]
		s := &benchService{id: fmt.Sprintf("%s:service-%d", p.id[:2], i), name: fmt.Sprintf("Service %d", i), bases: []*benchBasis{basis}}
		add("Service", s.id, map[string]string{"name_en": s.name},
			map[string]string{"providers": p.id, "legalBasis": basis.id, "country": p.id[:2]})
		p.services = append(p.services, s)
	}
	for _, c := range byCode {
		slices.SortFunc(c.providers, func(a, b *benchProvider) int { return strings.Compare(a.id, b.id) })
		for _, p := range c.providers {
			slices.SortFunc(p.services, func(a, b *benchService) int { return strings.Compare(a.id, b.id) })
		}
	}
	slices.SortFunc(records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	r := &store.Release{Info: store.Info{AsOf: "2013-05-01", Schema: model.Hash, Nodes: len(records)}, Records: records}
	r.Info.ID = store.Hash(r)
	return r, byCode
}

func benchRecord(n *schema.Node, id string, props, edges map[string]string) store.Record {
	r := store.Record{Type: n.Name, ID: id, Props: make([]schema.Value, len(n.Properties)), Edges: make([][]string, len(n.Outgoing))}
	for i, p := range n.Properties {
		text, given := props[p.Column]
		switch {
		case p.Name == "id":
			r.Props[i] = schema.Text(id)
		case p.Name == "jurisdiction":
			r.Props[i] = schema.Text(id[:2])
		case given:
			r.Props[i] = schema.Text(text)
		case p.List:
			r.Props[i] = schema.Texts()
		case p.Type == schema.Boolean && p.NonNull:
			r.Props[i] = schema.Value{Kind: schema.BoolValue}
		}
	}
	for i, o := range n.Outgoing {
		if target := edges[o.Name]; target != "" {
			r.Edges[i] = []string{target}
		}
	}
	return r
}

// handCoded answers the one question as somebody would who had no other.
func handCoded(countries map[string]*benchCountry) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Variables struct{ Code string } }
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		b := append(make([]byte, 0, 256<<10), `{"data":{"country":`...)
		b = append(countries[asked.Variables.Code].append(b), `}}`...)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(b)))
		w.Write(b)
	})
}

func member(b []byte, key, text string) []byte {
	return store.AppendString(append(b, key...), text)
}

func (c *benchCountry) append(b []byte) []byte {
	b = member(b, `{"code":`, c.code)
	b = append(member(b, `,"name":`, c.name), `,"organizations":[`...)
	for i, p := range c.providers {
		if i > 0 {
			b = append(b, ',')
		}
		b = member(b, `{"id":`, p.id)
		b = member(b, `,"name":`, p.name)
		b = append(member(b, `,"sector":`, p.sector), `,"services":[`...)
		for j, s := range p.services {
			if j > 0 {
				b = append(b, ',')
			}
			b = s.append(b)
		}
		b = append(b, `]}`...)
	}
	return append(b, `]}`...)
}

func (s *benchService) append(b []byte) []byte {
	b = member(b, `{"id":`, s.id)
	b = append(member(b, `,"name":`, s.name), `,"legalBasis":[`...)
	for i, basis := range s.bases {
		if i > 0 {
			b = append(b, ',')
		}
		b = member(b, `{"id":`, basis.id)
		b = append(member(b, `,"locator":`, basis.locator), '}')
	}
	return append(b, `]}`...)
}

// BenchmarkHTTP asks a server with gqlgen, plan and store, and a hand-coded writer,
// in turns, so that a noisy moment hits both, and gives the medians and their ratio.
func BenchmarkHTTP(b *testing.B) {
	model := storetest.Model(b)
	release, countries := benchData(model)
	s, err := memstore.Open(model, release)
	if err != nil {
		b.Fatal(err)
	}
	ours := question(b, serve(b, s, func(c *graph.Config) { c.Model, c.Public = model, storetest.Public(b) }))
	hand := question(b, handCoded(countries))
	if got, want := ours(), hand(); got != want {
		b.Fatalf("the answers differ:\n%.300s\n%.300s", got, want)
	}
	var took [2][]time.Duration
	for b.Loop() {
		for i, ask := range []func() string{ours, hand} {
			start := time.Now()
			ask()
			took[i] = append(took[i], time.Since(start))
		}
	}
	b.ReportMetric(median(took[0]), "gqlgen-ns")
	b.ReportMetric(median(took[1]), "hand-ns")
	b.ReportMetric(median(took[0])/median(took[1]), "ratio")
}

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/2])
}

// question asks the question over loopback.
func question(b *testing.B, h http.Handler) func() string {
	s := httptest.NewServer(h)
	b.Cleanup(s.Close)
	body, err := json.Marshal(map[string]any{"query": benchQuery, "variables": map[string]string{"code": "FR"}})
	if err != nil {
		b.Fatal(err)
	}
	var answer bytes.Buffer
	return func() string {
		response, err := s.Client().Post(s.URL, "application/json", bytes.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		defer response.Body.Close()
		answer.Reset()
		if _, err := answer.ReadFrom(response.Body); err != nil || response.StatusCode != http.StatusOK {
			b.Fatalf("status %d, %v", response.StatusCode, err)
		}
		return answer.String()
	}
}
