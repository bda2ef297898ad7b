package plan

import "waymark/schema"

// lead is a way to begin a read at a key or an index.
//
//	services where providers.some.country.code = IT
//
//	Country.code = IT ─◄IN_COUNTRY─ Organization ─◄PROVIDED_BY─ Service
//	lookup               via                        via
//
// Turned round like this, a filter that few nodes satisfy is not tried on all.
type lead struct {
	anchor Anchor
	rest   Expr // what is left of the filter for the nodes that it leads to
	rank   int  // the lower the fewer nodes it is likely to find
}

// Ranks of leads: a key finds one node, an index some; each hop multiplies.
const (
	rankMany    = 1
	rankHop     = 2
	rankIndexed = 1000
)

// anchor decides where a root read begins.
func (c *compiler) anchor(r *Read) {
	r.Anchor = Anchor{Kind: Scan, Types: r.Types, Arg: NoArg}
	if best, ok := c.follow(r.Types, r.Where); ok {
		r.Anchor, r.Where = best.anchor, best.rest
	}
}

// follow finds the best lead to nodes of the types that satisfy the filter. What
// stands below or, not, none, all and single leads nowhere.
func (c *compiler) follow(types []*schema.Node, where Expr) (best lead, ok bool) {
	operands := []Expr{where}
	if and, is := where.(And); is {
		operands = and.Operands
	}
	place := -1
	for i, o := range operands {
		if l, found := c.lead(types, o); found && (place < 0 || l.rank < best.rank) {
			best, place = l, i
		}
	}
	if place < 0 {
		return best, false
	}
	best.rest = except(operands, place)
	return best, true
}

// lead looks at one operand.
func (c *compiler) lead(types []*schema.Node, e Expr) (l lead, ok bool) {
	switch e := e.(type) {
	case Compare:
		p := c.catalog.property(types, e.Column)
		if p == nil || !p.Indexed || e.Op != Equal && e.Op != In {
			return l, false
		}
		if e.Op == In {
			l.rank += rankMany
		}
		if !p.Key {
			l.rank += rankIndexed
		}
		l.anchor = Anchor{Kind: Lookup, Types: types, Property: e.Column, Arg: e.Arg}
		return l, true
	case Exists:
		if e.Quantifier != Some {
			return l, false
		}
		if l, ok = c.follow(e.Types, e.Where); !ok {
			return l, false
		}
		l.rank += rankHop
		l.anchor.Via = append(l.anchor.Via, Step{Hop: e.Hop.back(), Types: types, AsOf: e.AsOf, Where: l.rest})
		return l, true
	default:
		return l, false
	}
}

// except gives the operands but one as a filter.
func except(operands []Expr, place int) Expr {
	var rest []Expr
	rest = append(append(rest, operands[:place]...), operands[place+1:]...)
	return orNil(conjunction(rest))
}

// back is the hop walked from its other end.
func (h Hop) back() Hop {
	if h.Direction == schema.Out {
		return Hop{h.Type, schema.In}
	}
	return Hop{h.Type, schema.Out}
}
