package terminal

import (
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// widths are those that a column may have at most, the widest that fits first.
var widths = [...]int{48, 36, 28, 20}

// tallest is how many lines a cell may have; a taller one is no table any more.
const tallest = 6

// table writes rows as a table and tells whether it has done so: not if one of them
// holds objects of its own, or if the table would be too wide or too tall to read.
func (p *printer) table(rows [][]entry) bool {
	flat, header := make([][]entry, len(rows)), []string{}
	for i, row := range rows {
		if !plain(row) {
			return false
		}
		flat[i] = flatten("", row)
		header = union(header, flat[i])
	}
	cells := make([][]string, len(flat))
	for i, row := range flat {
		for _, name := range header {
			cells[i] = append(cells[i], cell(row, name))
		}
	}
	for _, widest := range widths {
		if p.fits(header, cells, widest) {
			p.render(header, cells, widest)
			return true
		}
	}
	return false
}

// plain tells whether a row can stand in cells: objects in its lists have one plain
// member each.
func plain(row []entry) bool {
	for _, e := range row {
		switch v := e.value.(type) {
		case []entry:
			if !plain(v) {
				return false
			}
		case []any:
			for _, element := range v {
				inner, ok := element.([]entry)
				if ok && (len(inner) != 1 || !scalar(inner[0].value)) {
					return false
				}
			}
		}
	}
	return true
}

func scalar(v any) bool {
	switch v.(type) {
	case []entry, []any:
		return false
	}
	return true
}

func (p *printer) fits(header []string, cells [][]string, widest int) bool {
	total := p.indent + 3*len(header) + 1
	for i, name := range header {
		column := text.StringWidthWithoutEscSequences(name)
		for _, row := range cells {
			wrapped := strings.Split(text.WrapSoft(row[i], widest), "\n")
			switch {
			case len(wrapped) > tallest:
				return false
			case len(wrapped) > 1: // the table fills wrapped lines up
				column = max(column, widest)
			default:
				column = max(column, text.StringWidthWithoutEscSequences(row[i]))
			}
		}
		total += column
	}
	return total <= p.width
}

func (p *printer) render(header []string, cells [][]string, widest int) {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.Style().Options.SeparateRows = true
	columns := make([]table.ColumnConfig, len(header))
	for i := range header {
		columns[i] = table.ColumnConfig{Number: i + 1, WidthMax: widest, WidthMaxEnforcer: text.WrapSoft}
	}
	t.SetColumnConfigs(columns)
	t.AppendHeader(row(header))
	for _, c := range cells {
		t.AppendRow(row(c))
	}
	for line := range strings.SplitSeq(t.Render(), "\n") {
		p.printf("%s%s\n", p.margin(), line)
	}
}

func row(cells []string) table.Row {
	r := make(table.Row, len(cells))
	for i, c := range cells {
		r[i] = c
	}
	return r
}

func cell(row []entry, name string) string {
	for _, e := range row {
		if e.key == name {
			return brief(e.value)
		}
	}
	return ""
}

// flatten lifts the members of inner objects: entitlement.name.
func flatten(prefix string, members []entry) []entry {
	var flat []entry
	for _, e := range members {
		if inner, ok := e.value.([]entry); ok {
			flat = append(flat, flatten(prefix+e.key+".", inner)...)
			continue
		}
		flat = append(flat, entry{prefix + e.key, e.value})
	}
	return flat
}

// union adds the names that a row has and the header lacks.
func union(header []string, row []entry) []string {
	for _, e := range row {
		if !slices.Contains(header, e.key) {
			header = append(header, e.key)
		}
	}
	return header
}
