package bulk

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"iter"
	"strconv"

	"waymark/schema"
)

// ReadLines reads one file of JSON Lines; shown is what messages call it. Faults are
// part of the content; the error says that the file cannot be read.
func ReadLines(model *schema.Schema, fsys fs.FS, name, shown string) (*Content, error) {
	return read(model, &lineFile{fsys: fsys, name: name, shown: shown, kinds: newKinds(model)})
}

type lineFile struct {
	fsys        fs.FS
	name, shown string
	kinds       *kinds
}

// line is one line that is not blank.
type line struct {
	text []byte // valid until the next line
	pos  schema.Pos
	long bool // and cut off
}

const longestLine = 16 << 20

// lines gives the lines of the file.
func (s *lineFile) lines() iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		f, err := s.fsys.Open(s.name)
		if err != nil {
			yield(line{}, unreadable(s.shown, err))
			return
		}
		defer f.Close()
		in := bufio.NewReaderSize(f, 1<<16)
		var text []byte
		for n := 1; err == nil; n++ {
			text, err = nextLine(in, text[:0])
			if err != nil && !errors.Is(err, io.EOF) {
				yield(line{}, unreadable(s.shown, err))
				return
			}
			next := line{text: bytes.TrimRight(text, "\r\n"), pos: schema.Pos{File: s.shown, Line: n, Col: 1}, long: len(text) > longestLine}
			if len(bytes.TrimSpace(next.text)) > 0 && !yield(next, nil) {
				return
			}
		}
	}
}

// nextLine reads a line into text; of one that is too long, a little more than the
// longest that may be.
func nextLine(in *bufio.Reader, text []byte) ([]byte, error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(text) <= longestLine {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}

func (s *lineFile) head(f *faults) (head, error) {
	h := head{pos: schema.Pos{File: s.shown, Line: 1, Col: 1}}
	for l, err := range s.lines() {
		if err != nil {
			return h, err
		}
		h.pos = l.pos
		top, fault := parse(l.text, l.pos)
		if fault != nil || top.kind != object {
			break
		}
		s.readHead(f, &h, top)
		return h, nil
	}
	h.form = "none"
	return h, nil
}

func (s *lineFile) readHead(f *faults, h *head, top item) {
	known := []string{"waymark", "release", "schema", "asOf", "nodes", "relationships"}
	for _, p := range top.pairs {
		switch v := p.value; p.key {
		case "waymark":
			h.form = v.text
		case "release":
			h.release = v.text
		case "schema":
			h.schema = v.text
		case "asOf":
			h.asOf = v.text
		case "nodes":
			h.nodes = count(f, v, p.key)
		case "relationships":
			h.edges = count(f, v, p.key)
		default:
			f.add(p.pos, "unknown-key", didYouMean(p.key, known), "%q is not known in the head", p.key)
		}
	}
}

func count(f *faults, v item, key string) *int {
	n, err := strconv.Atoi(v.text)
	if err != nil || n < 0 {
		f.add(v.pos, "value", "", "%q is no number of things", key)
		return nil
	}
	return &n
}

func (s *lineFile) nodes(f *faults) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		first := true
		for l, err := range s.lines() {
			if err != nil {
				yield(row{}, err)
				return
			}
			if first { // the head
				first = false
				continue
			}
			if r, ok := s.node(f, l); ok && !yield(r, nil) {
				return
			}
		}
	}
}

func (s *lineFile) loose(*checker) error { return nil }

func (s *lineFile) whole(sorted bool) iter.Seq2[row, error] {
	if sorted {
		return s.nodes(quiet())
	}
	return gathered(s.nodes(quiet()))
}

// node reads one line; false if it names no node.
func (s *lineFile) node(f *faults, l line) (row, bool) {
	if l.long {
		f.add(l.pos, "json", "", "the line is longer than 16 MB")
		return row{}, false
	}
	top, fault := parse(l.text, l.pos)
	switch {
	case fault != nil:
		f.add(fault.Pos, fault.Rule, "", "%s", fault.Msg)
		return row{}, false
	case top.kind != object:
		f.add(l.pos, "form", "", "a line is an object, not %s", top.kind)
		return row{}, false
	}
	kind, _ := top.get("type")
	id, _ := top.get("id")
	n := s.kinds.begin(f, kind.text, id.text, l.pos, kind.pos)
	if n == nil {
		return row{}, false
	}
	for _, p := range top.pairs {
		switch p.key {
		case "type", "id":
			n.wants(p.value, words, p.key)
		case "properties":
			n.properties(p.value)
		case "relationships":
			n.relationships(p.value)
		default:
			n.fault(p.pos, "unknown-key", didYouMean(p.key, []string{"type", "id", "properties", "relationships"}), "%q is not known here", p.key)
		}
	}
	return n.end(), true
}

