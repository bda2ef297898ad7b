package main

import (
	"fmt"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// asOf is the day that all questions ask for.
const asOf = "2013-05-01"

// generate makes the graph, the same one each time: the data of the store's own
// benchmarks with more of what the date predicates decide on. Returns an error if
// the SDL no longer has what the graph is made of.
func generate(model *schema.Schema) (*store.Release, error) {
	r := &store.Release{Info: store.Info{AsOf: asOf, Schema: model.Hash}}
	seen := map[string]int{} // by type
	for record, err := range storetest.Data(model) {
		if err != nil {
			return nil, fmt.Errorf("generate data: %w", err)
		}
		for column, text := range more(record, seen[record.Type]) {
			p := model.Node(record.Type).Property(column)
			if p == nil {
				return nil, fmt.Errorf("generate data: %s has no column %s", record.Type, column)
			}
			record.Props[p.Index] = schema.Text(text)
		}
		seen[record.Type]++
		for _, targets := range record.Edges {
			r.Info.Edges += len(targets)
		}
		r.Records = append(r.Records, record)
	}
	slices.SortFunc(r.Records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	r.Info.Nodes = len(r.Records)
	r.Info.ID = store.Hash(r)
	return r, nil
}

// more gives columns of the i-th record of a type: codes of the kinds of services,
// and dates before, around and after the day that is asked for.
func more(r store.Record, i int) map[string]string {
	columns := map[string]string{}
	switch r.Type {
	case "Concept":
		columns["code"] = strings.TrimPrefix(r.ID, "CORE:")
	case "Organization":
		if i%3 != 0 {
			columns["from"] = fmt.Sprintf("%d-06-01", 1995+i%15)
		}
		if i%50 == 49 {
			columns["to"] = "2012-01-01"
		}
	case "Service":
		switch i % 11 {
		case 5:
			columns["to"] = "2013-01-01"
		case 7:
			columns["to"] = "2014-01-01"
		}
	}
	return columns
}

// holding gives the ids of the records of a type that hold on the day that is
// asked for.
func holding(model *schema.Schema, r *store.Release, typ string) []string {
	var ids []string
	end := model.Node(typ).Property("to")
	for _, record := range r.Records {
		if record.Type != typ || end != nil && !record.Props[end.Index].IsNull() && record.Props[end.Index].Text <= asOf {
			continue
		}
		ids = append(ids, record.ID)
	}
	return ids
}
