package bulk

import (
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"waymark/schema"
)

// ReadCSV reads a folder of CSV files; shown is what messages call it. Faults are
// part of the content; the error says which file cannot be read.
func ReadCSV(model *schema.Schema, fsys fs.FS, folder, shown string) (*Content, error) {
	s := &tables{kinds: newKinds(model)}
	at := func(name string) table { return table{fsys, path.Join(folder, name), path.Join(shown, name)} }
	s.release, s.edges = at(ReleaseFile), at(RelationshipsFile)
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil, unreadable(shown, err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".csv")
		switch {
		case e.Name() == ReleaseFile || name == e.Name():
		case e.Name() == RelationshipsFile:
			s.linked = true
		default:
			s.kindNames = append(s.kindNames, name)
			s.files = append(s.files, at(e.Name()))
		}
	}
	return read(model, s)
}

type tables struct {
	kinds     *kinds
	release   table
	edges     table
	linked    bool    // there is a file of relationships
	files     []table // one a type
	kindNames []string
	unsorted  bool // a file does not stand in the order of the ids of its nodes
}

func (s *tables) head(f *faults) (head, error) {
	h := head{pos: schema.Pos{File: s.release.shown, Line: 1, Col: 1}}
	columns := []string{"waymark", "release", "schema", "asOf", "nodes", "relationships"}
	for row, err := range s.release.rows(f, columns...) {
		if err != nil {
			return h, err
		}
		h = head{pos: row.at[0], form: row.cells[0], release: row.cells[1], schema: row.cells[2], asOf: row.cells[3]}
		if row.cells[4] != "" {
			h.nodes = count(f, item{text: row.cells[4], pos: row.at[4]}, columns[4])
		}
		if row.cells[5] != "" {
			h.edges = count(f, item{text: row.cells[5], pos: row.at[5]}, columns[5])
		}
		return h, nil
	}
	h.form = "none"
	return h, nil
}

func (s *tables) nodes(f *faults) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for i := range s.files {
			last := ""
			for r, err := range s.file(f, i) {
				if !yield(r, err) || err != nil {
					return
				}
				s.unsorted = s.unsorted || r.record.ID < last
				last = r.record.ID
			}
		}
	}
}

// file gives the nodes of one type, without their relationships.
func (s *tables) file(f *faults, i int) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		var columns []*schema.Property
		id := -1
		for line, err := range s.files[i].read(f) {
			if err != nil {
				yield(row{}, err)
				return
			}
			if columns == nil {
				if columns, id = s.columns(f, s.kindNames[i], line); columns == nil {
					return
				}
				continue
			}
			n := s.kinds.begin(f, s.kindNames[i], line.cells[id], line.at[id], line.at[id])
			if n == nil {
				continue
			}
			for j, p := range columns {
				if p != nil && j != id {
					n.cell(p, line.cells[j], line.at[j])
				}
			}
			if !yield(n.end(), nil) {
				return
			}
		}
	}
}

// columns reads a header row: the properties by place, and the place of the id. It
// gives nil if nothing can be read under it.
func (s *tables) columns(f *faults, kind string, header cells) ([]*schema.Property, int) {
	place, ok := s.kinds.places[kind]
	if !ok {
		s.kinds.begin(f, kind, "", header.at[0], header.at[0]) // it reports the type
		return nil, -1
	}
	var names []string
	for _, p := range s.kinds.model.Nodes[place].Properties {
		names = append(names, p.Name)
	}
	columns, id := make([]*schema.Property, len(header.cells)), -1
	for i, name := range header.cells {
		if slices.Index(header.cells, name) < i {
			f.add(header.at[i], "header", "", "%s: the column %q stands twice", kind, name)
			continue
		}
		at := slices.Index(names, name)
		if at < 0 {
			f.add(header.at[i], "header", didYouMean(name, names), "%s: the column %q is not known", kind, name)
			continue
		}
		columns[i] = s.kinds.model.Nodes[place].Properties[at]
		if name == "id" {
			id = i
		}
	}
	if id < 0 {
		f.add(header.at[0], "header", "", `%s: the column "id" is missing`, kind)
		return nil, -1
	}
	return columns, id
}

// cell reads one value. An empty cell is null. A list is a JSON array. A text stands
// as it is, or, if it would be taken for something else, as a JSON string.
func (n *reading) cell(p *schema.Property, text string, pos schema.Pos) {
	if text == "" {
		return
	}
	field, _, _ := strings.Cut(p.Name, ".")
	v := item{kind: words, text: text, pos: pos}
	switch {
	case p.List || strings.HasPrefix(text, `"`) && p.Type == schema.String:
		parsed, fault := parse([]byte(text), pos)
		if fault != nil {
			n.fail(field)
			hint := "a text that begins with a quotation mark is a JSON string"
			if p.List {
				hint = `write a list as ["one", "other"]`
			}
			n.fault(fault.Pos, "value", hint, "%q: %s", p.Name, fault.Msg)
			return
		}
		v = parsed
	case p.Type == schema.Int || p.Type == schema.Float:
		v.kind = number
	case p.Type == schema.Boolean:
		v.kind = boolean
	}
	n.store(field, p, v)
}
