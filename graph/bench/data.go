package main

import (
	"fmt"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// The size of the generated graph: every service has one provider and one legal
// basis, which are 100,000 relationships; what places things in countries, kinds
// and instruments comes on top.
const (
	instruments      = 2_000
	provisionsOfEach = 3
	providers        = 5_000
	services         = 50_000
	asOf             = "2013-05-01" // the day that all questions ask for
)

// countries are the codes of the countries, in their order.
func countries() []string {
	return strings.Fields("AT BE BG CY CZ DE DK EE ES FI FR GB GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
}

// kinds are the kinds of services. One in five services is a shelter.
func kinds() []string {
	return []string{"Shelter", "Counselling", "Legal aid", "Health care", "Language course"}
}

func kindCode(kind string) string { return strings.ReplaceAll(strings.ToLower(kind), " ", "-") }

// generate makes the graph: the same one each time. Returns an error if the SDL
// no longer has what the graph is made of.
//
//	Country ◄IN_COUNTRY─ LegalInstrument ◄PART_OF─ Provision
//	   ▲                                              ▲ HAS_LEGAL_BASIS
//	   ├──IN_COUNTRY─ Organization ◄PROVIDED_BY─── Service ─OF_TYPE─► Concept
//	   └──IN_COUNTRY──────────────────────────────────┘
func generate(model *schema.Schema) (*store.Release, error) {
	g := &generator{model: model}
	g.add("ConceptScheme", "CORE:service-kinds", values{"jurisdiction": "CORE", "code": "service-kinds", "name_en": "Kinds of services"}, nil)
	for _, kind := range kinds() {
		g.add("Concept", "CORE:"+kindCode(kind), values{"jurisdiction": "CORE", "code": kindCode(kind), "name_en": kind},
			edges{"scheme": "CORE:service-kinds"})
	}
	for _, code := range countries() {
		g.add("Country", code, values{"jurisdiction": code, "code": code, "name_en": "Country " + code}, nil)
	}
	for i := range instruments {
		g.instrument(i)
	}
	for i := range providers {
		g.provider(i)
	}
	for i := range services {
		g.service(i)
	}
	return g.release()
}

type values map[string]string // by column

type edges map[string]string // target by field

type generator struct {
	model   *schema.Schema
	records []store.Record
	err     error
}

// of is the country of the i-th thing of a kind.
func of(i int) string { return countries()[i%len(countries())] }

func instrumentID(i int) string { return fmt.Sprintf("%s:act-%04d", of(i), i) }

func provisionID(i, article int) string { return fmt.Sprintf("%s:%d", instrumentID(i), article) }

func providerID(i int) string { return fmt.Sprintf("%s:org-%04d", of(i), i) }

func (g *generator) instrument(i int) {
	id, country := instrumentID(i), of(i)
	g.add("LegalInstrument", id, values{
		"jurisdiction": country, "name_en": fmt.Sprintf("Act %04d of %d", i, 1990+i%20), "type": "ACT",
		"from": fmt.Sprintf("%d-01-01", 1990+i%20), "fromPrecision": "DAY",
	}, edges{"country": country})
	for article := 1; article <= provisionsOfEach; article++ {
		g.add("Provision", provisionID(i, article), values{"jurisdiction": country, "locator": fmt.Sprint(article)},
			edges{"instrument": id})
	}
}

// ended tells of which providers the end came before the day that is asked for.
func ended(provider int) bool { return provider%50 == 49 }

func (g *generator) provider(i int) {
	v := values{
		"jurisdiction": of(i), "name_en": fmt.Sprintf("Association %04d", i), "name_fr": fmt.Sprintf("Association n° %04d", i),
		"sector": "PRIVATE", "kind": "NGO", "isClass": "false",
	}
	if ended(i) {
		v["to"], v["toPrecision"] = "2012-01-01", "DAY"
	}
	g.add("Organization", providerID(i), v, edges{"country": of(i)})
}

// service makes a service of a provider in the provider's country, resting on a
// provision of a law of that country.
func (g *generator) service(i int) {
	provider := i % providers
	kind := kinds()[(i/providers+i)%len(kinds())]
	v := values{
		"jurisdiction": of(provider), "name_en": fmt.Sprintf("%s %05d “Città aperta”", kind, i), "delivery": "SPECIALISED",
	}
	if i%3 != 0 {
		v["from"], v["fromPrecision"] = fmt.Sprintf("%d-04-01", 2000+i%13), "DAY"
	}
	switch i % 11 {
	case 5: // ended
		v["to"], v["toPrecision"] = "2013-01-01", "DAY"
	case 7: // will end
		v["to"], v["toPrecision"] = "2014-01-01", "DAY"
	}
	law := provider%len(countries()) + len(countries())*(i%(instruments/len(countries())))
	g.add("Service", fmt.Sprintf("%s:service-%05d", of(provider), i), v, edges{
		"country": of(provider), "types": "CORE:" + kindCode(kind), "providers": providerID(provider),
		"legalBasis": provisionID(law, 1+i%provisionsOfEach),
	})
}

// add makes one record; after the first error it does nothing.
func (g *generator) add(typ, id string, v values, e edges) {
	if g.err != nil {
		return
	}
	n := g.model.Node(typ)
	if n == nil {
		g.err = fmt.Errorf("generate data: the SDL has no type %s", typ)
		return
	}
	r := store.Record{Type: typ, ID: id, Props: make([]schema.Value, len(n.Properties)), Edges: make([][]string, len(n.Outgoing))}
	v["id"] = id
	if n.Property("read") != nil {
		r.Props[n.Property("read").Index] = schema.Texts("AB 2013-06-30")
	}
	for column, text := range v {
		p := n.Property(column)
		if p == nil {
			g.err = fmt.Errorf("generate data: %s has no column %s", typ, column)
			return
		}
		r.Props[p.Index] = value(p, text)
	}
	for field, target := range e {
		f := n.Field(field)
		if f == nil || f.Relationship == nil || f.Relationship.Index < 0 {
			g.err = fmt.Errorf("generate data: %s stores no relationship %s", typ, field)
			return
		}
		r.Edges[f.Relationship.Index] = []string{target}
	}
	g.records = append(g.records, r)
}

func value(p *schema.Property, text string) schema.Value {
	if p.Type == schema.Boolean {
		return schema.Value{Kind: schema.BoolValue, Bool: text == "true"}
	}
	return schema.Text(text)
}

func (g *generator) release() (*store.Release, error) {
	if g.err != nil {
		return nil, g.err
	}
	slices.SortFunc(g.records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	r := &store.Release{Records: g.records, Info: store.Info{AsOf: asOf, Schema: g.model.Hash, Nodes: len(g.records)}}
	for _, record := range r.Records {
		for _, targets := range record.Edges {
			r.Info.Edges += len(targets)
		}
	}
	r.Info.ID = store.Hash(r)
	return r, nil
}
