package bulk

import (
	"hash/maphash"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// checker is one run over one release. It remembers nodes by the hash of their ids.
type checker struct {
	model   *schema.Schema
	faults  *faults
	seed    maphash.Seed
	known   map[uint64]known
	keys    map[uint64]struct{} // values of @key properties but id, with their types
	cited   map[uint64]struct{} // nodes that a Statement is about
	upward  map[upward]uint64   // what leads to one of its own kind: from, to
	owners  map[*schema.Node][]int
	citing  map[*schema.Node]int // the relationship from a Statement to what it is about
	files   map[uint16]string    // where nodes of a type stand
	sorted  bool                 // so far the nodes stand in the order of their ids
	last    string
	nodes   int
	edges   int
	anyKind int // how many types a reference to anything may lead to
}

// known is what is kept of a node.
type known struct {
	line  uint32
	place uint16 // of its type in schema.Schema.Nodes
}

// upward is a relationship of which a node has at most one, to its own type.
type upward struct {
	from  uint64
	place uint16
	edge  uint16
}

func newChecker(model *schema.Schema, f *faults) *checker {
	c := &checker{model: model, faults: f, seed: maphash.MakeSeed(), known: map[uint64]known{},
		keys: map[uint64]struct{}{}, cited: map[uint64]struct{}{}, upward: map[upward]uint64{},
		owners: owners(model), citing: citing(model), files: map[uint16]string{}, sorted: true}
	if node := model.Interface("Node"); node != nil {
		c.anyKind = len(node.Nodes)
	}
	return c
}

// owners gives, for each type, the relationships to the entries around it: those
// whose other side is written as a list of entries inside.
func owners(model *schema.Schema) map[*schema.Node][]int {
	list := map[*schema.Node][]int{}
	for _, around := range model.Nodes {
		for _, in := range around.Relationships {
			if in.Direction != schema.In || in.Seed.Form != schema.Owned {
				continue
			}
			for _, n := range in.Targets {
				for _, out := range n.Outgoing {
					if out.Type == in.Type {
						list[n] = append(list[n], out.Index)
					}
				}
			}
		}
	}
	return list
}

// citing gives the relationships that lead from a statement to what it is about:
// the other side of the field `statements` of what is sourced.
func citing(model *schema.Schema) map[*schema.Node]int {
	list := map[*schema.Node]int{}
	for _, n := range model.Nodes {
		f := n.Field("statements")
		if !n.Sourced || f == nil || f.Relationship == nil {
			continue
		}
		for _, from := range f.Relationship.Targets {
			for _, out := range from.Outgoing {
				if out.Type == f.Relationship.Type {
					list[from] = out.Index
				}
			}
		}
	}
	return list
}

func (c *checker) hash(text string) uint64 { return maphash.String(c.seed, text) }

// head checks what the files say of the release before its nodes are read.
func (c *checker) head(h head) {
	if h.form != "1" {
		c.faults.add(h.pos, "head", "", "the file has form %q; this program reads form 1", h.form)
	}
	if h.schema != "" && h.schema != c.model.Hash {
		c.faults.add(h.pos, "schema", "export the release again, or leave schema and release out of the head to have it read by names",
			"the release was made with another schema, %.12s; this program's is %.12s", h.schema, c.model.Hash)
	}
	switch {
	case h.asOf == "":
		c.faults.add(h.pos, "missing", "write the day that answers without a date are for", `"asOf" is missing`)
	case !isDay(h.asOf):
		c.faults.add(h.pos, "date", "write 2026-11-25", `"asOf" is %q, which is no day`, h.asOf)
	}
}

const toldHint = "if the files were changed since, leave release, nodes and relationships out of the head"

// told compares what the head says with what came. After other faults it says
// nothing: they are why.
func (c *checker) told(h head, info store.Info) {
	switch {
	case len(c.faults.list) > 0:
	case h.nodes != nil && *h.nodes != info.Nodes:
		c.faults.add(h.pos, "count", toldHint, "there are %d nodes, not %d", info.Nodes, *h.nodes)
	case h.edges != nil && *h.edges != info.Edges:
		c.faults.add(h.pos, "count", toldHint, "there are %d relationships, not %d", info.Edges, *h.edges)
	case h.release != "" && h.release != info.ID:
		c.faults.add(h.pos, "release", toldHint, "the content is that of release %.12s, not %.12s", info.ID, h.release)
	}
}

// first takes a node in and checks what it says by itself.
func (c *checker) first(r row) {
	id := r.record.ID
	key := c.hash(id)
	if before, dup := c.known[key]; dup {
		c.faults.add(r.pos, "duplicate", "an id is written once", "%s: the id stands already at line %d, as %s",
			title(r), before.line, c.model.Nodes[before.place].Name)
	} else {
		c.known[key] = known{line: uint32(r.pos.Line), place: uint16(r.place)}
	}
	c.sorted = c.sorted && c.last < id
	c.last = id
	c.nodes++
	c.files[uint16(r.place)] = r.pos.File
	for i, targets := range r.record.Edges {
		c.cites(r.node, i, targets...)
	}
	c.jurisdiction(r)
	c.span(r)
	for _, p := range r.node.Properties {
		if p.Key && p.Column != "id" && !r.record.Props[p.Index].IsNull() {
			c.unique(r, p)
		}
	}
}

func title(r row) string { return r.node.Name + " " + r.record.ID }

// jurisdiction demands that an id begin with the jurisdiction that the node names.
func (c *checker) jurisdiction(r row) {
	p := r.node.Property("jurisdiction")
	if p == nil || r.record.Props[p.Index].IsNull() {
		return
	}
	said := r.record.Props[p.Index].Text
	if !slices.Contains([]string{"CORE", "EU", "INT"}, said) && !isCountry(said) {
		c.faults.add(r.pos, "jurisdiction", "write a country's code, EU, INT or CORE", "%s: %q is no jurisdiction", title(r), said)
		return
	}
	if of(r.record.ID) != said {
		c.faults.add(r.pos, "jurisdiction", "", "%s: the id must begin with its jurisdiction, %s", title(r), said)
	}
}

// of gives the jurisdiction that an id begins with.
func of(id string) string {
	jurisdiction, _, _ := strings.Cut(id, ":")
	return jurisdiction
}

// span demands that what begins and ends begin first.
func (c *checker) span(r row) {
	if !r.node.Dated {
		return
	}
	from, to := r.record.Props[r.node.Property("from").Index], r.record.Props[r.node.Property("to").Index]
	if !from.IsNull() && !to.IsNull() && to.Text <= from.Text {
		c.faults.add(r.pos, "date", "the end is the first day on which it no longer holds",
			"%s: %q, %s, is not after %q, %s", title(r), "to", to.Text, "from", from.Text)
	}
}

func (c *checker) unique(r row, p *schema.Property) {
	value := string(store.AppendValue(nil, r.record.Props[p.Index]))
	key := c.hash(r.node.Name + "\x00" + p.Name + "\x00" + value)
	if _, dup := c.keys[key]; dup {
		c.faults.add(r.pos, "duplicate", "", "%s: another %s has the %s %s too", title(r), r.node.Name, p.Name, value)
	}
	c.keys[key] = struct{}{}
}
