package memstore

import (
	"fmt"
	"slices"
	"strings"

	"waymark/graph/plan"
	"waymark/schema"
)

// filter is a compiled plan.Expr.
type filter interface {
	holds(x *execution, n uint32) bool
}

type (
	allFilter   struct{ operands []filter }
	anyFilter   struct{ operands []filter }
	notFilter   struct{ operand filter }
	constFilter struct{ value bool }
	nullFilter  struct{ properties []int } // by type
	textFilter  struct {                   // texts, folded
		properties []int      // by type
		folds      [][]string // by type and place
		op         plan.Op
		operand    int
	}
	valueFilter struct { // everything else, and lists
		properties []int // by type
		op         plan.Op
		operand    int
	}
	idFilter     struct{ operand int } // equal to one of some ids
	existsFilter struct {
		hops       []*hop // by type
		types      typeSet
		quantifier plan.Quantifier
		period     *period
		where      filter
	}
)

func (c *compiler) filter(e plan.Expr) filter {
	switch e := e.(type) {
	case nil:
		return nil
	case plan.And:
		return &allFilter{c.filters(e.Operands)}
	case plan.Or:
		return &anyFilter{c.filters(e.Operands)}
	case plan.Not:
		return &notFilter{c.filter(e.Operand)}
	case plan.Constant:
		return &constFilter{e.Holds}
	case plan.IsNull:
		return &nullFilter{c.propertiesOf(e.Column)}
	case plan.Compare:
		return c.compare(e)
	case plan.Exists:
		return &existsFilter{
			hops: c.hopsOf(e.Hop), types: c.typeSet(e.Types), quantifier: e.Quantifier,
			period: c.period(e.AsOf), where: c.filter(e.Where),
		}
	default:
		panic(fmt.Sprintf("memstore: unknown filter %T", e))
	}
}

func (c *compiler) filters(list []plan.Expr) []filter {
	filters := make([]filter, len(list))
	for i, e := range list {
		filters[i] = c.filter(e)
	}
	return filters
}

// propertiesOf finds a column in each type.
func (c *compiler) propertiesOf(column string) []int {
	properties := make([]int, len(c.types))
	for typ := range c.types {
		properties[typ] = c.property(typ, column)
	}
	return properties
}

func (c *compiler) compare(e plan.Compare) filter {
	if e.Column == "id" && (e.Op == plan.Equal || e.Op == plan.In) {
		return &idFilter{c.operand(operandSpec{arg: e.Arg, form: numbersOperand})}
	}
	properties := c.propertiesOf(e.Column)
	if e.Type != schema.String || e.List {
		return &valueFilter{properties, e.Op, c.operand(operandSpec{arg: e.Arg})}
	}
	f := &textFilter{properties, make([][]string, len(c.types)), e.Op, c.operand(operandSpec{arg: e.Arg, form: foldedOperand})}
	for typ, property := range properties {
		if property >= 0 && c.types[typ].model.Properties[property].Type == schema.String {
			f.folds[typ] = c.folded(columnKey{typ, property})
		}
	}
	return f
}

func (f *allFilter) holds(x *execution, n uint32) bool {
	for _, o := range f.operands {
		if !o.holds(x, n) {
			return false
		}
	}
	return true
}

func (f *anyFilter) holds(x *execution, n uint32) bool {
	for _, o := range f.operands {
		if o.holds(x, n) {
			return true
		}
	}
	return false
}

func (f *notFilter) holds(x *execution, n uint32) bool { return !f.operand.holds(x, n) }

func (f *constFilter) holds(*execution, uint32) bool { return f.value }

func (f *nullFilter) holds(x *execution, n uint32) bool {
	return x.value(n, f.properties[x.typeOf[n]]).IsNull()
}

func (f *textFilter) holds(x *execution, n uint32) bool {
	typ := x.typeOf[n]
	o := &x.operands[f.operand]
	if v := x.value(n, f.properties[typ]); v.IsNull() || o.value.IsNull() {
		return false
	}
	text := f.folds[typ][x.place[n]]
	switch f.op {
	case plan.Equal:
		return text == o.value.Text
	case plan.In:
		return slices.ContainsFunc(o.value.List, func(v schema.Value) bool { return !v.IsNull() && v.Text == text })
	case plan.Contains:
		return strings.Contains(text, o.value.Text)
	case plan.StartsWith:
		return strings.HasPrefix(text, o.value.Text)
	case plan.EndsWith:
		return strings.HasSuffix(text, o.value.Text)
	default:
		panic(fmt.Sprintf("memstore: text is not compared with operator %d", f.op))
	}
}

func (f *valueFilter) holds(x *execution, n uint32) bool {
	v := x.value(n, f.properties[x.typeOf[n]])
	o := &x.operands[f.operand].value
	if v.IsNull() || o.IsNull() {
		return false
	}
	switch f.op {
	case plan.Equal:
		return equal(v, o)
	case plan.In:
		return contains(o.List, v)
	case plan.Includes:
		return contains(v.List, o)
	case plan.Less:
		return compareValues(v, o) < 0
	case plan.LessOrEqual:
		return compareValues(v, o) <= 0
	case plan.Greater:
		return compareValues(v, o) > 0
	case plan.GreaterOrEqual:
		return compareValues(v, o) >= 0
	default:
		panic(fmt.Sprintf("memstore: values are not compared with operator %d", f.op))
	}
}

func contains(list []schema.Value, v *schema.Value) bool {
	for i := range list {
		if equal(&list[i], v) {
			return true
		}
	}
	return false
}

func equal(a, b *schema.Value) bool {
	return a.Kind == b.Kind && !a.IsNull() && compareValues(a, b) == 0
}

func (f *idFilter) holds(x *execution, n uint32) bool {
	_, found := slices.BinarySearch(x.operands[f.operand].numbers, n)
	return found
}

func (f *existsFilter) holds(x *execution, n uint32) bool {
	found := 0
	if h := f.hops[x.typeOf[n]]; h != nil {
		for _, m := range h.of(x.place[n]) {
			if !f.types[x.typeOf[m]] || !f.period.holds(x, m) {
				continue
			}
			matches := f.where == nil || f.where.holds(x, m)
			switch {
			case f.quantifier == plan.All && !matches:
				return false
			case f.quantifier == plan.Some && matches:
				return true
			case f.quantifier == plan.None && matches:
				return false
			case matches:
				found++
			}
		}
	}
	switch f.quantifier {
	case plan.Some:
		return false
	case plan.Single:
		return found == 1
	default:
		return true
	}
}

// holds reports whether a node holds on the operand's day; a period of nil is all
// times, a node of a type without dates holds always.
func (p *period) holds(x *execution, n uint32) bool {
	if p == nil || !p.dated[x.typeOf[n]] {
		return true
	}
	after := &x.operands[p.day].after
	from, to := p.from.ranks[n], p.to.ranks[n]
	return (from == noRank || from < after[0]) && (to == noRank || to >= after[1])
}
