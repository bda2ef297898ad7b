package memstore

import (
	"waymark/graph/plan"
	"waymark/graph/store"
)

// Writers report whether a value was written whole. If one was not, either x.err
// ends the execution, or a value that must be there is missing: then the caller
// gives up too, until one of them may write null instead.

// node writes one node as an object.
func (x *execution) node(n uint32, objects []*object) bool {
	x.result.Rows++
	if x.limit > 0 && x.result.Rows > x.limit {
		x.err = store.TooManyRows(x.limit)
		return false
	}
	if !x.alive() {
		return false
	}
	typ := x.typeOf[n]
	t := x.types[typ]
	at := int(x.place[n]) * t.width
	return x.object(n, t.cells[at:at+t.width+1], objects[typ])
}

// object writes fields of a node whose cells begin where the texts say.
func (x *execution) object(n uint32, cells []uint32, o *object) bool {
	out := x.out
	for i := range o.fields {
		f := &o.fields[i]
		out = append(out, f.before...)
		switch f.kind {
		case cellField:
			if from, to := cells[f.cell], cells[f.cell+1]; from < to {
				out = append(out, x.cells[from:to]...)
				continue
			}
			if f.nonNull {
				return x.missing(f)
			}
			out = append(out, "null"...)
		case listField:
			if from, to := cells[f.cell], cells[f.cell+1]; from < to {
				out = append(out, x.cells[from:to]...)
				continue
			}
			out = append(out, "[]"...)
		case firstField:
			cell := first(cells, f.cells)
			if cell < 0 && f.nonNull {
				return x.missing(f)
			}
			if cell < 0 {
				out = append(out, "null"...)
				continue
			}
			out = append(out, x.cells[cells[cell]:cells[cell+1]]...)
		default:
			x.out = out
			if !x.below(n, cells, f) {
				return false
			}
			out = x.out
		}
	}
	x.out = append(out, o.end...)
	return true
}

// first gives the first property that has a value, or -1.
func first(cells []uint32, properties []int) int {
	for _, p := range properties {
		if cells[p] < cells[p+1] {
			return p
		}
	}
	return -1
}

// missing reports that a value that must be there is not.
func (x *execution) missing(f *field) bool {
	path := make([]any, 0, len(x.path)+1)
	for _, s := range x.path {
		if s.key != "" {
			path = append(path, s.key)
			continue
		}
		path = append(path, s.place)
	}
	x.result.Errors = append(x.result.Errors, store.FieldError{
		Root: x.root, ID: x.keyed, Path: append(path, f.key), Message: "a value that must be there is missing",
	})
	return false
}

// below writes the value of a field that is an object or more. If a value in it
// is missing and it may be null, it is null.
func (x *execution) below(n uint32, cells []uint32, f *field) bool {
	start, depth, base := len(x.out), len(x.path), len(x.numbers)
	x.path = append(x.path, stage{key: f.key})
	var written, absent bool
	if f.kind == embeddedField {
		if absent = first(cells, f.cells) < 0; !absent {
			written = x.object(n, cells, f.object)
		}
	} else {
		written, absent = x.related(n, f.read)
	}
	x.path, x.numbers = x.path[:depth], x.numbers[:base]
	switch {
	case written:
		return true
	case x.err != nil:
		return false
	case f.nonNull && absent:
		return x.missing(f)
	case f.nonNull:
		return false
	}
	x.out = append(x.out[:start], "null"...)
	return true
}

// related writes what a read finds from a node on; absent tells that it found no
// node at all where it looks for one.
func (x *execution) related(n uint32, r *read) (written, absent bool) {
	base := len(x.numbers)
	ids := x.neighbours(n, r)
	switch r.form {
	case plan.One:
		if len(ids) == 0 {
			return false, true
		}
		return x.node(ids[0], r.objects), false
	case plan.Connection:
		if len(ids) > 0 && len(x.numbers) == base {
			x.numbers = append(x.numbers, ids...)
		}
		return x.connection(r, base), false
	default:
		if len(x.numbers) == base { // straight from the hop: nothing to sort
			from, to := x.bounds(r, len(ids))
			return x.list(r, ids[from:to]), false
		}
		return x.list(r, x.page(r, base)), false
	}
}

// neighbours gives the nodes that a nested read wants, in id order: as they stand
// in the hop where it wants all and does not sort, else as scratch numbers.
func (x *execution) neighbours(n uint32, r *read) []uint32 {
	typ := x.typeOf[n]
	h := r.hops[typ]
	if h == nil {
		return nil
	}
	ids := h.of(x.place[n])
	if r.within[typ] && r.period == nil && r.where == nil && len(r.sort) == 0 {
		return ids
	}
	base := len(x.numbers)
	for _, m := range ids {
		if !x.alive() {
			return nil
		}
		if x.wanted(r, m) {
			x.numbers = append(x.numbers, m)
		}
	}
	return x.numbers[base:]
}

// list writes nodes as a list, none of which may be null.
func (x *execution) list(r *read, ids []uint32) bool {
	x.out = append(x.out, '[')
	depth := len(x.path)
	x.path = append(x.path, stage{})
	for i, n := range ids {
		if i > 0 {
			x.out = append(x.out, ',')
		}
		x.path[depth].place = i
		if !x.node(n, r.objects) {
			return false
		}
	}
	x.path = x.path[:depth]
	x.out = append(x.out, ']')
	return true
}

// connection writes the numbers from base on as a connection.
func (x *execution) connection(r *read, base int) bool {
	total := len(x.numbers) - base
	w, err := x.window(r, base)
	if err != nil {
		x.err = err
		return false
	}
	for i := range r.page.fields {
		f := &r.page.fields[i]
		x.out = append(x.out, f.before...)
		switch f.kind {
		case plan.PageEdges:
			if !x.edges(r, f, w.ids) {
				return false
			}
		case plan.PageTotalCount:
			x.out = appendInt(x.out, total)
		case plan.PageInfo:
			x.info(r, f, w)
		}
	}
	x.out = append(x.out, r.page.end...)
	return true
}

func (x *execution) edges(r *read, f *pageField, ids []uint32) bool {
	x.out = append(x.out, '[')
	depth := len(x.path)
	x.path = append(x.path, stage{key: f.key}, stage{}, stage{})
	for i, n := range ids {
		if i > 0 {
			x.out = append(x.out, ',')
		}
		x.path[depth+1].place = i
		for j := range f.edges {
			e := &f.edges[j]
			x.out = append(x.out, e.before...)
			x.path[depth+2].key = e.key
			if e.kind == plan.EdgeCursor {
				x.cursor(r, n)
			} else if !x.node(n, e.objects) {
				return false
			}
		}
		x.out = append(x.out, f.end...)
	}
	x.path = x.path[:depth]
	x.out = append(x.out, ']')
	return true
}

func (x *execution) info(r *read, f *pageField, w window) {
	for _, i := range f.info {
		x.out = append(x.out, i.before...)
		switch i.kind {
		case plan.InfoHasNextPage:
			x.out = appendBool(x.out, w.next)
		case plan.InfoHasPreviousPage:
			x.out = appendBool(x.out, w.previous)
		case plan.InfoStartCursor:
			x.edgeCursor(r, w.ids, 0)
		case plan.InfoEndCursor:
			x.edgeCursor(r, w.ids, len(w.ids)-1)
		}
	}
	x.out = append(x.out, f.end...)
}

func (x *execution) edgeCursor(r *read, ids []uint32, place int) {
	if len(ids) == 0 {
		x.out = append(x.out, "null"...)
		return
	}
	x.cursor(r, ids[place])
}
