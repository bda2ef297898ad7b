package memstore

import (
	"fmt"
	"math"
	"sync"

	"waymark/graph/store"
	"waymark/schema"
)

// snapshot is a release, laid out for reading. Nodes have numbers in id order;
// types have numbers in SDL order; a node's place is its number within its type.
type snapshot struct {
	info    store.Info
	records []store.Record // by number
	typeOf  []uint8        // by number
	place   []uint32       // by number
	numbers map[string]uint32
	types   []*nodeType
	names   map[string]int // number of a type by SDL name
	cells   []byte         // every value as JSON, one after the other
	hops    hopIndex
	null    schema.Value

	mu      sync.Mutex // guards what is made on first need
	folds   map[columnKey][]string
	ranks   map[rankKey]*ranking
	lookups map[columnKey]map[string][]uint32
}

// nodeType is what nodes of one type have in common.
type nodeType struct {
	model *schema.Node
	nodes []uint32 // numbers, ascending
	cells []uint32 // where each cell begins, by place and property; one more at the end
	width int      // properties
}

// columnKey names one property of one type.
type columnKey struct{ typ, property int }

func newSnapshot(model *schema.Schema, r *store.Release) (*snapshot, error) {
	if len(model.Nodes) > math.MaxUint8 {
		return nil, fmt.Errorf("%d node types are more than a snapshot can number", len(model.Nodes))
	}
	n := len(r.Records)
	s := &snapshot{
		info: r.Info, records: r.Records,
		typeOf: make([]uint8, n), place: make([]uint32, n),
		numbers: make(map[string]uint32, n), names: make(map[string]int, len(model.Nodes)),
		folds: map[columnKey][]string{}, ranks: map[rankKey]*ranking{}, lookups: map[columnKey]map[string][]uint32{},
	}
	for i, m := range model.Nodes {
		s.names[m.Name] = i
		s.types = append(s.types, &nodeType{model: m, width: len(m.Properties)})
	}
	if err := s.number(); err != nil {
		return nil, err
	}
	s.writeCells()
	return s, s.link()
}

// number gives every record its number, type and place.
func (s *snapshot) number() error {
	for i, r := range s.records {
		typ, ok := s.names[r.Type]
		if !ok {
			return fmt.Errorf("%s: the schema has no type %s", r.ID, r.Type)
		}
		t := s.types[typ]
		if len(r.Props) != t.width || len(r.Edges) != len(t.model.Outgoing) {
			return fmt.Errorf("%s: %d properties and %d relationships, but %s has %d and %d",
				r.ID, len(r.Props), len(r.Edges), r.Type, t.width, len(t.model.Outgoing))
		}
		if i > 0 && s.records[i-1].ID >= r.ID {
			return fmt.Errorf("%s: it stands after %s, but records must be in id order", r.ID, s.records[i-1].ID)
		}
		s.numbers[r.ID] = uint32(i)
		s.typeOf[i] = uint8(typ)
		s.place[i] = uint32(len(t.nodes))
		t.nodes = append(t.nodes, uint32(i))
	}
	return nil
}

// writeCells writes every value as JSON, once. A null takes no byte.
func (s *snapshot) writeCells() {
	s.cells = make([]byte, 0, 128*len(s.records))
	for _, t := range s.types {
		t.cells = make([]uint32, len(t.nodes)*t.width+1)
		at := 0
		for _, n := range t.nodes {
			for _, v := range s.records[n].Props {
				t.cells[at] = uint32(len(s.cells))
				at++
				if !v.IsNull() {
					s.cells = store.AppendValue(s.cells, v)
				}
			}
		}
		t.cells[at] = uint32(len(s.cells))
	}
}

// value gives a stored value; property -1 is one that the node's type has not.
func (s *snapshot) value(n uint32, property int) *schema.Value {
	if property < 0 {
		return &s.null
	}
	return &s.records[n].Props[property]
}

// property finds a column in a type, or gives -1.
func (s *snapshot) property(typ int, column string) int {
	if p := s.types[typ].model.Property(column); p != nil {
		return p.Index
	}
	return -1
}
