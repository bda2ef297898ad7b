package storetest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
	"waymark/schema"
)

// rootField answers one root field and tells whether it may be null.
func (e *naive) rootField(g group) (a answer, nullable bool) {
	e.path = []any{g.key}
	f := g.fields[0]
	asOf := e.date(f, "")
	types, shape := e.rootTypes(f.Name)
	var found []*store.Record
	for i := range e.release.Records {
		r := &e.release.Records[i]
		if e.among(r, types) && e.holds(r, asOf) && (shape == manyRoot || shape == pageRoot || e.asked(r, f)) {
			found = append(found, r)
		}
	}
	switch shape {
	case oneRoot:
		return e.one(found, false, asOf, g), true
	case pageRoot:
		return e.connection(found, asOf, g), false
	default:
		return e.list(found, asOf, g), false
	}
}

type rootShape int

const (
	oneRoot  rootShape = iota // one node by a key
	idsRoot                   // nodes by id
	manyRoot                  // a list
	pageRoot                  // a connection
)

// rootTypes finds what a root field gives.
func (e *naive) rootTypes(name string) ([]*schema.Node, rootShape) {
	switch name {
	case "node":
		return e.model.Interface("Node").Nodes, oneRoot
	case "nodes":
		return e.model.Interface("Node").Nodes, idsRoot
	}
	plural, isPage := strings.CutSuffix(name, "Connection")
	shape := manyRoot
	if isPage {
		shape = pageRoot
	}
	for _, n := range e.model.Nodes {
		if name == strings.ToLower(n.Name[:1])+n.Name[1:] {
			return []*schema.Node{n}, oneRoot
		}
		if plural == n.Plural {
			return []*schema.Node{n}, shape
		}
	}
	for _, i := range e.model.Interfaces {
		if plural == i.Plural {
			return i.Nodes, shape
		}
	}
	panic("storetest: no root field " + name)
}

// asked reports whether a record has the key that the arguments give.
func (e *naive) asked(r *store.Record, f *ast.Field) bool {
	node := e.model.Node(r.Type)
	for _, a := range f.Arguments {
		v := e.input(a.Value)
		switch {
		case a.Name == "asOf" || v == nil || v == (none{}):
		case a.Name == "ids":
			return slices.Contains(items(v), any(r.ID))
		default:
			p := node.Field(a.Name).Property
			return !r.Props[p.Index].IsNull() && compare(r.Props[p.Index], p.Type, v) == 0
		}
	}
	return false
}

// connection answers a connection over the records.
func (e *naive) connection(found []*store.Record, asOf string, g group) answer {
	f := g.fields[0]
	orders := e.orders(f)
	found = e.sorted(e.filtered(found, f, asOf), orders)
	total := len(found)
	page, next, previous := e.cut(found, f, orders)
	typ := f.Definition.Type.Name()
	return e.members(e.collect(typ, g.selections()), func(g group) answer {
		switch g.fields[0].Name {
		case "totalCount":
			return answer{json: strconv.Itoa(total)}
		case "pageInfo":
			return e.pageInfo(page, orders, next, previous, g)
		case "edges":
			return e.elements(len(page), func(i int) answer {
				return e.edge(page[i], strings.TrimSuffix(typ, "Connection")+"Edge", orders, asOf, g)
			})
		default:
			return answer{json: quote(typ)}
		}
	})
}

// cut narrows sorted records by the cursors, then takes the first or the last.
func (e *naive) cut(list []*store.Record, f *ast.Field, orders []sorting) (page []*store.Record, next, previous bool) {
	if after, ok := e.argument(f.Arguments, "after").(string); ok {
		list, previous = list[1+e.find(list, after, orders):], true
	}
	if before, ok := e.argument(f.Arguments, "before").(string); ok {
		list, next = list[:e.find(list, before, orders)], true
	}
	if n := e.count(f, "first", len(list)); n < len(list) {
		list, next = list[:n], true
	}
	if n := e.count(f, "last", len(list)); n < len(list) {
		list, previous = list[len(list)-n:], true
	}
	return list, next, previous
}

// find gives the place of the record that has the cursor.
func (e *naive) find(list []*store.Record, cursor string, orders []sorting) int {
	for i, r := range list {
		if e.cursor(r, orders) == cursor {
			return i
		}
	}
	panic("storetest: the evaluator knows cursors of shown nodes only")
}

func (e *naive) edge(r *store.Record, typ string, orders []sorting, asOf string, g group) answer {
	return e.members(e.collect(typ, g.selections()), func(g group) answer {
		switch g.fields[0].Name {
		case "cursor":
			return answer{json: quote(e.cursor(r, orders))}
		case "node":
			return e.object(r, asOf, g.selections())
		default:
			return answer{json: quote(typ)}
		}
	})
}

func (e *naive) pageInfo(page []*store.Record, orders []sorting, next, previous bool, g group) answer {
	end := func(i int) string {
		if len(page) == 0 {
			return "null"
		}
		return quote(e.cursor(page[i], orders))
	}
	return e.members(e.collect("PageInfo", g.selections()), func(g group) answer {
		switch g.fields[0].Name {
		case "hasNextPage":
			return answer{json: strconv.FormatBool(next)}
		case "hasPreviousPage":
			return answer{json: strconv.FormatBool(previous)}
		case "startCursor":
			return answer{json: end(0)}
		case "endCursor":
			return answer{json: end(len(page) - 1)}
		default:
			return answer{json: quote("PageInfo")}
		}
	})
}
