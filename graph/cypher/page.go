package cypher

import (
	"fmt"
	"strings"

	"waymark/graph/plan"
	"waymark/schema"
)

// connection writes a root connection as a list of two places: its edges, or
// null where none were asked for, and its count, or null.
func (c *compiler) connection(r *plan.Read, i int) {
	c.keepCursors(r)
	edges, total := "null", "null"
	if WantsEdges(r) {
		edges = c.subquery("COLLECT", func() {
			v := c.anchor(r)
			c.window(v, r, true)
			c.line("RETURN " + c.edge(v, r))
		})
	}
	if wantsTotal(r) {
		total = c.subquery("COUNT", func() { c.line("RETURN " + c.anchor(r)) })
	}
	c.line(fmt.Sprintf("RETURN [%s, %s] AS r%d", edges, total, i))
}

func (c *compiler) keepCursors(r *plan.Read) {
	for _, cursor := range []plan.Arg{r.Window.After, r.Window.Before} {
		if cursor != plan.NoArg {
			c.cursors = append(c.cursors, cursor)
		}
	}
}

// subquery writes clauses into the braces of COLLECT or COUNT.
func (c *compiler) subquery(kind string, clauses func()) string {
	outer, depth := c.text, c.depth
	c.text, c.depth = new(strings.Builder), depth+1
	clauses()
	text := kind + " {\n" + c.text.String() + strings.Repeat("  ", depth) + "}"
	c.text, c.depth = outer, depth
	return text
}

// nestedConnection writes a connection below the node v; match finds its nodes
// as m.
func (c *compiler) nestedConnection(m, match string, r *plan.Read) string {
	c.keepCursors(r)
	edges, total := "null", "null"
	if WantsEdges(r) {
		edges = "COLLECT { " + match + " " + strings.Join(c.pageClauses(m, r, false), " ") + " RETURN " + c.edge(m, r) + " }"
	}
	if wantsTotal(r) {
		total = "COUNT { " + match + " }"
	}
	return "[" + edges + ", " + total + "]"
}

// window writes the clauses that cut a page out of the nodes v.
func (c *compiler) window(v string, r *plan.Read, root bool) {
	for _, clause := range c.pageClauses(v, r, root) {
		c.line(clause)
	}
}

// pageClauses gives the clauses that keep the nodes between the cursors, order
// them and cut one more than the page holds. With `last` the order is reversed,
// and whoever reads the rows turns them round. A root without a page is bounded
// by the rows that an operation may write.
func (c *compiler) pageClauses(v string, r *plan.Read, root bool) []string {
	var bounds []string
	if r.Window.After != plan.NoArg {
		bounds = append(bounds, c.beyond(v, r, r.Window.After, 0, false))
	}
	if r.Window.Before != plan.NoArg {
		bounds = append(bounds, c.beyond(v, r, r.Window.Before, 0, true))
	}
	var clauses []string
	if len(bounds) > 0 {
		clauses = append(clauses, "WITH "+v+" WHERE "+strings.Join(bounds, " AND "))
	}
	reversed := r.Window.Last != plan.NoArg
	order := "WITH " + v + " ORDER BY " + strings.Join(orderBy(v, r.Sort, reversed), ", ")
	switch {
	case reversed:
		order += " LIMIT " + c.param(r.Window.Last, PlusOne)
	case r.Window.First != plan.NoArg:
		order += " LIMIT " + c.param(r.Window.First, PlusOne)
	case root:
		order += " LIMIT $rows"
	}
	return append(clauses, order)
}

// beyond says that v comes after the cursor (or, mirrored, before it) by the
// sort keys from the i-th on: its key lies beyond the cursor's, or is the same
// and the rest decides. Nulls come last in both directions.
func (c *compiler) beyond(v string, r *plan.Read, cursor plan.Arg, i int, mirrored bool) string {
	if i == len(r.Sort) {
		return property(v, "id") + greater(mirrored) + c.reference(Param{
			Name: fmt.Sprintf("p%d_id", cursor), Arg: cursor, Form: CursorID, Type: schema.ID})
	}
	order := r.Sort[i]
	key := property(v, sortColumn(order))
	value := c.reference(Param{
		Name: fmt.Sprintf("p%d_v%d", cursor, i), Arg: cursor, Form: CursorValue, Type: order.Type, Element: i})
	past := key + greater(mirrored != order.Descending) + value
	if mirrored {
		past = fmt.Sprintf("(%s OR %s IS NULL AND %s IS NOT NULL)", past, value, key)
	} else {
		past = fmt.Sprintf("(%s OR %s IS NOT NULL AND %s IS NULL)", past, value, key)
	}
	same := fmt.Sprintf("(%s = %s OR %s IS NULL AND %s IS NULL)", key, value, key, value)
	return fmt.Sprintf("(%s OR %s AND %s)", past, same, c.beyond(v, r, cursor, i+1, mirrored))
}

func greater(mirrored bool) string {
	if mirrored {
		return " < "
	}
	return " > "
}

// edge writes one edge: the places of its cursor, where cursors were asked for,
// then the places of its node, where that was.
func (c *compiler) edge(v string, r *plan.Read) string {
	places := make([]string, 0, 2)
	if WantsCursors(r) {
		cursor := make([]string, 0, len(r.Sort)+1)
		for _, o := range r.Sort {
			cursor = append(cursor, property(v, o.Column))
		}
		places = append(places, "["+strings.Join(append(cursor, property(v, "id")), ", ")+"]")
	}
	for _, f := range r.Page {
		for _, e := range f.Edges {
			if e.Kind == plan.EdgeNode {
				places = append(places, c.row(v, r.Types, e.Select))
			}
		}
	}
	return "[" + strings.Join(places, ", ") + "]"
}

// WantsEdges reports whether a connection's rows are needed: for its edges or
// for its page information.
func WantsEdges(r *plan.Read) bool {
	for _, f := range r.Page {
		if f.Kind == plan.PageEdges || f.Kind == plan.PageInfo {
			return true
		}
	}
	return false
}

// WantsCursors reports whether a connection's rows begin with the places of
// their cursors: the sort columns in their order, then the id.
func WantsCursors(r *plan.Read) bool {
	for _, f := range r.Page {
		for _, e := range f.Edges {
			if e.Kind == plan.EdgeCursor {
				return true
			}
		}
		for _, info := range f.Info {
			if info.Kind == plan.InfoStartCursor || info.Kind == plan.InfoEndCursor {
				return true
			}
		}
	}
	return false
}

func wantsTotal(r *plan.Read) bool {
	for _, f := range r.Page {
		if f.Kind == plan.PageTotalCount {
			return true
		}
	}
	return false
}
