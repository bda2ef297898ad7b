package neostore

import (
	"fmt"
	"slices"
	"strconv"

	"waymark/graph/cypher"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// page is a connection's rows in the order in which they are written.
type page struct {
	edges              []any
	total              any
	hasNext, hasFormer bool
}

// cut takes the page out of the rows that the statement gave: one more than
// were asked for tells that more follow, and with `last` they come reversed.
func (d *decoder) cut(v any, r *plan.Read) page {
	places := v.([]any)
	p := page{total: places[1]}
	p.edges, _ = places[0].([]any)
	p.hasNext, p.hasFormer = r.Window.Before != plan.NoArg, r.Window.After != plan.NoArg
	if first := r.Window.First; first != plan.NoArg && len(p.edges) > int(d.args[first].Int) {
		p.edges, p.hasNext = p.edges[:d.args[first].Int], true
	}
	if last := r.Window.Last; last != plan.NoArg {
		if len(p.edges) > int(d.args[last].Int) {
			p.edges, p.hasFormer = p.edges[:d.args[last].Int], true
		}
		slices.Reverse(p.edges)
	}
	return p
}

// connection writes a connection object.
func (d *decoder) connection(v any, r *plan.Read) error {
	p := d.cut(v, r)
	node := firstNode(r)
	d.out = append(d.out, '{')
	for i, f := range r.Page {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		d.out = append(d.out, f.Key.JSON...)
		switch f.Kind {
		case plan.PageTypename:
			d.out = store.AppendString(d.out, f.Typename)
		case plan.PageTotalCount:
			d.out = strconv.AppendInt(d.out, p.total.(int64), 10)
		case plan.PageEdges:
			if err := d.within(f.Key.Name, false, func() error { return d.edges(p, f.Edges, r, node) }); err != nil {
				return err
			}
			node += nodes(f.Edges)
		case plan.PageInfo:
			d.pageInfo(p, f.Info, r)
		default:
			panic(fmt.Sprintf("neostore: unknown entry %d of a connection", f.Kind))
		}
	}
	d.out = append(d.out, '}')
	return nil
}

// firstNode is the place of the first node in an edge's row: after its cursor.
func firstNode(r *plan.Read) int {
	if cypher.WantsCursors(r) {
		return 1
	}
	return 0
}

// nodes counts the places that an edge's fields take in its row. A connection
// that asks for its edges twice, by two keys, has the nodes of both in one row.
func nodes(fields []plan.EdgeField) int {
	count := 0
	for _, f := range fields {
		if f.Kind == plan.EdgeNode {
			count++
		}
	}
	return count
}

func (d *decoder) edges(p page, fields []plan.EdgeField, r *plan.Read, node int) error {
	d.out = append(d.out, '[')
	for i, edge := range p.edges {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		if err := d.within(i, false, func() error { return d.edge(edge.([]any), fields, r, node) }); err != nil {
			return err
		}
	}
	d.out = append(d.out, ']')
	return nil
}

func (d *decoder) edge(places []any, fields []plan.EdgeField, r *plan.Read, next int) error {
	d.out = append(d.out, '{')
	for i, f := range fields {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		d.out = append(d.out, f.Key.JSON...)
		switch f.Kind {
		case plan.EdgeTypename:
			d.out = store.AppendString(d.out, f.Typename)
		case plan.EdgeCursor:
			d.out = store.AppendString(d.out, d.cursor(places, r))
		case plan.EdgeNode:
			row := places[next].([]any)
			next++
			err := d.within(f.Key.Name, false, func() error { return d.node(row, r.Types, f.Select) })
			if err != nil {
				return err
			}
		default:
			panic(fmt.Sprintf("neostore: unknown entry %d of an edge", f.Kind))
		}
	}
	d.out = append(d.out, '}')
	return nil
}

func (d *decoder) pageInfo(p page, fields []plan.InfoField, r *plan.Read) {
	d.out = append(d.out, '{')
	for i, f := range fields {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		d.out = append(d.out, f.Key.JSON...)
		switch f.Kind {
		case plan.InfoTypename:
			d.out = store.AppendString(d.out, f.Typename)
		case plan.InfoHasNextPage:
			d.out = strconv.AppendBool(d.out, p.hasNext)
		case plan.InfoHasPreviousPage:
			d.out = strconv.AppendBool(d.out, p.hasFormer)
		case plan.InfoStartCursor:
			d.endCursor(p, 0, r)
		case plan.InfoEndCursor:
			d.endCursor(p, len(p.edges)-1, r)
		}
	}
	d.out = append(d.out, '}')
}

// endCursor writes the cursor of one end of the page; an empty page has none.
func (d *decoder) endCursor(p page, place int, r *plan.Read) {
	if len(p.edges) == 0 {
		d.out = append(d.out, "null"...)
		return
	}
	d.out = store.AppendString(d.out, d.cursor(p.edges[place].([]any), r))
}

func (d *decoder) cursor(places []any, r *plan.Read) string {
	keys := places[0].([]any)
	values := make([]schema.Value, len(r.Sort))
	for i := range values {
		values[i] = fromDriver(keys[i])
	}
	return plan.EncodeCursor(d.release, r.Sort, values, keys[len(r.Sort)].(string))
}
