package cypher

import (
	"fmt"
	"strings"

	"waymark/graph/plan"
	"waymark/schema"
)

// root writes the clauses of one root read, ending in RETURN … AS r<i>.
func (c *compiler) root(i int, r *plan.Read) {
	if r.Form == plan.Connection {
		c.connection(r, i)
		return
	}
	v := c.anchor(r)
	switch r.Form {
	case plan.Keyed:
		c.line(fmt.Sprintf("RETURN collect([%s, %s]) AS r%d", property(v, "id"), c.row(v, r.Types, r.Select), i))
	case plan.One:
		c.line(fmt.Sprintf("RETURN head(collect(%s)) AS r%d", c.row(v, r.Types, r.Select), i))
	default:
		c.order(v, r)
		c.line(fmt.Sprintf("RETURN collect(%s) AS r%d", c.row(v, r.Types, r.Select), i))
	}
}

// anchor writes the MATCH clauses up to the read's own nodes and gives their variable.
func (c *compiler) anchor(r *plan.Read) string {
	v := c.variable()
	c.line("MATCH (" + v + ":" + labels(r.Anchor.Types) + ")")
	conditions := []string{property(v, "release") + " = $release", c.start(v, r.Anchor)}
	types := r.Anchor.Types
	for _, step := range r.Anchor.Via {
		conditions = append(conditions, c.conditions(v, types, step.AsOf)...)
		if step.Where != nil {
			conditions = append(conditions, c.operand(v, step.Where))
		}
		c.whereLine(conditions)
		next := c.variable()
		c.line("MATCH " + path(v, step.Hop, next, step.Types))
		v, types, conditions = next, step.Types, nil
	}
	if repeats(r.Anchor.Via) {
		c.line("WITH DISTINCT " + v)
	}
	c.whereLine(append(conditions, c.filter(v, r)...))
	return v
}

// repeats reports whether the steps can lead to one node twice. They cannot where
// each goes backwards over a relationship of which a node has at most one.
func repeats(via []plan.Step) bool {
	for _, step := range via {
		for _, t := range step.Types {
			if step.Hop.Direction != schema.In || !single(t, step.Hop.Type) {
				return true
			}
		}
	}
	return false
}

func single(t *schema.Node, relationship string) bool {
	for _, r := range t.Outgoing {
		if r.Type == relationship {
			return !r.List
		}
	}
	return false
}

// whereLine writes WHERE with all of the conditions, or nothing if there are none.
func (c *compiler) whereLine(conditions []string) {
	if len(conditions) > 0 {
		c.line("WHERE " + strings.Join(conditions, " AND "))
	}
}

// start writes the condition that an index serves.
func (c *compiler) start(v string, a plan.Anchor) string {
	if a.Kind == plan.Scan {
		return property(v, "id") + " IS NOT NULL"
	}
	op := plan.Equal
	if c.plan.Params[a.Arg].List {
		op = plan.In
	}
	return c.compare(v, plan.Compare{Column: a.Property, Type: c.plan.Params[a.Arg].Type, Op: op, Arg: a.Arg})
}

// filter gives the conditions of a read: its date and its where.
func (c *compiler) filter(v string, r *plan.Read) []string {
	conditions := c.conditions(v, r.Types, r.AsOf)
	if r.Where != nil {
		conditions = append(conditions, c.operand(v, r.Where))
	}
	return conditions
}

// operand writes a filter that stands beside others.
func (c *compiler) operand(v string, e plan.Expr) string {
	text := c.where(v, e, false)
	if _, or := e.(plan.Or); or {
		return "(" + text + ")"
	}
	return text
}

// order writes WITH … ORDER BY … SKIP … LIMIT for a root list; one without a limit
// is bounded by the rows that an operation may write.
func (c *compiler) order(v string, r *plan.Read) {
	limit := c.page(r)
	if r.Limit == plan.NoArg {
		limit += " LIMIT $rows"
	}
	c.line("WITH " + v + " ORDER BY " + strings.Join(orderBy(v, r.Sort, false), ", ") + limit)
}

func (c *compiler) page(r *plan.Read) string {
	text := ""
	if r.Offset != plan.NoArg {
		text += " SKIP " + c.param(r.Offset, Plain)
	}
	if r.Limit != plan.NoArg {
		text += " LIMIT " + c.param(r.Limit, Plain)
	}
	return text
}

// orderBy writes the sort keys: nulls last in both directions, id last of all.
// A reversed order, for the last page of a connection, is its exact mirror. Neo4j
// itself puts nulls last where it ascends; only where it would put them first does
// a key of their own come before.
func orderBy(v string, sort []plan.Order, reversed bool) []string {
	keys := make([]string, 0, 2*len(sort)+1)
	for _, o := range sort {
		if o.Descending {
			keys = append(keys, direction(property(v, o.Column)+" IS NULL", reversed))
		}
		keys = append(keys, direction(property(v, sortColumn(o)), o.Descending != reversed))
	}
	return append(keys, direction(property(v, "id"), reversed))
}

func sortColumn(o plan.Order) string {
	if o.Type == schema.String {
		return SortColumn(o.Column)
	}
	return o.Column
}

func direction(key string, descending bool) string {
	if descending {
		return key + " DESC"
	}
	return key
}
