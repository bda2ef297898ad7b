package memstore

import (
	"cmp"
	"slices"
	"sort"

	"waymark/graph/plan"
	"waymark/schema"
)

// start puts the nodes that a root read begins with into the scratch numbers,
// distinct and ascending.
func (x *execution) start(r *read) {
	base := len(x.numbers)
	if r.anchor.arg == plan.NoArg {
		x.scan(r.anchor.types)
	} else {
		x.lookUp(&r.anchor)
	}
	for i := range r.anchor.via {
		x.walk(&r.anchor.via[i], base)
	}
}

func (x *execution) scan(types []int) {
	if len(types) == 1 {
		x.numbers = append(x.numbers, x.types[types[0]].nodes...)
		return
	}
	var set typeSet
	for _, typ := range types {
		set[typ] = true
	}
	for n, typ := range x.typeOf {
		if set[typ] {
			x.numbers = append(x.numbers, uint32(n))
		}
	}
}

func (x *execution) lookUp(a *anchor) {
	base := len(x.numbers)
	if v := x.args[a.arg]; v.Kind == schema.ListValue {
		for _, e := range v.List {
			x.find(a, e)
		}
	} else {
		x.find(a, v)
	}
	x.distinct(base)
}

// find adds the nodes whose property has the value.
func (x *execution) find(a *anchor, v schema.Value) {
	if v.IsNull() {
		return
	}
	if a.lookups == nil {
		if n, ok := x.snapshot.numbers[v.Text]; ok && slices.Contains(a.types, int(x.typeOf[n])) {
			x.numbers = append(x.numbers, n)
		}
		return
	}
	key := lookupKey(v, a.typ)
	for _, index := range a.lookups {
		x.numbers = append(x.numbers, index[key]...)
	}
}

// distinct sorts the numbers from base on and drops repeated ones.
func (x *execution) distinct(base int) {
	if !slices.IsSorted(x.numbers[base:]) {
		slices.Sort(x.numbers[base:])
	}
	x.numbers = x.numbers[:base+len(slices.Compact(x.numbers[base:]))]
}

// walk replaces the numbers from base on by those one step further.
func (x *execution) walk(s *step, base int) {
	end := len(x.numbers)
	for _, n := range x.numbers[base:end] {
		if !x.alive() {
			return
		}
		h := s.hops[x.typeOf[n]]
		if h == nil || !s.period.holds(x, n) || s.where != nil && !s.where.holds(x, n) {
			continue
		}
		for _, m := range h.of(x.place[n]) {
			if s.types[x.typeOf[m]] {
				x.numbers = append(x.numbers, m)
			}
		}
	}
	x.numbers = append(x.numbers[:base], x.numbers[end:]...)
	x.distinct(base)
}

// keep drops the numbers from base on that the read's conditions do not hold for.
func (x *execution) keep(r *read, base int) {
	kept := x.numbers[:base]
	for _, n := range x.numbers[base:] {
		if !x.alive() {
			return
		}
		if x.wanted(r, n) {
			kept = append(kept, n)
		}
	}
	x.numbers = kept
}

func (x *execution) wanted(r *read, n uint32) bool {
	return r.types[x.typeOf[n]] && r.period.holds(x, n) && (r.where == nil || r.where.holds(x, n))
}

// page sorts the numbers from base on and gives those between offset and limit.
func (x *execution) page(r *read, base int) []uint32 {
	from, to := x.bounds(r, len(x.numbers)-base)
	x.sort(r, base, to)
	return x.numbers[base:][from:to]
}

// bounds gives the part of n nodes that offset and limit leave.
func (x *execution) bounds(r *read, n int) (from, to int) {
	from, to = 0, n
	if v, ok := x.count(r.offset); ok {
		from = min(v, n)
	}
	if v, ok := x.count(r.limit); ok && v < n-from {
		to = from + v
	}
	return from, to
}

// count gives a number that was given as an argument.
func (x *execution) count(a plan.Arg) (int, bool) {
	if a == plan.NoArg || x.args[a].IsNull() {
		return 0, false
	}
	return int(x.args[a].Int), true
}

// sort puts the numbers from base on in the read's order; only the first `first`
// of them need to be right. They are in id order before.
func (x *execution) sort(r *read, base, first int) {
	numbers := x.numbers[base:]
	switch len(r.sort) {
	case 0:
	case 1:
		x.sortByOne(&r.sort[0], numbers, first)
	default:
		slices.SortFunc(numbers, func(a, b uint32) int {
			for i := range r.sort {
				if c := cmp.Compare(r.sort[i].key(a), r.sort[i].key(b)); c != 0 {
					return c
				}
			}
			return cmp.Compare(a, b)
		})
	}
}

// key is what a node sorts by, ascending: nulls come last whichever the direction.
func (o *order) key(n uint32) uint32 {
	rank := o.ranks[n]
	if o.descending && rank != noRank {
		return noRank - 1 - rank
	}
	return rank
}

// sortByOne sorts by key and number, packed into one word.
func (x *execution) sortByOne(o *order, numbers []uint32, first int) {
	keys := x.keys[:0]
	for _, n := range numbers {
		keys = append(keys, uint64(o.key(n))<<32|uint64(n))
	}
	x.keys = keys
	if first < len(keys)/4 {
		keys = smallest(keys, first)
	}
	slices.Sort(keys)
	for i, k := range keys {
		numbers[i] = uint32(k)
	}
}

// smallest moves the smallest n keys to the front, as a heap whose root is the
// largest of them, and gives them.
func smallest(keys []uint64, n int) []uint64 {
	if n == 0 {
		return nil
	}
	heap := keys[:n]
	for i := n/2 - 1; i >= 0; i-- {
		sink(heap, i)
	}
	for i := n; i < len(keys); i++ {
		if keys[i] < heap[0] {
			heap[0] = keys[i]
			sink(heap, 0)
		}
	}
	return heap
}

func sink(heap []uint64, i int) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && heap[child+1] > heap[child] {
			child++
		}
		if heap[i] >= heap[child] {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}

// position is where a value stands among the keys of an order, in half steps, so
// that a value between two keys has a place too.
func (o *order) position(v schema.Value) int64 {
	if v.IsNull() {
		return 2 * noRank
	}
	at := sort.Search(len(o.keys), func(i int) bool { return compareValues(&o.keys[i], &v) >= 0 })
	found := at < len(o.keys) && compareValues(&o.keys[at], &v) == 0
	position := 2 * int64(at)
	if !found {
		position--
	}
	if o.descending {
		return 2*(noRank-1) - position
	}
	return position
}
