package coverage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// width is how many columns a text may have, listed how many items of a kind it
// tells one by one.
const (
	width  = 80
	listed = 20
)

// JSON writes the whole report as one JSON object. Returns w's error.
func JSON(w io.Writer, r *Report) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

// Write writes the report for people, in 80 columns. Of long lists it tells the
// beginning; JSON has all. Returns w's error.
func Write(w io.Writer, r *Report) error {
	p := &printer{}
	p.linef("Release %.12s as of %s", r.Release, r.AsOf)
	p.table("Facts", r.Jurisdictions, slices.Concat(r.Kinds, []Count{{"all", r.Facts}}))
	p.table("Entries by theme", r.Jurisdictions, r.Themes)
	p.cited(r.Cited)
	p.conflicts(r.Conflicts)
	p.unknowns(r.Unknowns)
	p.wanted(r.Wanted)
	p.overdue(r)
	_, err := w.Write(p.out.Bytes())
	return err
}

type printer struct{ out bytes.Buffer }

func (p *printer) linef(format string, args ...any) {
	p.out.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (p *printer) heading(format string, args ...any) {
	p.out.WriteString("\n")
	p.linef(format, args...)
}

// table writes counts, so many jurisdictions side by side as the columns hold.
func (p *printer) table(title string, jurisdictions []string, rows []Count) {
	const label, column = 24, 7
	if len(rows) == 0 {
		return
	}
	for from := 0; from < len(jurisdictions); from += (width - label) / column {
		to := min(from+(width-label)/column, len(jurisdictions))
		p.out.WriteString("\n")
		line := cell(title, label)
		for _, j := range jurisdictions[from:to] {
			line += fmt.Sprintf("%*s", column, j)
		}
		p.linef("%s", line)
		for _, row := range rows {
			line := cell("  "+row.Name, label)
			for _, n := range row.Of[from:to] {
				line += strings.Repeat(" ", column-len(number(n))) + number(n)
			}
			p.linef("%s", line)
		}
	}
}

// number leaves nothing where there is nothing, so that gaps are seen.
func number(n int) string {
	if n == 0 {
		return "."
	}
	return fmt.Sprint(n)
}

// cell cuts or fills a text to so many columns.
func cell(s string, columns int) string {
	if n := utf8.RuneCountInString(s); n < columns {
		return s + strings.Repeat(" ", columns-n)
	}
	return string([]rune(s)[:columns-2]) + "… "
}

func (p *printer) cited(list []Cited) {
	if len(list) == 0 {
		return
	}
	p.heading("%s%8s%8s%10s  longest gaps", cell("Lines cited", 30), "lines", "cited", "passages")
	document := ""
	for _, c := range list {
		if c.Document != document {
			document = c.Document
			p.linef("  %s", document)
		}
		var gaps []string
		for _, gap := range c.Gaps[:min(2, len(c.Gaps))] {
			gaps = append(gaps, fmt.Sprintf("%d-%d", gap.From, gap.To))
		}
		p.linef("%s%8d%8d%10d  %s", cell("    "+c.Section, 30), c.Last-c.First+1, c.Lines, c.Passages, strings.Join(gaps, ", "))
	}
}

func (p *printer) conflicts(list []Conflict) {
	p.heading("Open conflicts: %d", len(list))
	for _, c := range list[:min(listed, len(list))] {
		p.item(c.Entry, c.Open)
	}
	p.more(len(list))
}

func (p *printer) unknowns(list []Unknown) {
	p.heading("Unknown, or not to be read: %d", len(list))
	for _, u := range list[:min(listed, len(list))] {
		because := u.Because
		if u.Field != "" {
			because = u.Field + ": only its existence is told"
		}
		p.item(u.Entry, because)
	}
	p.more(len(list))
}

func (p *printer) wanted(list []Wanted) {
	p.heading("Legal bases wanted: %d", len(list))
	for _, w := range list {
		p.item(w.Entry, w.Find)
	}
}

func (p *printer) overdue(r *Report) {
	p.heading("Not known to hold on %s, and not known to have ended: %d", r.Before, len(r.Overdue))
	p.table("Overdue", r.Jurisdictions, r.OverdueKinds)
	if len(r.Overdue) > 0 {
		p.heading("The oldest")
	}
	for _, o := range r.Overdue[:min(listed, len(r.Overdue))] {
		known := o.KnownTo
		if known == "" {
			known = "no day"
		}
		p.linef("  %-10s  %s", known, o.ID)
		if o.Place != "" {
			p.linef("              %s", o.Place)
		}
	}
	p.more(len(r.Overdue))
}

// item writes an entry: its place, or its id where it has none, and what is said.
func (p *printer) item(e Entry, said string) {
	head := e.ID
	if e.Place != "" {
		head = e.Place + ": " + e.ID
	}
	p.linef("  %s", head)
	for _, text := range []string{e.Name, said} {
		p.wrapped(text)
	}
}

// wrapped writes a text below its entry, in lines that fit.
func (p *printer) wrapped(text string) {
	const indent = "      "
	line := indent
	for _, word := range strings.Fields(text) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			p.linef("%s", line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	if line != indent {
		p.linef("%s", line)
	}
}

func (p *printer) more(n int) {
	if n > listed {
		p.linef("  … and %d more; --json tells all", n-listed)
	}
}
