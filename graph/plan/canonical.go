package plan

import "slices"

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
	type keyed struct {
		key string
		Expr
	}
	list := make([]keyed, len(operands))
	for i, o := range operands {
		list[i] = keyed{string(appendExpr(nil, o, nil)), o}
	}
	slices.SortStableFunc(list, func(a, b keyed) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return 0
	})
	sorted := make([]Expr, len(list))
	for i, k := range list {
		sorted[i] = k.Expr
	}
	return sorted
}
