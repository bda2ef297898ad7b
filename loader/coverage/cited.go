package coverage

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// Cited tells how much of a part of a document is cited.
type Cited struct {
	Document string  `json:"document"` // id
	Section  string  `json:"section"`  // its heading
	First    int     `json:"first"`    // its first line
	Last     int     `json:"last"`     // its last line, inclusive
	Lines    int     `json:"lines"`    // of them, how many are cited; blank ones are lines too
	Passages int     `json:"passages"` // that begin in it
	Gaps     []Range `json:"gaps"`     // lines that nobody cites, the longest first
}

// Range is a run of lines, both ends inclusive.
type Range struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Lines counts the lines of a range.
func (r Range) Lines() int { return r.To - r.From + 1 }

// cited counts lines and passages of every part of every document.
func (w *walk) cited(records []store.Record) []Cited {
	lines, begin := map[string]map[int]bool{}, map[string][]int{}
	for _, record := range records {
		if record.Type != "SourcePassage" {
			continue
		}
		for _, document := range w.targets(record, "document") {
			if lines[document] == nil {
				lines[document] = map[int]bool{}
			}
			ranges := readLines(w.text(record, "lines"))
			for i, r := range ranges {
				if i == 0 {
					begin[document] = append(begin[document], r.From)
				}
				for line := r.From; line <= r.To; line++ {
					lines[document][line] = true
				}
			}
		}
	}
	list := []Cited{}
	for _, record := range records {
		if record.Type != "SourceSection" {
			continue
		}
		for _, document := range w.targets(record, "document") {
			c := Cited{Document: document, Section: w.entry(record).Name, Gaps: []Range{},
				First: w.number(record, "firstLine"), Last: w.number(record, "lastLine")}
			c.count(lines[document], begin[document])
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b Cited) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.First, b.First))
	})
	return list
}

// count goes through the lines of one part.
func (c *Cited) count(cited map[int]bool, begin []int) {
	gap := Range{From: c.First}
	for line := c.First; line <= c.Last+1; line++ {
		if line <= c.Last && !cited[line] {
			continue
		}
		if gap.To = line - 1; gap.From <= gap.To {
			c.Gaps = append(c.Gaps, gap)
		}
		gap.From = line + 1
		if line <= c.Last {
			c.Lines++
		}
	}
	slices.SortStableFunc(c.Gaps, func(a, b Range) int { return cmp.Compare(b.Lines(), a.Lines()) })
	for _, line := range begin {
		if c.First <= line && line <= c.Last {
			c.Passages++
		}
	}
}

// readLines reads 828,835-836, as passages have them.
func readLines(text string) []Range {
	var list []Range
	for part := range strings.SplitSeq(text, ",") {
		from, to, between := strings.Cut(part, "-")
		if !between {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 == nil && err2 == nil {
			list = append(list, Range{first, last})
		}
	}
	return list
}

func (w *walk) number(record store.Record, field string) int {
	f := w.model.Node(record.Type).Field(field)
	if f == nil || f.Property == nil || record.Props[f.Property.Index].Kind != schema.IntValue {
		return 0
	}
	return int(record.Props[f.Property.Index].Int)
}
