package cypher

import (
	"fmt"
	"strings"

	"waymark/graph/plan"
	"waymark/schema"
)

// where writes a filter on the nodes bound to v. Filters are two-valued, Cypher
// is three-valued: below a negation (negated) each comparison with null is made
// false by coalesce; elsewhere it is left bare, so that an index can serve it.
func (c *compiler) where(v string, e plan.Expr, negated bool) string {
	switch e := e.(type) {
	case plan.And:
		return c.join(v, e.Operands, " AND ", "true", negated)
	case plan.Or:
		return c.join(v, e.Operands, " OR ", "false", negated)
	case plan.Not:
		return "NOT (" + c.where(v, e.Operand, true) + ")"
	case plan.Constant:
		return fmt.Sprint(e.Holds)
	case plan.IsNull:
		return property(v, e.Column) + " IS NULL"
	case plan.Exists:
		return c.exists(v, e)
	case plan.Compare:
		text := c.compare(v, e)
		if negated {
			return "coalesce(" + text + ", false)"
		}
		return text
	default:
		panic(fmt.Sprintf("cypher: unknown filter %T", e))
	}
}

func (c *compiler) join(v string, operands []plan.Expr, with, empty string, negated bool) string {
	if len(operands) == 0 {
		return empty
	}
	parts := make([]string, len(operands))
	for i, o := range operands {
		parts[i] = c.where(v, o, negated)
		if _, or := o.(plan.Or); or && len(operands) > 1 {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, with)
}

// operators are the comparisons that Cypher writes between two operands.
var operators = [...]string{
	plan.Equal: "=", plan.In: "IN", plan.Less: "<", plan.LessOrEqual: "<=",
	plan.Greater: ">", plan.GreaterOrEqual: ">=", plan.Contains: "CONTAINS",
	plan.StartsWith: "STARTS WITH", plan.EndsWith: "ENDS WITH",
}

func (c *compiler) compare(v string, e plan.Compare) string {
	if e.Op == plan.Includes {
		return c.param(e.Arg, Plain) + " IN " + property(v, e.Column)
	}
	if e.Type == schema.String {
		return property(v, FoldColumn(e.Column)) + " " + operators[e.Op] + " " + c.param(e.Arg, Folded)
	}
	return property(v, e.Column) + " " + operators[e.Op] + " " + c.param(e.Arg, Plain)
}

func property(v, column string) string { return v + "." + name(column) }

func (c *compiler) exists(v string, e plan.Exists) string {
	m := c.variable()
	conditions := c.conditions(m, e.Types, e.AsOf)
	if e.Where != nil {
		text := c.where(m, e.Where, e.Quantifier == plan.All)
		if e.Quantifier == plan.All {
			text = "NOT (" + text + ")"
		} else if _, or := e.Where.(plan.Or); or {
			text = "(" + text + ")"
		}
		conditions = append(conditions, text)
	} else if e.Quantifier == plan.All {
		return "true"
	}
	pattern := "{ MATCH " + path(v, e.Hop, m, e.Types)
	if len(conditions) > 0 {
		pattern += " WHERE " + strings.Join(conditions, " AND ")
	}
	pattern += " }"
	switch e.Quantifier {
	case plan.Some:
		return "EXISTS " + pattern
	case plan.Single:
		return "COUNT " + pattern + " = 1"
	default:
		return "NOT EXISTS " + pattern
	}
}

// conditions gives the filter by date, if the types are dated and a date is asked for.
func (c *compiler) conditions(v string, types []*schema.Node, asOf plan.Arg) []string {
	if asOf == plan.NoArg || !anyDated(types) {
		return nil
	}
	date := c.param(asOf, Plain)
	from, to := property(v, "from"), property(v, "to")
	return []string{
		fmt.Sprintf("(%s IS NULL OR %s <= %s)", from, from, date),
		fmt.Sprintf("(%s IS NULL OR %s < %s)", to, date, to),
	}
}

func anyDated(types []*schema.Node) bool {
	for _, t := range types {
		if t.Dated {
			return true
		}
	}
	return false
}

// path writes the pattern of one hop from v to a node m of one of the types.
func path(v string, hop plan.Hop, m string, types []*schema.Node) string {
	node := "(" + m + ":" + labels(types) + ")"
	if hop.Direction == schema.Out {
		return "(" + v + ")-[:" + name(hop.Type) + "]->" + node
	}
	return "(" + v + ")<-[:" + name(hop.Type) + "]-" + node
}
