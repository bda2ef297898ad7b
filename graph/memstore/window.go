package memstore

import (
	"slices"
	"strconv"
	"strings"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// window is the part of a connection that is shown.
type window struct {
	ids            []uint32
	next, previous bool
}

// window sorts the numbers from base on, narrows them by the cursors and cuts the
// first or the last of them.
func (x *execution) window(r *read, base int) (window, error) {
	after, err := x.mark(r, r.window.After)
	if err != nil {
		return window{}, err
	}
	before, err := x.mark(r, r.window.Before)
	if err != nil {
		return window{}, err
	}
	x.sort(r, base, len(x.numbers)-base)
	w := window{ids: x.numbers[base:], next: before != nil, previous: after != nil}
	if after != nil {
		w.ids = w.ids[r.beyond(w.ids, after, true):]
	}
	if before != nil {
		w.ids = w.ids[:r.beyond(w.ids, before, false)]
	}
	if n, ok := x.count(r.window.First); ok && n < len(w.ids) {
		w.ids, w.next = w.ids[:n], true
	}
	if n, ok := x.count(r.window.Last); ok && n < len(w.ids) {
		w.ids, w.previous = w.ids[len(w.ids)-n:], true
	}
	return w, nil
}

// mark is where a cursor stands: a position for each order, and for the id.
type mark []int64

// mark finds where a cursor stands; nil if there is none. Returns an *store.Error
// of kind Invalid for a cursor of another release.
func (x *execution) mark(r *read, arg plan.Arg) (mark, error) {
	if arg == plan.NoArg || x.args[arg].IsNull() {
		return nil, nil
	}
	parts := x.args[arg].List
	if parts[0].Text != x.snapshot.info.ID {
		return nil, store.StaleCursor()
	}
	m := make(mark, 0, len(r.sort)+1)
	for i := range r.sort {
		m = append(m, r.sort[i].position(sortKey(parts[1+i], r.sort[i].typ)))
	}
	return append(m, x.idPosition(parts[len(parts)-1].Text)), nil
}

// idPosition is where an id stands among the numbers, in half steps.
func (x *execution) idPosition(id string) int64 {
	at, found := slices.BinarySearchFunc(x.records, id, func(r store.Record, id string) int {
		return strings.Compare(r.ID, id)
	})
	if !found {
		return 2*int64(at) - 1
	}
	return 2 * int64(at)
}

// beyond gives the place of the first of the sorted ids that stands at the mark
// or after it; strictly after it, if past is set.
func (r *read) beyond(ids []uint32, m mark, past bool) int {
	at, _ := slices.BinarySearchFunc(ids, m, func(n uint32, m mark) int {
		c := r.compare(n, m)
		if c == 0 && !past {
			return 1
		}
		if c <= 0 {
			return -1
		}
		return 1
	})
	return at
}

func (r *read) compare(n uint32, m mark) int {
	for i := range r.sort {
		if c := int64(2)*int64(r.sort[i].key(n)) - m[i]; c != 0 {
			return sign(c)
		}
	}
	return sign(2*int64(n) - m[len(m)-1])
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// cursor writes the cursor of a node.
func (x *execution) cursor(r *read, n uint32) {
	values := make([]schema.Value, len(r.sort))
	for i, o := range r.sort {
		values[i] = *x.value(n, o.properties[x.typeOf[n]])
	}
	x.out = store.AppendString(x.out, plan.EncodeCursor(x.snapshot.info.ID, r.orders, values, x.records[n].ID))
}

func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }

func appendBool(dst []byte, b bool) []byte { return strconv.AppendBool(dst, b) }
