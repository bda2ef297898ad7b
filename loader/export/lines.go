package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"waymark/graph/store"
	"waymark/schema"
)

// Lines writes JSON Lines: first a head that says which release it is, then one node
// a line in the order of ids, with its properties by field name (a text in several
// languages and a value object are objects) and its relationships by field name,
// as the id or the ids of their targets. What is null is left out; an empty list is
// not. Returns w's error, or that of the records.
func Lines(w io.Writer, model *schema.Schema, c Content) error {
	if err := fits(model, c); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	line := store.AppendString(fmt.Appendf(nil, `{"waymark":%d,"release":`, form), c.Info.ID)
	line = store.AppendString(append(line, `,"schema":`...), c.Info.Schema)
	line = store.AppendString(append(line, `,"asOf":`...), c.Info.AsOf)
	line = fmt.Appendf(line, ",\"nodes\":%d,\"relationships\":%d}\n", c.Info.Nodes, c.Info.Edges)
	if _, err := out.Write(line); err != nil {
		return err
	}
	for r, err := range c.Records {
		if err != nil {
			return err
		}
		n := model.Node(r.Type)
		if n == nil {
			return unknown(r)
		}
		if _, err := out.Write(append(appendLine(line[:0], n, r), '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

func unknown(r store.Record) error {
	return fmt.Errorf("export %s: the schema has no type %q", r.ID, r.Type)
}

func appendLine(line []byte, n *schema.Node, r store.Record) []byte {
	line = store.AppendString(append(line, `{"type":`...), r.Type)
	line = store.AppendString(append(line, `,"id":`...), r.ID)
	line = append(line, `,"properties":{`...)
	first := true
	for _, f := range n.Fields {
		if f.Name != "id" && f.Relationship == nil {
			line = appendField(line, f, r, &first)
		}
	}
	line = append(line, `},"relationships":{`...)
	first = true
	for i, rel := range n.Outgoing {
		if len(r.Edges[i]) > 0 {
			line = appendTargets(appendKey(line, rel.Name, &first), rel, r.Edges[i])
		}
	}
	return append(line, "}}"...)
}

func appendKey(line []byte, key string, first *bool) []byte {
	if !*first {
		line = append(line, ',')
	}
	*first = false
	return append(strconv.AppendQuote(line, key), ':')
}

// appendField writes a field that is not null.
func appendField(line []byte, f *schema.Field, r store.Record, first *bool) []byte {
	if f.Property != nil {
		if v := r.Props[f.Property.Index]; !v.IsNull() {
			line = store.AppendValue(appendKey(line, f.Name, first), v)
		}
		return line
	}
	begin, was, inner := len(line), *first, true
	line = append(appendKey(line, f.Name, first), '{')
	for _, p := range parts(f) {
		if v := r.Props[p.property.Index]; !v.IsNull() {
			line = store.AppendValue(appendKey(line, p.name, &inner), v)
		}
	}
	if inner { // nothing was written
		*first = was
		return line[:begin]
	}
	return append(line, '}')
}

// part is one value of a field that has several.
type part struct {
	name     string // in its field: en, length
	property *schema.Property
}

// parts gives the languages of a text, or the fields of a value object.
func parts(f *schema.Field) []part {
	var list []part
	for _, p := range f.Localized {
		list = append(list, part{p.Language, p})
	}
	if f.Embedded != nil {
		for _, inner := range f.Embedded.Fields {
			if inner.Property != nil {
				list = append(list, part{inner.Name, inner.Property})
			}
		}
	}
	return list
}

func appendTargets(line []byte, rel *schema.Relationship, targets []string) []byte {
	if !rel.List && len(targets) == 1 {
		return store.AppendString(line, targets[0])
	}
	line = append(line, '[')
	for i, t := range targets {
		if i > 0 {
			line = append(line, ',')
		}
		line = store.AppendString(line, t)
	}
	return append(line, ']')
}
