package coverage

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/schema"
)

// Options say what a report is about. The zero value is right.
type Options struct {
	// Before is the day before which what is known is overdue for a check, ISO 8601.
	// Empty: a year before the release's own day.
	Before string
	// Places tell where entries are written, by id; nil: not known.
	Places map[string]schema.Pos
	// Wanted are the legal bases that stewards have not found.
	Wanted []loader.Wanted
}

// Report is what a release holds, and what is left to do.
type Report struct {
	Release       string     `json:"release"`
	AsOf          string     `json:"asOf"`
	Before        string     `json:"before"`        // what is known to an earlier day is overdue
	Jurisdictions []string   `json:"jurisdictions"` // countries by code, then the others
	Kinds         []Count    `json:"kinds"`         // facts by kind of entry, as seed files name it
	Facts         []int      `json:"facts"`         // their sums, by place in Jurisdictions
	Themes        []Count    `json:"themes"`        // entries by theme
	Conflicts     []Conflict `json:"conflicts"`     // open ones
	Unknowns      []Unknown  `json:"unknowns"`
	Wanted        []Wanted   `json:"wanted"`
	Overdue       []Overdue  `json:"overdue"`      // the oldest first
	OverdueKinds  []Count    `json:"overdueKinds"` // how many by kind of entry
	Cited         []Cited    `json:"cited"`        // documents with lines, part by part
}

// Count counts one thing in each jurisdiction.
type Count struct {
	Name string `json:"name"`
	Of   []int  `json:"of"` // by place in Report.Jurisdictions
}

// Entry is what an item of the report is about.
type Entry struct {
	ID    string `json:"id"`
	Type  string `json:"type"`            // of the SDL
	Name  string `json:"name,omitempty"`  // what people call it; empty: nothing
	Place string `json:"place,omitempty"` // file:line:col; empty: not known
}

// Conflict is a difference between sources that nobody has settled.
type Conflict struct {
	Entry
	Kind  string   `json:"kind"`
	About []string `json:"about"`
	Open  string   `json:"open,omitempty"` // why
}

// Unknown is something of which a source tells only that it exists, or that cannot
// be read in it.
type Unknown struct {
	Entry
	Field   string `json:"field,omitempty"` // empty: the whole entry
	Because string `json:"because,omitempty"`
}

// Wanted is a legal basis that nobody has found.
type Wanted struct {
	Entry
	Find string `json:"find"`
}

// Overdue is an entry that still holds, as far as anybody knows, and was not
// checked for long.
type Overdue struct {
	Entry
	KnownTo string `json:"knownTo,omitempty"` // ISO 8601; empty: no day is known
}

// Of makes the report of a release.
func Of(model *schema.Schema, release *store.Release, o Options) *Report {
	r := &Report{Release: release.Info.ID, AsOf: release.Info.AsOf, Before: o.Before,
		Conflicts: []Conflict{}, Unknowns: []Unknown{}, Wanted: []Wanted{}, Overdue: []Overdue{}}
	if r.Before == "" {
		if day, err := time.Parse(time.DateOnly, r.AsOf); err == nil {
			r.Before = day.AddDate(-1, 0, 0).Format(time.DateOnly)
		}
	}
	w := &walk{model: model, report: r, places: o.Places, records: map[string]store.Record{}}
	for _, record := range release.Records {
		w.records[record.ID] = record
	}
	w.jurisdictions(release.Records)
	for _, record := range release.Records {
		w.record(record)
	}
	for _, wanted := range o.Wanted {
		entry := w.entry(w.records[wanted.Of])
		entry.Place = wanted.Pos.String()
		r.Wanted = append(r.Wanted, Wanted{entry, wanted.Find})
	}
	w.counts()
	slices.SortStableFunc(r.Overdue, func(a, b Overdue) int { return cmp.Compare(a.KnownTo, b.KnownTo) })
	r.Cited = w.cited(release.Records)
	return r
}

// walk is one way through a release.
type walk struct {
	model   *schema.Schema
	report  *Report
	places  map[string]schema.Pos
	records map[string]store.Record
	kinds   map[string][]int // facts by section
	themes  map[string][]int // entries by id of the theme
	old     map[string][]int // what is overdue, by section
}

// notCountries are the jurisdictions that are no country, in the order in which
// they are told.
func notCountries() []string { return []string{"EU", "INT", "CORE"} }

func (w *walk) jurisdictions(records []store.Record) {
	var countries, others []string
	for _, record := range records {
		j := w.text(record, "jurisdiction")
		switch {
		case slices.Contains(countries, j) || slices.Contains(others, j):
		case slices.Contains(notCountries(), j):
			others = append(others, j)
		default:
			countries = append(countries, j)
		}
	}
	slices.Sort(countries)
	slices.SortFunc(others, func(a, b string) int {
		return cmp.Compare(slices.Index(notCountries(), a), slices.Index(notCountries(), b))
	})
	w.report.Jurisdictions = append(countries, others...)
	w.kinds, w.themes, w.old = map[string][]int{}, map[string][]int{}, map[string][]int{}
}

// add counts n in a jurisdiction.
func (w *walk) add(counts map[string][]int, name string, of store.Record, n int) {
	if counts[name] == nil {
		counts[name] = make([]int, len(w.report.Jurisdictions))
	}
	counts[name][slices.Index(w.report.Jurisdictions, w.text(of, "jurisdiction"))] += n
}

