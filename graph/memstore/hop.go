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
	types   typeSet  // of the targets
	next    []uint32 // while it is filled: where the next target of each place goes
}

// hopIndex finds the hop of a type, a relationship and a direction.
type hopIndex struct {
	relationships map[string]int // numbers of the relationship types
	hops          []*hop         // by type, relationship and direction; nil: no node has one
}

func newHopIndex(types []*nodeType) hopIndex {
	x := hopIndex{relationships: map[string]int{}}
	for _, t := range types {
		for _, r := range t.model.Outgoing {
			if _, known := x.relationships[r.Type]; !known {
				x.relationships[r.Type] = len(x.relationships)
			}
		}
	}
	x.hops = make([]*hop, 2*len(types)*len(x.relationships))
	return x
}

// at gives the place of a hop.
func (x *hopIndex) at(typ, relationship int, d schema.Direction) **hop {
	return &x.hops[2*(typ*len(x.relationships)+relationship)+int(d)]
}

// find gives the hop, or nil where no node of the type has such a relationship.
func (x *hopIndex) find(typ int, relationship string, d schema.Direction) *hop {
	number, known := x.relationships[relationship]
	if !known {
		return nil
	}
	return *x.at(typ, number, d)
}

// typeSet tells for each number of a type whether it belongs.
type typeSet [256]bool

// edge is one stored relationship while the hops are made.
type edge struct {
	from, to uint32
	out, in  *hop
}

// link reads all relationships into hops, both ways. Returns an error that names
// the record with a relationship that leads nowhere.
func (s *snapshot) link() error {
	s.hops = newHopIndex(s.types)
	edges, err := s.edges()
	if err != nil {
		return err
	}
	for _, h := range s.hops.hops {
		if h == nil {
			continue
		}
		for i := 1; i < len(h.starts); i++ {
			h.starts[i] += h.starts[i-1]
		}
		h.targets = make([]uint32, h.starts[len(h.starts)-1])
		h.next = slices.Clone(h.starts)
	}
	for _, e := range edges {
		e.out.put(s, e.from, e.to)
		e.in.put(s, e.to, e.from)
	}
	for _, h := range s.hops.hops {
		if h != nil {
			h.finish()
		}
	}
	return nil
}

// edges lists the relationships and counts those of each node.
func (s *snapshot) edges() ([]edge, error) {
	edges := make([]edge, 0, s.info.Edges)
	for i, r := range s.records {
		for j, targets := range r.Edges {
			if len(targets) == 0 {
				continue
			}
			relationship := s.types[s.typeOf[i]].model.Outgoing[j]
			number := s.hops.relationships[relationship.Type]
			out := s.hop(uint32(i), number, schema.Out)
			for _, id := range targets {
				to, ok := s.numbers[id]
				if !ok {
					return nil, fmt.Errorf("%s: %s leads to %s, which the release has not", r.ID, relationship.Name, id)
				}
				e := edge{uint32(i), to, out, s.hop(to, number, schema.In)}
				e.out.starts[s.place[i]+1]++
				e.in.starts[s.place[to]+1]++
				edges = append(edges, e)
			}
		}
	}
	return edges, nil
}

// hop gives the hop that an end of a relationship belongs to, and makes it if
// there was none.
func (s *snapshot) hop(n uint32, relationship int, d schema.Direction) *hop {
	h := s.hops.at(int(s.typeOf[n]), relationship, d)
	if *h == nil {
		*h = &hop{starts: make([]uint32, len(s.types[s.typeOf[n]].nodes)+1)}
	}
	return *h
}

func (h *hop) put(s *snapshot, from, to uint32) {
	at := &h.next[s.place[from]]
	h.targets[*at] = to
	h.types[s.typeOf[to]] = true
	*at++
}

// finish sorts each run, since two fields of a type may store one relationship.
func (h *hop) finish() {
	h.next = nil
	for i := 1; i < len(h.starts); i++ {
		if run := h.targets[h.starts[i-1]:h.starts[i]]; !slices.IsSorted(run) {
			slices.Sort(run)
		}
	}
}

// of gives the neighbours of the node at a place.
func (h *hop) of(place uint32) []uint32 { return h.targets[h.starts[place]:h.starts[place+1]] }
