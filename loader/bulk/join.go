package bulk

import (
	"iter"
	"slices"
	"strings"

	"waymark/schema"
)

// edge is a row of the file of relationships.
type edge struct {
	from, field, to string
	at              []schema.Pos
}

func (s *tables) links(f *faults) iter.Seq2[edge, error] {
	return func(yield func(edge, error) bool) {
		if !s.linked {
			return
		}
		for row, err := range s.edges.rows(f, "from", "field", "to") {
			if err != nil {
				yield(edge{}, err)
				return
			}
			if !yield(edge{row.cells[0], row.cells[1], row.cells[2], row.at}, nil) {
				return
			}
		}
	}
}

// loose reports relationships from nodes that are not there or do not store them.
func (s *tables) loose(c *checker) error {
	last := ""
	for e, err := range s.links(c.faults) {
		if err != nil {
			return err
		}
		s.unsorted = s.unsorted || e.from < last
		last = e.from
		found, ok := c.known[c.hash(e.from)]
		if !ok {
			c.faults.add(e.at[0], "reference", "", "there is no node %q", e.from)
			continue
		}
		n := c.model.Nodes[found.place]
		rel, hint := outgoing(n, e.field)
		if rel == nil {
			c.faults.add(e.at[1], "unknown-key", hint, "%s %s: %q is no relationship that it stores", n.Name, e.from, e.field)
			continue
		}
		c.cites(n, rel.Index, e.to)
	}
	return nil
}

// whole joins nodes and relationships. Where each file is sorted by the ids of the
// nodes they are read side by side; else they are gathered.
func (s *tables) whole(bool) iter.Seq2[row, error] {
	if s.unsorted {
		return s.gathered
	}
	return s.joined
}

// joined merges the files of the types, and gives each node its relationships.
func (s *tables) joined(yield func(row, error) bool) {
	next, stop := iter.Pull2(s.links(quiet()))
	defer stop()
	e, err, more := next()
	for r, rowErr := range s.merged() {
		if rowErr != nil {
			err = rowErr
		}
		if err != nil {
			yield(row{}, err)
			return
		}
		for more && err == nil && e.from <= r.record.ID {
			if e.from == r.record.ID {
				r.link(e)
			}
			e, err, more = next()
		}
		for i := range r.at {
			r.record.Edges[i], r.at[i] = distinct(r.record.Edges[i], r.at[i])
		}
		if !yield(r, nil) {
			return
		}
	}
}

// link adds a relationship to a node; one that it does not store was reported.
func (r row) link(e edge) {
	if rel, _ := outgoing(r.node, e.field); rel != nil {
		r.record.Edges[rel.Index] = append(r.record.Edges[rel.Index], e.to)
		r.at[rel.Index] = append(r.at[rel.Index], e.at[2])
	}
}

// merged gives the nodes of all types in the order of their ids.
func (s *tables) merged() iter.Seq2[row, error] {
	type stream struct {
		row  row
		next func() (row, error, bool)
	}
	return func(yield func(row, error) bool) {
		var streams []*stream
		for i := range s.files {
			next, stop := iter.Pull2(s.file(quiet(), i))
			defer stop()
			streams = append(streams, &stream{next: next})
		}
		advance := func(at *stream) bool {
			r, err, more := at.next()
			if err != nil {
				yield(row{}, err)
				return false
			}
			if at.row = r; !more {
				streams = slices.DeleteFunc(streams, func(other *stream) bool { return other == at })
			}
			return true
		}
		for _, at := range slices.Clone(streams) {
			if !advance(at) {
				return
			}
		}
		for len(streams) > 0 {
			least := slices.MinFunc(streams, func(a, b *stream) int { return strings.Compare(a.row.record.ID, b.row.record.ID) })
			if !yield(least.row, nil) || !advance(least) {
				return
			}
		}
	}
}

// gathered holds all nodes to give each its relationships.
func (s *tables) gathered(yield func(row, error) bool) {
	byID, all := map[string]int{}, []row(nil)
	for r, err := range s.nodes(quiet()) {
		if err != nil {
			yield(row{}, err)
			return
		}
		byID[r.record.ID] = len(all)
		all = append(all, r)
	}
	for e, err := range s.links(quiet()) {
		if err != nil {
			yield(row{}, err)
			return
		}
		if at, ok := byID[e.from]; ok {
			all[at].link(e)
		}
	}
	slices.SortStableFunc(all, func(a, b row) int { return strings.Compare(a.record.ID, b.record.ID) })
	for _, r := range all {
		for i := range r.at {
			r.record.Edges[i], r.at[i] = distinct(r.record.Edges[i], r.at[i])
		}
		if !yield(r, nil) {
			return
		}
	}
}
