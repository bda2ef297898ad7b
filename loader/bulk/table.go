package bulk

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"iter"

	"waymark/schema"
)

// table is one CSV file with a header row.
type table struct {
	fsys        fs.FS
	name, shown string
}

// cells is one row of a table.
type cells struct {
	cells []string
	at    []schema.Pos
}

// read gives the header row first, then the others. It reports a row that is no CSV
// or has more or fewer cells than the header to f; after broken quotation marks it
// ends.
func (t table) read(f *faults) iter.Seq2[cells, error] {
	return func(yield func(cells, error) bool) {
		file, err := t.fsys.Open(t.name)
		if err != nil {
			yield(cells{}, unreadable(t.shown, err))
			return
		}
		defer file.Close()
		in := csv.NewReader(withoutMark(file))
		in.ReuseRecord = true
		for {
			row, err := in.Read()
			var broken *csv.ParseError
			switch {
			case errors.Is(err, io.EOF):
				return
			case errors.As(err, &broken):
				pos := schema.Pos{File: t.shown, Line: broken.Line, Col: max(broken.Column, 1)}
				f.add(pos, "csv", "", "this is no CSV as RFC 4180 has it: %s", broken.Err)
				if !errors.Is(broken.Err, csv.ErrFieldCount) {
					return
				}
				continue
			case err != nil:
				yield(cells{}, unreadable(t.shown, err))
				return
			}
			if !yield(cells{row, t.places(in, len(row))}, nil) {
				return
			}
		}
	}
}

func (t table) places(in *csv.Reader, n int) []schema.Pos {
	at := make([]schema.Pos, n)
	for i := range at {
		line, col := in.FieldPos(i)
		at[i] = schema.Pos{File: t.shown, Line: line, Col: col}
	}
	return at
}

// withoutMark drops the byte order mark that spreadsheets write.
func withoutMark(r io.Reader) io.Reader {
	in := bufio.NewReader(r)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		in.Discard(3) // they were peeked at
	}
	return in
}

// rows gives the rows below a header that has just these columns. Rows under another
// header are a fault, and not read.
func (t table) rows(f *faults, columns ...string) iter.Seq2[cells, error] {
	return func(yield func(cells, error) bool) {
		first := true
		for row, err := range t.read(f) {
			switch {
			case err != nil:
				yield(row, err)
				return
			case first:
				first = false
				if len(row.cells) != len(columns) {
					f.add(row.at[0], "header", "", "the columns must be %q", columns)
					return
				}
				for i, name := range columns {
					if row.cells[i] != name {
						f.add(row.at[i], "header", "", "the column must be %q, not %q", name, row.cells[i])
						return
					}
				}
			case !yield(row, nil):
				return
			}
		}
	}
}
