package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// cypherBatch is how many rows one statement has at most.
const cypherBatch = 500

// Cypher writes statements that make the graph in an empty Neo4j 5: a constraint on
// the id of each type, then the nodes, then the relationships, in batches. Each
// statement ends with a semicolon at the end of a line, as cypher-shell wants it.
// Properties are named as they are stored, duration_length; dates are texts. Returns
// w's error, that of the records, or one that says that the schema is another.
func Cypher(w io.Writer, model *schema.Schema, c Content) error {
	if err := fits(model, c); err != nil {
		return err
	}
	out := &cypher{w: bufio.NewWriterSize(w, 1<<16), labels: map[string]string{}, heaps: map[string]*heap{}}
	fmt.Fprintf(out.w, "// Waymark, release %s, as of %s: %d nodes, %d relationships.\n", c.Info.ID, c.Info.AsOf, c.Info.Nodes, c.Info.Edges)
	fmt.Fprint(out.w, "// Into an empty Neo4j: cypher-shell -f THIS_FILE\n")
	for _, n := range model.Nodes {
		fmt.Fprintf(out.w, "CREATE CONSTRAINT %s IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE;\n",
			name("waymark_export_"+n.Label), name(n.Label))
	}
	fmt.Fprint(out.w, "CALL db.awaitIndexes(300);\n")
	for _, pass := range []func(*schema.Node, store.Record) error{out.node, out.edges} {
		for r, err := range c.Records {
			if err != nil {
				return err
			}
			n := model.Node(r.Type)
			if n == nil {
				return unknown(r)
			}
			if err := pass(n, r); err != nil {
				return err
			}
		}
		out.rest()
	}
	return out.w.Flush() // a bufio.Writer keeps its first error
}

// cypher gathers rows by the statement that they are for.
type cypher struct {
	w      *bufio.Writer
	labels map[string]string // of the nodes, by id
	heaps  map[string]*heap  // by statement
	order  []*heap
}

type heap struct {
	before, after string
	rows          []string
}

func (c *cypher) node(n *schema.Node, r store.Record) error {
	c.labels[r.ID] = n.Label
	row := []byte{'{'}
	for i, v := range r.Props {
		if v.IsNull() {
			continue
		}
		if len(row) > 1 {
			row = append(row, ", "...)
		}
		row = append(row, name(n.Properties[i].Column)...)
		row = appendLiteral(append(row, ": "...), v)
	}
	c.add("UNWIND [", "] AS row CREATE (n:"+name(n.Label)+") SET n = row", string(append(row, '}')))
	return nil
}

func (c *cypher) edges(n *schema.Node, r store.Record) error {
	for i, rel := range n.Outgoing {
		for _, target := range r.Edges[i] {
			label, ok := c.labels[target]
			if !ok {
				return fmt.Errorf("export %s: %s leads to %q, which is not there", r.ID, rel.Name, target)
			}
			row := appendText(append(appendText([]byte{'['}, r.ID), ", "...), target)
			c.add("UNWIND [", fmt.Sprintf("] AS row MATCH (a:%s {id: row[0]}) MATCH (b:%s {id: row[1]}) CREATE (a)-[:%s]->(b)",
				name(n.Label), name(label), name(rel.Type)), string(append(row, ']')))
		}
	}
	return nil
}

func (c *cypher) add(before, after, row string) {
	h := c.heaps[after]
	if h == nil {
		h = &heap{before: before, after: after}
		c.heaps[after] = h
		c.order = append(c.order, h)
	}
	if h.rows = append(h.rows, row); len(h.rows) == cypherBatch {
		c.write(h)
	}
}

func (c *cypher) rest() {
	for _, h := range c.order {
		c.write(h)
	}
}

func (c *cypher) write(h *heap) {
	if len(h.rows) > 0 {
		fmt.Fprintf(c.w, "%s\n  %s\n%s;\n", h.before, strings.Join(h.rows, ",\n  "), h.after)
	}
	h.rows = h.rows[:0]
}

// name quotes a label, a type or a property.
func name(s string) string { return "`" + strings.ReplaceAll(s, "`", "``") + "`" }

func appendLiteral(out []byte, v schema.Value) []byte {
	switch v.Kind {
	case schema.TextValue:
		return appendText(out, v.Text)
	case schema.FloatValue:
		return appendFloat(out, v.Float)
	case schema.ListValue:
		out = append(out, '[')
		for i, e := range v.List {
			if i > 0 {
				out = append(out, ", "...)
			}
			out = appendLiteral(out, e)
		}
		return append(out, ']')
	default:
		return store.AppendValue(out, v)
	}
}

// appendFloat writes a number that Cypher takes for a float: 200.0.
func appendFloat(out []byte, f float64) []byte {
	text := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return append(out, text...)
}

// appendText writes a text between single quotation marks, on one line.
func appendText(out []byte, s string) []byte {
	out = append(out, '\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, `\n`...)
		case r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
			out = fmt.Appendf(out, `\u%04X`, r)
		default:
			out = append(out, string(r)...)
		}
	}
	return append(out, '\'')
}
