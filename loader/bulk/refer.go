package bulk

import (
	"cmp"
	"slices"
	"strings"

	"waymark/schema"
)

// second checks where a node leads, once all nodes are known.
func (c *checker) second(r row) {
	for i, rel := range r.node.Outgoing {
		targets := r.record.Edges[i]
		c.edges += len(targets)
		switch {
		case len(targets) == 0 && rel.NonNull && !rel.List:
			c.faults.add(r.pos, "missing", "", "%s: %q is missing", title(r), rel.Name)
		case len(targets) > 1 && !rel.List:
			c.faults.add(r.at[i][1], "form", "", "%s: %q leads to one node, not %d", title(r), rel.Name, len(targets))
		}
		for j, target := range targets {
			if c.target(r, rel, target, r.at[i][j]) && !rel.List && len(rel.Targets) == 1 && rel.Targets[0] == r.node {
				c.upward[upward{c.hash(r.record.ID), uint16(r.place), uint16(i)}] = c.hash(target)
			}
		}
	}
	c.rests(r)
}

// target checks one reference.
func (c *checker) target(r row, rel *schema.Relationship, id string, pos schema.Pos) bool {
	found, ok := c.known[c.hash(id)]
	if !ok {
		c.faults.add(pos, "reference", "", "%s: %q leads to %q, which is not defined", title(r), rel.Name, id)
		return false
	}
	node := c.model.Nodes[found.place]
	if !slices.Contains(rel.Targets, node) {
		c.faults.add(pos, "reference", "", "%s: %q must lead to %s; %s is of type %s", title(r), rel.Name, rel.Target, id, node.Name)
		return false
	}
	if a, b := of(r.record.ID), of(id); a != b && isCountry(a) && isCountry(b) && len(rel.Targets) < c.anyKind {
		c.faults.add(pos, "jurisdiction", "", "%s: %q leads to %s, which is of another country", title(r), rel.Name, id)
		return false
	}
	return true
}

// cites notes that a node has a source, if edge is the one from a Statement to what
// it is about.
func (c *checker) cites(n *schema.Node, edge int, about ...string) {
	if citing, ok := c.citing[n]; ok && citing == edge {
		for _, id := range about {
			c.cited[c.hash(id)] = struct{}{}
		}
	}
}

const codeLists = "CORE"

// rests demands that an entry have a source, or stand inside one that has: the
// entry around it has the id before the last colon, or owns it.
func (c *checker) rests(r row) {
	if !r.node.Sourced || of(r.record.ID) == codeLists {
		return
	}
	for id := r.record.ID; ; {
		if _, ok := c.cited[c.hash(id)]; ok {
			return
		}
		colon := strings.LastIndexByte(id, ':')
		if colon < 0 || !strings.Contains(id[:colon], ":") {
			break
		}
		id = id[:colon]
	}
	for _, edge := range c.owners[r.node] {
		for _, around := range r.record.Edges[edge] {
			if _, ok := c.cited[c.hash(around)]; ok {
				return
			}
		}
	}
	c.faults.add(r.pos, "missing", "add a Statement about it, with its passage", "%s: no source is cited", title(r))
}

// circles demands that what leads to its own kind never lead back. A circle is told
// once, at a node in it.
func (c *checker) circles() {
	done := map[upward]bool{}
	for _, start := range c.starts() {
		var path []upward
		at, more := start, true
		for more && !done[at] {
			done[at] = true
			path = append(path, at)
			var next uint64
			next, more = c.upward[at]
			at.from = next
		}
		if more && slices.Contains(path, at) {
			n := c.model.Nodes[at.place]
			pos := schema.Pos{File: c.files[at.place], Line: int(c.known[at.from].line), Col: 1}
			c.faults.add(pos, "circle", "", "%s: %q leads back to itself", n.Name, n.Outgoing[at.edge].Name)
		}
	}
}

// starts gives the nodes that lead to their own kind, in the order of the files.
func (c *checker) starts() []upward {
	list := make([]upward, 0, len(c.upward))
	for u := range c.upward {
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b upward) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(c.known[a.from].line, c.known[b.from].line), cmp.Compare(a.edge, b.edge))
	})
	return list
}
