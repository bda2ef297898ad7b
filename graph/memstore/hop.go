package memstore

import (
	"fmt"
	"slices"

	"waymark/schema"
)

// hop holds the neighbours of all nodes of one type over one relationship in one
// direction, ascending: those of the node at place p are
// targets[starts[p]:starts[p+1]].
type hop struct {
	starts  []uint32
	targets []uint32
	types   typeSet // of the targets
}

type hopKey struct {
	typ          int // of the nodes that the hop leaves
	relationship string
	direction    schema.Direction
}

// typeSet tells for each number of a type whether it belongs.
type typeSet [256]bool

// edge is one stored relationship while the hops are made.
type edge struct {
	from, to     uint32
	relationship string
}

// link reads all relationships into hops, both ways.
func (s *snapshot) link() error {
	edges, err := s.edges()
	if err != nil {
		return err
	}
	s.hops = map[hopKey]*hop{}
	for _, e := range edges {
		s.hop(e.from, e.relationship, schema.Out).starts[s.place[e.from]+1]++
		s.hop(e.to, e.relationship, schema.In).starts[s.place[e.to]+1]++
	}
	for _, h := range s.hops {
		for i := 1; i < len(h.starts); i++ {
			h.starts[i] += h.starts[i-1]
		}
		h.targets = make([]uint32, h.starts[len(h.starts)-1])
	}
	s.fill(edges)
	return nil
}

// edges lists the relationships in the order of their first ends.
func (s *snapshot) edges() ([]edge, error) {
	edges := make([]edge, 0, s.info.Edges)
	for i, r := range s.records {
		for j, targets := range r.Edges {
			relationship := s.types[s.typeOf[i]].model.Outgoing[j]
			for _, id := range targets {
				to, ok := s.numbers[id]
				if !ok {
					return nil, fmt.Errorf("%s: %s leads to %s, which the release has not", r.ID, relationship.Name, id)
				}
				edges = append(edges, edge{uint32(i), to, relationship.Type})
			}
		}
	}
	return edges, nil
}

// hop gives the hop that an end of a relationship belongs to, and makes it if
// there was none.
func (s *snapshot) hop(n uint32, relationship string, d schema.Direction) *hop {
	key := hopKey{int(s.typeOf[n]), relationship, d}
	h := s.hops[key]
	if h == nil {
		h = &hop{starts: make([]uint32, len(s.types[key.typ].nodes)+1)}
		s.hops[key] = h
	}
	return h
}

// fill puts the targets in their places. Afterwards each run is sorted, since two
// fields of a type may store the same relationship.
func (s *snapshot) fill(edges []edge) {
	next := make(map[*hop][]uint32, len(s.hops))
	for _, h := range s.hops {
		next[h] = slices.Clone(h.starts)
	}
	put := func(h *hop, from, to uint32) {
		at := &next[h][s.place[from]]
		h.targets[*at] = to
		h.types[s.typeOf[to]] = true
		*at++
	}
	for _, e := range edges {
		put(s.hop(e.from, e.relationship, schema.Out), e.from, e.to)
		put(s.hop(e.to, e.relationship, schema.In), e.to, e.from)
	}
	for _, h := range s.hops {
		for i := 1; i < len(h.starts); i++ {
			if run := h.targets[h.starts[i-1]:h.starts[i]]; !slices.IsSorted(run) {
				slices.Sort(run)
			}
		}
	}
}

// of gives the neighbours of the node at a place.
func (h *hop) of(place uint32) []uint32 { return h.targets[h.starts[place]:h.starts[place+1]] }