func (w *walk) record(record store.Record) {
	n := w.model.Node(record.Type)
	if n.Sourced {
		w.add(w.kinds, kind(n), record, w.facts(n, record))
	}
	for _, r := range n.Outgoing {
		for _, target := range record.Edges[r.Index] {
			if r.Type == "HAS_THEME" {
				w.add(w.themes, target, record, 1)
			}
		}
	}
	w.unknown(n, record)
	switch {
	case n.Name == "Conflict" && w.text(record, "isOpen") == "true":
		w.report.Conflicts = append(w.report.Conflicts, Conflict{Entry: w.entry(record),
			Kind: w.text(record, "kind"), About: w.targets(record, "about"), Open: w.text(record, "open")})
	case n.Dated:
		w.overdue(record)
	}
}

// facts counts what a record says. What it takes over from its file, or what
// follows from the rest, is not counted.
func (w *walk) facts(n *schema.Node, record store.Record) int {
	facts := 0
	for _, f := range n.Fields {
		if f.Seed.Form == schema.Derived || slices.Contains([]string{"id", "knownTo", "read"}, f.Name) {
			continue
		}
		properties := f.Localized
		switch {
		case f.Property != nil:
			properties = []*schema.Property{f.Property}
		case f.Embedded != nil:
			if slices.ContainsFunc(f.Embedded.Fields, func(inner *schema.Field) bool {
				return inner.Property != nil && !record.Props[inner.Property.Index].IsNull()
			}) {
				facts++
			}
		case f.Relationship != nil && f.Relationship.Index >= 0:
			facts += len(record.Edges[f.Relationship.Index])
		}
		for _, p := range properties {
			if v := record.Props[p.Index]; !v.IsNull() && (v.Kind != schema.ListValue || len(v.List) > 0) {
				facts++
			}
		}
	}
	return facts
}

// unknown finds cells that cannot be read and values of which only the existence is
// told.
func (w *walk) unknown(n *schema.Node, record store.Record) {
	if n.Name == "UnreadableCell" {
		w.report.Unknowns = append(w.report.Unknowns, Unknown{Entry: w.entry(record), Because: w.text(record, "because")})
	}
	for _, f := range n.Fields {
		if why := w.text(record, f.Name); f.Name == "unknown" && why != "" {
			w.report.Unknowns = append(w.report.Unknowns, Unknown{Entry: w.entry(record), Because: why})
		}
		if f.Embedded == nil {
			continue
		}
		for _, inner := range f.Embedded.Fields {
			if inner.Name == "printed" && record.Props[inner.Property.Index].Text == "unknown" {
				w.report.Unknowns = append(w.report.Unknowns, Unknown{Entry: w.entry(record), Field: f.Seed.Key})
			}
		}
	}
}

// overdue keeps what still holds and is not known to hold up to the day that the
// report is asked for. Roles and completenesses are checked with what makes them.
func (w *walk) overdue(record store.Record) {
	known, to := w.text(record, "knownTo"), w.text(record, "to")
	made := record.Type == "Role" || record.Type == "Completeness"
	if made || known >= w.report.Before || to != "" && to <= w.report.Before {
		return
	}
	w.report.Overdue = append(w.report.Overdue, Overdue{w.entry(record), known})
	w.add(w.old, kind(w.model.Node(record.Type)), record, 1)
}

// kind names a type as people do: by its section in seed files.
func kind(n *schema.Node) string { return strings.ReplaceAll(n.Section, "_", " ") }

// counts puts the counts in the order of the SDL, themes by their names.
func (w *walk) counts() {
	w.report.Kinds, w.report.OverdueKinds = w.inOrder(w.kinds), w.inOrder(w.old)
	w.report.Facts = make([]int, len(w.report.Jurisdictions))
	for _, c := range w.report.Kinds {
		for i, n := range c.Of {
			w.report.Facts[i] += n
		}
	}
	w.report.Themes = []Count{}
	for id, of := range w.themes {
		w.report.Themes = append(w.report.Themes, Count{w.entry(w.records[id]).Name, of})
	}
	slices.SortFunc(w.report.Themes, func(a, b Count) int { return cmp.Compare(a.Name, b.Name) })
}

func (w *walk) inOrder(counts map[string][]int) []Count {
	list := []Count{}
	for _, n := range w.model.Nodes {
		if of := counts[kind(n)]; of != nil {
			list = append(list, Count{kind(n), of})
		}
	}
	return list
}

// entry names a record.
func (w *walk) entry(record store.Record) Entry {
	e := Entry{ID: record.ID, Type: record.Type}
	for _, field := range []string{"name", "title", "question"} {
		if e.Name = w.text(record, field); e.Name != "" {
			break
		}
	}
	if pos, ok := w.places[record.ID]; ok {
		e.Place = pos.String()
	}
	return e
}

// text gives a field's value as text, of localized ones the first; empty: none.
func (w *walk) text(record store.Record, field string) string {
	f := w.model.Node(record.Type).Field(field)
	if f == nil {
		return ""
	}
	properties := f.Localized
	if f.Property != nil {
		properties = []*schema.Property{f.Property}
	}
	for _, p := range properties {
		switch v := record.Props[p.Index]; v.Kind {
		case schema.TextValue:
			return v.Text
		case schema.BoolValue:
			if v.Bool {
				return "true"
			}
			return "false"
		}
	}
	return ""
}

func (w *walk) targets(record store.Record, field string) []string {
	f := w.model.Node(record.Type).Field(field)
	if f == nil || f.Relationship == nil || f.Relationship.Index < 0 {
		return nil
	}
	return record.Edges[f.Relationship.Index]
}
