package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// DefaultBase is the base of IRIs where nobody names one. It is a reserved name, so
// that nobody takes it for a page.
const DefaultBase = "https://waymark.example/"

// JSONLD writes linked data, JSON-LD 1.1: a context, and a graph with one node a
// line. A node has the IRI <base>id/<id>; its types are ours and the standard's
// class; a field has the standard's IRI where the SDL names one (@iri), else
// <base>schema#<field>. A relationship whose other side has an IRI in the SDL is
// told from that side too, by a reverse property: what a Statement is about
// prov:wasDerivedFrom it. Value objects are blank nodes. Returns w's error, that of
// the records, or one that says that base is no absolute address, the schema is
// another, or an IRI in the SDL has a prefix that is not known.
func JSONLD(w io.Writer, model *schema.Schema, c Content, base string) error {
	if err := fits(model, c); err != nil {
		return err
	}
	if u, err := url.Parse(base); err != nil || !u.IsAbs() || u.Host == "" || !strings.HasSuffix(base, "/") {
		return fmt.Errorf("the base %q is no absolute address that ends with a slash", base)
	}
	types := map[string]string{} // by id
	for r, err := range c.Records {
		if err != nil {
			return err
		}
		types[r.ID] = r.Type
	}
	v, err := newVocabulary(model, base)
	if err != nil {
		return err
	}
	context, err := json.Marshal(v.context)
	if err != nil {
		return fmt.Errorf("write the context: %w", err)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	fmt.Fprintf(out, "{\"@context\":%s,\n\"@graph\":[", context)
	var line []byte
	before := "\n"
	for r, err := range c.Records {
		if err != nil {
			return err
		}
		n := model.Node(r.Type)
		if n == nil {
			return unknown(r)
		}
		line = v.node(append(line[:0], before...), n, r, types)
		out.Write(line) // a bufio.Writer keeps its first error
		before = ",\n"
	}
	fmt.Fprint(out, "\n]}\n")
	return out.Flush()
}

// node appends one node of the graph.
func (v *vocabulary) node(line []byte, n *schema.Node, r store.Record, types map[string]string) []byte {
	line = store.AppendString(append(line, `{"@id":`...), iri(r.ID))
	line = store.AppendString(append(line, `,"@type":[`...), n.Name)
	if n.IRI != "" {
		line = store.AppendString(append(line, ','), n.IRI)
	}
	line = append(line, ']')
	first := false
	for _, f := range n.Fields {
		switch {
		case f.Relationship != nil || f.Name == "id":
		case f.Embedded != nil:
			line = appendObject(line, f, r, &first)
		default:
			line = appendField(line, f, r, &first)
		}
	}
	for i, rel := range n.Outgoing {
		if len(r.Edges[i]) == 0 {
			continue
		}
		line = appendIRIs(appendKey(line, rel.Name, &first), r.Edges[i])
		for _, term := range v.reverse[rel] {
			if targets := term.of(r.Edges[i], types); len(targets) > 0 {
				line = appendIRIs(appendKey(line, term.name, &first), targets)
			}
		}
	}
	return append(line, '}')
}

// appendObject writes a value object with its type, so that its own terms hold.
func appendObject(line []byte, f *schema.Field, r store.Record, first *bool) []byte {
	begin := len(line)
	line = appendField(line, f, r, first)
	if len(line) == begin {
		return line
	}
	at := begin + strings.IndexByte(string(line[begin:]), '{') + 1
	typed := append([]byte(nil), line[at:]...)
	line = store.AppendString(append(line[:at], `"@type":`...), f.Embedded.Type.Name)
	return append(append(line, ','), typed...)
}

func appendIRIs(line []byte, ids []string) []byte {
	if len(ids) == 1 {
		return store.AppendString(line, iri(ids[0]))
	}
	for i, id := range ids {
		line = store.AppendString(append(line, "[,"[min(i, 1)]), iri(id))
	}
	return append(line, ']')
}

// idPrefix stands for <base>id/ in the graph.
const idPrefix = "wmid"

// iri gives the compact IRI of an id. What may not stand in an IRI is escaped.
func iri(id string) string {
	var b strings.Builder
	b.WriteString(idPrefix + ":")
	for _, r := range id {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|\\^`%#?[]", r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
