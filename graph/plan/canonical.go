package plan

import (
	"cmp"
	"slices"
	"strings"

	"waymark/schema"
)

// orNil gives nil for a filter that filters nothing.
func orNil(e Expr) Expr {
	if e == (Constant{true}) {
		return nil
	}
	return e
}

// conjunction joins operands by and: nested ones are flattened, constants are
// worked out, and the rest is put into its canonical order.
func conjunction(operands []Expr) Expr {
	var flat []Expr
	for _, o := range operands {
		if inner, ok := o.(And); ok {
			flat = append(flat, inner.Operands...)
			continue
		}
		flat = append(flat, o)
	}
	kept, never := without(flat, Constant{true}, Constant{false})
	switch {
	case never:
		return Constant{false}
	case len(kept) == 0:
		return Constant{true}
	case len(kept) == 1:
		return kept[0]
	}
	return And{canonical(kept)}
}

// disjunction joins operands by or, as conjunction does by and.
func disjunction(operands []Expr) Expr {
	var flat []Expr
	for _, o := range operands {
		if inner, ok := o.(Or); ok {
			flat = append(flat, inner.Operands...)
			continue
		}
		flat = append(flat, o)
	}
	kept, always := without(flat, Constant{false}, Constant{true})
	switch {
	case always:
		return Constant{true}
	case len(kept) == 0:
		return Constant{false}
	case len(kept) == 1:
		return kept[0]
	}
	return Or{canonical(kept)}
}

// without drops the operands that change nothing; decided tells that one of them
// settles the matter.
func without(operands []Expr, neutral, deciding Constant) (kept []Expr, decided bool) {
	for _, o := range operands {
		switch c, constant := o.(Constant); {
		case constant && c == deciding:
			return nil, true
		case constant && c == neutral:
		default:
			kept = append(kept, o)
		}
	}
	return kept, false
}

func negation(e Expr) Expr {
	switch e := e.(type) {
	case Constant:
		return Constant{!e.Holds}
	case Not:
		return e.Operand
	default:
		return Not{e}
	}
}

// canonical sorts operands by their structure, so that filters which differ in
// the order of their operands alone have one shape. Operands of one structure
// keep their order: they differ in their values only.
func canonical(operands []Expr) []Expr {
	slices.SortStableFunc(operands, compare)
	return operands
}

// compare orders filters by their structure. Arguments have no part in it.
func compare(a, b Expr) int {
	if c := rank(a) - rank(b); c != 0 {
		return c
	}
	switch a := a.(type) {
	case Compare:
		b := b.(Compare)
		return cmp.Or(strings.Compare(a.Column, b.Column), cmp.Compare(a.Op, b.Op))
	case IsNull:
		return strings.Compare(a.Column, b.(IsNull).Column)
	case Exists:
		return compareExists(a, b.(Exists))
	case Not:
		return compare(a.Operand, b.(Not).Operand)
	case And:
		return slices.CompareFunc(a.Operands, b.(And).Operands, compare)
	case Or:
		return slices.CompareFunc(a.Operands, b.(Or).Operands, compare)
	default:
		return 0
	}
}

func compareExists(a, b Exists) int {
	byType := func(x, y *schema.Node) int { return strings.Compare(x.Name, y.Name) }
	order := cmp.Or(
		strings.Compare(a.Hop.Type, b.Hop.Type), cmp.Compare(a.Hop.Direction, b.Hop.Direction),
		cmp.Compare(a.Quantifier, b.Quantifier), slices.CompareFunc(a.Types, b.Types, byType),
	)
	if order != 0 {
		return order
	}
	return compare(a.Where, b.Where)
}

// rank puts the kinds of filters in order, the cheap ones first.
func rank(e Expr) int {
	switch e.(type) {
	case nil:
		return 0
	case IsNull:
		return 1
	case Compare:
		return 2
	case Not:
		return 3
	case And:
		return 4
	case Or:
		return 5
	case Exists:
		return 6
	default:
		return 7
	}
}
