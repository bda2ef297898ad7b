package storetest

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"waymark/graph/store"
	"waymark/schema"
)

// The data of the benchmarks, over the schema of the product:
//
//	27 countries, 2,000 instruments with a provision each, 5,000 organizations and
//	50,000 services; 100,000 relationships from services to one organization and
//	one provision each, besides those to country, type and instrument.
//
//	Concept ◄─OF_TYPE── Service ──PROVIDED_BY──► Organization
//	                       └──HAS_LEGAL_BASIS──► Provision ──PART_OF──► LegalInstrument
//	            all of a country, and each ──IN_COUNTRY──► Country
const (
	dataInstruments   = 2_000
	dataOrganizations = 5_000
	dataServices      = 50_000
)

// dataCountries are the countries of the benchmarks' data, in byte order.
func dataCountries() []string {
	return []string{
		"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
		"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
	}
}

// dataTypes are the types of its services.
func dataTypes() []string {
	return []string{"counselling", "health", "interpretation", "language", "legal-advice", "return", "shelter", "work"}
}

// Product reads the schema of the product.
func Product(t testing.TB) *schema.Schema {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// DataRelease gives the data of the benchmarks as a release.
func DataRelease(t testing.TB, model *schema.Schema) *store.Release {
	t.Helper()
	r := &store.Release{Info: store.Info{AsOf: "2026-11-25", Schema: model.Hash}}
	for record, err := range Data(model) {
		if err != nil {
			t.Fatal(err)
		}
		for _, targets := range record.Edges {
			r.Info.Edges += len(targets)
		}
		r.Records = append(r.Records, record)
	}
	r.Info.Nodes = len(r.Records)
	if !slices.IsSortedFunc(r.Records, func(a, b store.Record) int {
		return order(schema.Text(a.ID), schema.Text(b.ID))
	}) {
		t.Fatal("storetest: the data is not in id order")
	}
	r.Info.ID = store.Hash(r)
	return r
}

// Data gives the records of the benchmarks one after the other, in id order and
// always the same, holding none of them. An error ends it.
func Data(model *schema.Schema) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		for e := range dataEntries() {
			record, err := e.record(model, nil)
			if err != nil {
				yield(record, fmt.Errorf("%s: %w", e.id, err))
				return
			}
			if !yield(record, nil) {
				return
			}
		}
	}
}

func dataEntries() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for c, country := range dataCountries() {
			if country == "CY" && !dataConcepts(yield) { // CORE:… stands before CY
				return
			}
			if !dataCountry(c, country, yield) {
				return
			}
		}
	}
}

func dataConcepts(yield func(entry) bool) bool {
	for _, t := range dataTypes() {
		if !yield(entry{"Concept", "CORE:" + t, values{"jurisdiction": "CORE", "name_en": "Type " + t}, nil}) {
			return false
		}
	}
	return true
}

// dataCountry gives what belongs to the c-th country: every 27th of all.
func dataCountry(c int, country string, yield func(entry) bool) bool {
	of := func(total int) int { return (total - c + 26) / 27 }
	if !yield(entry{"Country", country, values{"jurisdiction": country, "code": country, "name_en": "Country " + country}, nil}) {
		return false
	}
	instruments, organizations := of(dataInstruments), of(dataOrganizations)
	for _, kind := range []struct {
		n    int
		make func(i int) entry
	}{
		{instruments, func(i int) entry { return dataInstrument(country, i) }},
		{organizations, func(i int) entry { return dataOrganization(country, i) }},
		{instruments, func(i int) entry { return dataProvision(country, i) }},
		{of(dataServices), func(i int) entry { return dataService(country, i, instruments, organizations) }},
	} {
		for i := range kind.n {
			if !yield(kind.make(i)) {
				return false
			}
		}
	}
	return true
}

func dataInstrument(country string, i int) entry {
	return entry{"LegalInstrument", fmt.Sprintf("%s:instrument-%02d", country, i), values{
		"jurisdiction": country, "name_en": fmt.Sprintf("Act %d of %s", i, country), "type": "ACT",
		"celex": fmt.Sprintf("7%s%05d", country, i), "from": dataDay(i), "read": []string{},
	}, edges{"country": {country}}}
}

func dataOrganization(country string, i int) entry {
	return entry{"Organization", fmt.Sprintf("%s:organization-%03d", country, i), values{
		"jurisdiction": country, "name_en": fmt.Sprintf("Organization \"%d\" of %s", i, country), "sector": pickOf(i, "PUBLIC", "PRIVATE"),
		"url": fmt.Sprintf("https://%d.example/%s", i, country), "isClass": i%10 == 0, "read": []string{},
	}, edges{"country": {country}}}
}

func dataProvision(country string, i int) entry {
	return entry{"Provision", fmt.Sprintf("%s:provision-%02d", country, i), values{
		"jurisdiction": country, "locator": fmt.Sprint(1 + i%40), "read": []string{},
	}, edges{"instrument": {fmt.Sprintf("%s:instrument-%02d", country, i)}}}
}

func dataService(country string, i, instruments, organizations int) entry {
	// Steps that share no factor with the numbers of ends spread services evenly.
	return entry{"Service", fmt.Sprintf("%s:service-%04d", country, i), values{
		"jurisdiction": country, "name_en": fmt.Sprintf("Service %d of %s", i*7919%dataServices, country), "delivery": pickOf(i, "SPECIALISED", "MAINSTREAM"),
		"duration_length": pickOf(i, "P6M", "P1Y"), "from": dataDay(i), "read": []string{"AB 2026-07-01"},
	}, edges{
		"country": {country}, "types": {"CORE:" + pickOf(i, dataTypes()...)},
		"providers":  {fmt.Sprintf("%s:organization-%03d", country, i*11%organizations)},
		"legalBasis": {fmt.Sprintf("%s:provision-%02d", country, i*13%instruments)},
	}}
}

func pickOf(i int, list ...string) string { return list[i%len(list)] }

func dataDay(i int) string {
	return fmt.Sprintf("%d-%02d-%02d", 1990+i%25, 1+i%12, 1+i%28)
}