// wants reports a value of another kind.
func (n *reading) wants(v item, want kind, name string) bool {
	if v.kind != want {
		n.fault(v.pos, "form", "", "%q must be %s, not %s", name, want, v.kind)
	}
	return v.kind == want
}

// properties reads the object of properties, field by field.
func (n *reading) properties(v item) {
	if !n.wants(v, object, "properties") {
		return
	}
	for _, p := range v.pairs {
		f := n.node.Field(p.key)
		switch {
		case f == nil || p.key == "id":
			n.unknown(p.pos, p.key, n.propertyNames())
		case f.Relationship != nil:
			n.fault(p.pos, "form", "write it in relationships", "%q leads to other nodes", p.key)
		case p.value.kind == null:
		case f.Property != nil:
			n.store(f.Name, f.Property, p.value)
		case f.Embedded != nil:
			n.inner(f, p.value, f.Embedded.Fields)
		default:
			n.localized(f, p.value)
		}
	}
}

func (n *reading) unknown(pos schema.Pos, name string, known []string) {
	if near := schema.Suggest(name, known); near != "" {
		n.fail(near)
	}
	n.fault(pos, "unknown-key", didYouMean(name, known), "%q is not known", name)
}

func (n *reading) propertyNames() []string {
	var names []string
	for _, f := range n.node.Fields {
		if f.Relationship == nil && f.Name != "id" {
			names = append(names, f.Name)
		}
	}
	return names
}

func (n *reading) store(field string, p *schema.Property, v item) {
	stored := n.value(p, v)
	if stored.IsNull() {
		n.fail(field)
	}
	n.record.Props[p.Index] = stored
}

// inner reads a value object.
func (n *reading) inner(f *schema.Field, v item, fields []*schema.Field) {
	if !n.wants(v, object, f.Name) {
		n.fail(f.Name)
		return
	}
	byName, names := map[string]*schema.Property{}, []string(nil)
	for _, inner := range fields {
		if inner.Property != nil {
			byName[inner.Name] = inner.Property
			names = append(names, inner.Name)
		}
	}
	n.parts(f.Name, v, byName, names)
}

// localized reads a text in several languages.
func (n *reading) localized(f *schema.Field, v item) {
	if v.kind != object {
		n.fail(f.Name)
		n.fault(v.pos, "form", `write {"en": "…"}`, "%q must be %s, not %s", f.Name, object, v.kind)
		return
	}
	byName, names := map[string]*schema.Property{}, []string(nil)
	for _, p := range f.Localized {
		byName[p.Language] = p
		names = append(names, p.Language)
	}
	n.parts(f.Name, v, byName, names)
}

func (n *reading) parts(field string, v item, byName map[string]*schema.Property, names []string) {
	for _, p := range v.pairs {
		switch property := byName[p.key]; {
		case property == nil:
			n.fail(field)
			n.fault(p.pos, "unknown-key", didYouMean(p.key, names), "%q is not known in %q", p.key, field)
		case p.value.kind != null:
			n.store(field, property, p.value)
		}
	}
}

// relationships reads the object of relationships.
func (n *reading) relationships(v item) {
	if !n.wants(v, object, "relationships") {
		return
	}
	for _, p := range v.pairs {
		rel := n.outgoing(p.key, p.pos)
		if rel == nil {
			continue
		}
		targets := p.value.items
		if p.value.kind != list {
			targets = []item{p.value}
		}
		for _, t := range targets {
			if n.wants(t, words, p.key) {
				n.record.Edges[rel.Index] = append(n.record.Edges[rel.Index], t.text)
				n.at[rel.Index] = append(n.at[rel.Index], t.pos)
			}
		}
	}
}

// outgoing finds a relationship that the node stores; nil after a fault.
func (n *reading) outgoing(name string, pos schema.Pos) *schema.Relationship {
	rel, hint := outgoing(n.node, name)
	if rel == nil {
		n.fault(pos, "unknown-key", hint, "%q is no relationship that it stores", name)
	}
	return rel
}

func outgoing(n *schema.Node, name string) (*schema.Relationship, string) {
	var names []string
	for _, rel := range n.Outgoing {
		if rel.Name == name {
			return rel, ""
		}
		names = append(names, rel.Name)
	}
	if f := n.Field(name); f != nil && f.Relationship != nil {
		return nil, "it is stored at its other end, with " + f.Relationship.Target
	}
	return nil, didYouMean(name, names)
}
