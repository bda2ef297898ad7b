package storetest

import (
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// handGraph is the benchmarks' data as somebody would hold it who writes the three
// answers by hand: Go values with pointers to each other, and loops that append.
type handGraph struct {
	countries     map[string]*handCountry
	organizations map[string]*handOrganization
}

type handCountry struct {
	code, name    string
	organizations []*handOrganization
	services      []*handService
}

type handOrganization struct {
	id, name string
	country  *handCountry
	services []*handService
}

type handService struct {
	id, name, from, length, sortKey string
	shelter                         bool
	providers                       []*handOrganization
	basis                           []*handProvision
}

type handProvision struct {
	locator    string
	instrument *handInstrument
}

type handInstrument struct{ id, name, celex string }

// newHandGraph makes the graph of a release.
func newHandGraph(model *schema.Schema, r *store.Release) *handGraph {
	g := &handGraph{map[string]*handCountry{}, map[string]*handOrganization{}}
	provisions, instruments := map[string]*handProvision{}, map[string]*handInstrument{}
	for _, kind := range []string{"Country", "LegalInstrument", "Organization", "Provision", "Service"} {
		for i := range r.Records {
			if r.Records[i].Type != kind {
				continue
			}
			h := handRecord{model.Node(kind), &r.Records[i]}
			switch kind {
			case "Country":
				g.countries[h.ID] = &handCountry{code: h.text("code"), name: h.text("name_en")}
			case "LegalInstrument":
				instruments[h.ID] = &handInstrument{h.ID, h.text("name_en"), h.text("celex")}
			case "Organization":
				o := &handOrganization{id: h.ID, name: h.text("name_en"), country: g.countries[h.edges("country")[0]]}
				o.country.organizations = append(o.country.organizations, o)
				g.organizations[h.ID] = o
			case "Provision":
				provisions[h.ID] = &handProvision{h.text("locator"), instruments[h.edges("instrument")[0]]}
			case "Service":
				g.service(h, provisions)
			}
		}
	}
	return g
}

func (g *handGraph) service(h handRecord, provisions map[string]*handProvision) {
	s := &handService{
		id: h.ID, name: h.text("name_en"), from: h.text("from"), length: h.text("duration_length"),
		shelter: slices.Contains(h.edges("types"), "CORE:shelter"),
	}
	s.sortKey = schema.SortKey(s.name)
	for _, id := range h.edges("providers") {
		s.providers = append(s.providers, g.organizations[id])
		g.organizations[id].services = append(g.organizations[id].services, s)
	}
	for _, id := range h.edges("legalBasis") {
		s.basis = append(s.basis, provisions[id])
	}
	c := g.countries[h.edges("country")[0]]
	c.services = append(c.services, s)
}

// handRecord reads a record by names.
type handRecord struct {
	node *schema.Node
	*store.Record
}

func (h handRecord) text(column string) string { return h.Props[h.node.Property(column).Index].Text }

func (h handRecord) edges(field string) []string {
	return h.Record.Edges[h.node.Field(field).Relationship.Index]
}

// provider answers Q1.
func (g *handGraph) provider(dst []byte, id string) []byte {
	o := g.organizations[id]
	dst = append(dst, `{"id":`...)
	dst = store.AppendString(dst, o.id)
	dst = append(dst, `,"name":`...)
	dst = store.AppendString(dst, o.name)
	dst = append(dst, `,"country":{"code":`...)
	dst = store.AppendString(dst, o.country.code)
	dst = append(dst, `,"name":`...)
	dst = store.AppendString(dst, o.country.name)
	dst = append(dst, `},"services":[`...)
	for i, s := range o.services {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"id":`...)
		dst = store.AppendString(dst, s.id)
		dst = append(dst, `,"name":`...)
		dst = store.AppendString(dst, s.name)
		dst = append(dst, `,"duration":{"length":`...)
		dst = store.AppendString(dst, s.length)
		dst = append(dst, `},"legalBasis":[`...)
		for j, p := range s.basis {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"locator":`...)
			dst = store.AppendString(dst, p.locator)
			dst = append(dst, `,"instrument":{"name":`...)
			dst = store.AppendString(dst, p.instrument.name)
			dst = append(dst, `,"celex":`...)
			dst = store.AppendString(dst, p.instrument.celex)
			dst = append(dst, "}}"...)
		}
		dst = append(dst, "]}"...)
	}
	return append(dst, "]}"...)
}

// shelters answers Q2.
func (g *handGraph) shelters(dst []byte, country string, limit int) []byte {
	var found []*handService
	for _, s := range g.countries[country].services {
		if s.shelter {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b *handService) int { return strings.Compare(a.sortKey, b.sortKey) })
	dst = append(dst, '[')
	for i, s := range found[:min(limit, len(found))] {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"id":`...)
		dst = store.AppendString(dst, s.id)
		dst = append(dst, `,"name":`...)
		dst = store.AppendString(dst, s.name)
		dst = append(dst, `,"from":`...)
		dst = store.AppendString(dst, s.from)
		dst = append(dst, `,"providers":[`...)
		for j, o := range s.providers {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"id":`...)
			dst = store.AppendString(dst, o.id)
			dst = append(dst, `,"name":`...)
			dst = store.AppendString(dst, o.name)
			dst = append(dst, '}')
		}
		dst = append(dst, `],"legalBasis":[`...)
		for j, p := range s.basis {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"locator":`...)
			dst = store.AppendString(dst, p.locator)
			dst = append(dst, `,"instrument":{"id":`...)
			dst = store.AppendString(dst, p.instrument.id)
			dst = append(dst, `,"name":`...)
			dst = store.AppendString(dst, p.instrument.name)
			dst = append(dst, "}}"...)
		}
		dst = append(dst, "]}"...)
	}
	return append(dst, ']')
}

// country answers Q3.
func (g *handGraph) country(dst []byte, code string) []byte {
	c := g.countries[code]
	dst = append(dst, `{"name":`...)
	dst = store.AppendString(dst, c.name)
	dst = append(dst, `,"organizations":[`...)
	for i, o := range c.organizations {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"id":`...)
		dst = store.AppendString(dst, o.id)
		dst = append(dst, `,"name":`...)
		dst = store.AppendString(dst, o.name)
		dst = append(dst, `,"services":[`...)
		for j, s := range o.services {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"name":`...)
			dst = store.AppendString(dst, s.name)
			dst = append(dst, `,"legalBasis":[`...)
			for k, p := range s.basis {
				if k > 0 {
					dst = append(dst, ',')
				}
				dst = append(dst, `{"locator":`...)
				dst = store.AppendString(dst, p.locator)
				dst = append(dst, `,"instrument":{"name":`...)
				dst = store.AppendString(dst, p.instrument.name)
				dst = append(dst, "}}"...)
			}
			dst = append(dst, "]}"...)
		}
		dst = append(dst, "]}"...)
	}
	return append(dst, "]}"...)
}
