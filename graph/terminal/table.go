package terminal

import (
	"fmt"
	"io"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// widest is the width of a column before its text is wrapped.
const widest = 48

// Print writes the data of an answer, a JSON object, for a person: each root
// field in turn, lists of objects as tables. Returns an error if data is no JSON
// or w fails.
func Print(w io.Writer, data []byte) error {
	tree, err := decode(data)
	if err != nil {
		return err
	}
	p := printer{w: w}
	p.value("", tree)
	return p.err
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) value(path string, v any) {
	switch v := v.(type) {
	case []entry:
		p.object(path, v)
	case []any:
		p.list(path, v)
	default:
		p.printf("%s: %s\n", path, brief(v))
	}
}

func (p *printer) object(path string, members []entry) {
	for _, e := range members {
		name := e.key
		if path != "" {
			name = path + "." + e.key
		}
		p.value(name, e.value)
	}
}

func (p *printer) list(path string, list []any) {
	rows, header := [][]entry{}, []string{}
	for _, e := range list {
		object, ok := e.([]entry)
		if !ok {
			p.printf("%s: %s\n", path, brief(list))
			return
		}
		row := flatten("", object)
		header = union(header, row)
		rows = append(rows, row)
	}
	p.printf("\n%s (%d)\n", path, len(list))
	if len(rows) > 0 {
		p.table(header, rows)
	}
}

func (p *printer) table(header []string, rows [][]entry) {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.Style().Options.SeparateRows = true
	head := make(table.Row, len(header))
	columns := make([]table.ColumnConfig, len(header))
	for i, name := range header {
		head[i] = name
		columns[i] = table.ColumnConfig{Number: i + 1, WidthMax: widest, WidthMaxEnforcer: text.WrapSoft}
	}
	t.AppendHeader(head)
	t.SetColumnConfigs(columns)
	for _, row := range rows {
		cells := make(table.Row, len(header))
		for i, name := range header {
			cells[i] = cell(row, name)
		}
		t.AppendRow(cells)
	}
	p.printf("%s\n", t.Render())
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
		found := false
		for _, name := range header {
			found = found || name == e.key
		}
		if !found {
			header = append(header, e.key)
		}
	}
	return header
}
