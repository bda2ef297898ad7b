package memstore

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// What is derived from columns is made when a plan first needs it: opening a
// release stays cheap, and most columns are never searched.

// folded gives the folded texts of a column, by place.
func (s *snapshot) folded(k columnKey) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	texts, ok := s.folds[k]
	if !ok {
		t := s.types[k.typ]
		texts = make([]string, len(t.nodes))
		for i, n := range t.nodes {
			texts[i] = schema.Fold(s.records[n].Props[k.property].Text)
		}
		s.folds[k] = texts
	}
	return texts
}

// lookup gives the index of a column: nodes by their value's lookupKey, ascending.
func (s *snapshot) lookup(k columnKey) map[string][]uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	index, ok := s.lookups[k]
	if !ok {
		index = map[string][]uint32{}
		t := s.types[k.typ]
		for _, n := range t.nodes {
			if v := s.records[n].Props[k.property]; !v.IsNull() {
				key := lookupKey(v, t.model.Properties[k.property].Type)
				index[key] = append(index[key], n)
			}
		}
		s.lookups[k] = index
	}
	return index
}

// lookupKey is equal for values that compare as equal.
func lookupKey(v schema.Value, t schema.Type) string {
	if v.Kind != schema.TextValue {
		return string(store.AppendValue(nil, v))
	}
	if t == schema.String {
		return schema.Fold(v.Text)
	}
	return v.Text
}

// noRank is the rank of null: after all others.
const noRank = math.MaxUint32

// ranking orders the values of one column over all types that have it.
type ranking struct {
	ranks []uint32       // by number of the node
	keys  []schema.Value // by rank, ascending and distinct; of text the collation key
}

type rankKey struct {
	column string
	typ    schema.Type
}

// ranking gives the order of a column.
func (s *snapshot) ranking(k rankKey) *ranking {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.ranks[k]
	if !ok {
		r = s.rank(k)
		s.ranks[k] = r
	}
	return r
}

func (s *snapshot) rank(k rankKey) *ranking {
	type placed struct {
		key  schema.Value
		node uint32
	}
	r := &ranking{ranks: make([]uint32, len(s.records))}
	for i := range r.ranks {
		r.ranks[i] = noRank
	}
	var list []placed
	for typ, t := range s.types {
		property := s.property(typ, k.column)
		if property < 0 || t.model.Properties[property].Type != k.typ || t.model.Properties[property].List {
			continue
		}
		for _, n := range t.nodes {
			if v := s.records[n].Props[property]; !v.IsNull() {
				list = append(list, placed{sortKey(v, k.typ), n})
			}
		}
	}
	slices.SortFunc(list, func(a, b placed) int { return compareValues(&a.key, &b.key) })
	for i, p := range list {
		if i == 0 || compareValues(&list[i-1].key, &p.key) != 0 {
			r.keys = append(r.keys, p.key)
		}
		r.ranks[p.node] = uint32(len(r.keys) - 1)
	}
	return r
}

// sortKey is what a value sorts by.
func sortKey(v schema.Value, t schema.Type) schema.Value {
	if t == schema.String && v.Kind == schema.TextValue {
		return schema.Text(schema.SortKey(v.Text))
	}
	return v
}

// compareValues orders two values of one kind.
func compareValues(a, b *schema.Value) int {
	switch a.Kind {
	case schema.IntValue:
		return cmp.Compare(a.Int, b.Int)
	case schema.FloatValue:
		return cmp.Compare(a.Float, b.Float)
	case schema.BoolValue:
		return cmp.Compare(truth(a.Bool), truth(b.Bool))
	default:
		return strings.Compare(a.Text, b.Text)
	}
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
