package coverage_test

import (
	"slices"
	"strings"
	"testing"

	"waymark/graph/store"
	"waymark/schema"
)

// TestNumbers: every number that the report prints is known. It is known if
//
//   - a passage that has its line and, in its quote, the number, is cited for an entry
//     that holds it as a value, or for a claim whose value has it; or
//   - the list says so: `= entry` for a number that another entry holds, because it
//     is repeated here or counts the terms of a scheme; `= entry entry …` for one that
//     counts just these entries; else a reason why it is no fact.
//
// A number is what numerals reads, an entry holds what values gives. A name, a note,
// a definition or a summary holds nothing: a number that only they have is not known.
// An item of the list that has no number left to speak of is a fault too.
func TestNumbers(t *testing.T) {
	t.Parallel()
	const list = "testdata/fiit/numbers.txt"
	text := reportText(t)
	model, release := examine(t)
	g := graph{map[string]record{}, map[string][]string{}}
	for _, r := range release.Records {
		g.records[r.ID] = record{model.Node(r.Type), r}
	}
	g.backwards(release)
	held := g.held(passages(t, model, release))
	left := map[int][]numeral{}
	for _, n := range numerals(text) {
		if !held[place{n.line, n.value}] {
			left[n.line] = append(left[n.line], n)
		}
	}
	for _, r := range reasons(t, list) {
		g.strike(t, r, text, left)
	}
	for i, line := range text {
		for _, n := range left[i+1] {
			t.Errorf("line %d: no entry that is cited there holds %q; give it a value, or say in %s why it is none:\n%s", i+1, n.words, list, line)
		}
	}
}

// place is a number on a line.
type place struct {
	line  int
	value float64
}

// graph finds entries by id, and what leads to them.
type graph struct {
	records map[string]record
	to      map[string][]string // conditions by their rule, concepts by their scheme
}

func (g graph) backwards(release *store.Release) {
	for _, r := range release.Records {
		field := map[string]string{"Condition": "rule", "Concept": "scheme"}[r.Type]
		if field == "" {
			continue
		}
		for _, target := range g.records[r.ID].targets(field) {
			g.to[target] = append(g.to[target], r.ID)
		}
	}
}

// held gives the numbers that are known by an entry that is cited where they stand.
func (g graph) held(passages map[string]quoted) map[place]bool {
	held := map[place]bool{}
	for _, r := range g.records {
		if r.Type != "Statement" {
			continue
		}
		p, ok := passages[r.targets("passage")[0]]
		if !ok {
			continue
		}
		known := append(read(r.text("value")), g.values(r.targets("about")[0])...)
		for _, n := range numerals([]string{p.quote}) {
			if slices.Contains(known, n.value) {
				for _, line := range p.lines {
					held[place{line, n.value}] = true
				}
			}
		}
	}
	return held
}

// values gives the numbers that an entry holds: its numbers, dates as exact as they
// are known, durations, value objects with the words that they were read from, and
// the texts that name a number; for a rule those of its conditions too.
func (g graph) values(id string) []float64 {
	r := g.records[id]
	var list []float64
	for _, f := range r.node.Fields {
		switch {
		case f.Name == "order" || f.Name == "knownTo":
		case f.Property != nil && f.Property.Type == schema.Date:
			list = append(list, r.date(f.Name)...)
		case f.Property != nil && (f.Property.Type != schema.String || slices.Contains(numbering(), f.Name)):
			list = append(list, of(f.Property, r)...)
		case f.Embedded != nil:
			for _, inner := range f.Embedded.Fields {
				if inner.Property != nil && (inner.Property.Type != schema.String || inner.Name == "printed") {
					list = append(list, of(inner.Property, r)...)
				}
			}
		}
	}
	for _, from := range g.to[id] {
		if c := g.records[from]; c.Type == "Condition" {
			list = append(list, of(c.node.Field("values").Property, c)...)
		}
	}
	return list
}

// numbering are the texts that hold numbers: how many said so, and by what numbers
// instruments, provisions, works and questions are known.
func numbering() []string {
	return []string{"howMany", "number", "scale", "citedAs", "pages", "locator", "celex", "localId", "alsoCalled", "publishedIn"}
}

// of reads the numbers of one property.
func of(p *schema.Property, r record) []float64 {
	if !slices.Contains([]schema.Type{schema.Int, schema.Float, schema.Duration, schema.String}, p.Type) {
		return nil
	}
	v := r.Props[p.Index]
	all := v.List
	if v.Kind != schema.ListValue {
		all = []schema.Value{v}
	}
	var list []float64
	for _, v := range all {
		switch v.Kind {
		case schema.IntValue:
			list = append(list, float64(v.Int))
		case schema.FloatValue:
			list = append(list, v.Float)
		case schema.TextValue:
			list = append(list, read(v.Text)...)
		}
	}
	return list
}

// date reads a year, a month and a day, as many as are known.
func (r record) date(field string) []float64 {
	known := read(strings.ReplaceAll(r.text(field), "-", " "))
	precision := r.node.Field(field + "Precision")
	if len(known) == 0 || precision == nil {
		return known
	}
	switch r.text(precision.Name) {
	case "YEAR":
		return known[:1]
	case "MONTH":
		return known[:2]
	}
	return known
}

// read gives the numbers of a text.
func read(text string) []float64 {
	var list []float64
	for _, n := range numerals([]string{text}) {
		list = append(list, n.value)
	}
	return list
}

// strike takes the numbers out that an item of the list speaks of: lines, a number
// as printed or * for all that are left, and what is said of them.
func (g graph) strike(t *testing.T, r reason, text []string, left map[int][]numeral) {
	t.Helper()
	number, why, _ := strings.Cut(r.why, " ")
	if why == "" {
		t.Errorf("%s: no reason is given", r.at)
	}
	for _, s := range spans(t, r.place) {
		for line := s.from; line <= min(s.to, len(text)); line++ {
			kept := slices.DeleteFunc(slices.Clone(left[line]), func(n numeral) bool {
				if number != "*" && !strings.EqualFold(n.words, number) {
					return false
				}
				if ids, same := strings.CutPrefix(why, "= "); same {
					g.same(t, r, n, strings.Fields(ids))
				}
				return true
			})
			if len(kept) == len(left[line]) && !isBlank(text[line-1]) {
				t.Errorf("%s: line %d has no number %s of which no entry is known; take it out of the list", r.at, line, number)
			}
			left[line] = kept
		}
	}
}

// same: one entry holds the number, or is a scheme of so many terms; or it counts the
// entries that are named.
func (g graph) same(t *testing.T, r reason, n numeral, ids []string) {
	t.Helper()
	for _, id := range ids {
		if _, ok := g.records[id]; !ok {
			t.Errorf("%s: there is no %s", r.at, id)
			return
		}
	}
	distinct := len(slices.Compact(slices.Sorted(slices.Values(ids))))
	if n.value == float64(distinct) || len(ids) == 1 && (slices.Contains(g.values(ids[0]), n.value) || n.value == float64(len(g.to[ids[0]]))) {
		return
	}
	t.Errorf("%s: %q is not the number of %s", r.at, n.words, strings.Join(ids, " "))
}
