package plan

import (
	"strings"

	"waymark/schema"
)

// lowering turns a coerced `where` into a filter. Its arguments are places in
// values until number gives them their numbers, because operands are put into
// their canonical order first.
type lowering struct {
	b      *binder
	values []operand
	hops   int // from the root to the nodes that are filtered
}

// operand is a constant of a filter on its way to become an argument.
type operand struct {
	name  string
	typ   schema.Type
	list  bool
	value schema.Value
}

// inherit stands for the date of the read that a filter belongs to, until it is
// known.
const inherit Arg = -2

// where turns a coerced `where` over the fields of a target into a filter with
// numbered arguments; nil if it filters nothing.
func (b *binder) where(in input, t *target, hops int) Expr {
	if in.kind == null {
		return nil
	}
	l := &lowering{b: b, hops: hops}
	e := l.object(in, t.fields, "where")
	numbers := make([]Arg, len(l.values))
	for i := range numbers {
		numbers[i] = NoArg
	}
	return orNil(l.number(e, numbers))
}

// number gives arguments their numbers in the order in which they are met.
func (l *lowering) number(e Expr, numbers []Arg) Expr {
	switch e := e.(type) {
	case And:
		return And{l.numberAll(e.Operands, numbers)}
	case Or:
		return Or{l.numberAll(e.Operands, numbers)}
	case Not:
		return Not{l.number(e.Operand, numbers)}
	case Exists:
		if e.Where != nil {
			e.Where = l.number(e.Where, numbers)
		}
		return e
	case Compare:
		if numbers[e.Arg] == NoArg {
			o := l.values[e.Arg]
			numbers[e.Arg] = l.b.param(o.name, o.typ, o.list, o.value)
		}
		e.Arg = numbers[e.Arg]
		return e
	default:
		return e
	}
}

func (l *lowering) numberAll(operands []Expr, numbers []Arg) []Expr {
	numbered := make([]Expr, len(operands))
	for i, o := range operands {
		numbered[i] = l.number(o, numbers)
	}
	return numbered
}

// count adds one to the conditions of the operation: comparisons, related
// filters, negations and the operands of and and or.
func (l *lowering) count(in input) {
	l.b.operands++
	if l.b.operands == l.b.limits.Operands+1 {
		l.b.fault(in.pos, "the operation filters by more than %d conditions; ask for less at once", l.b.limits.Operands)
	}
}

func (l *lowering) object(in input, fields map[string]*schema.Field, name string) Expr {
	var operands []Expr
	for _, f := range in.fields {
		operands = append(operands, l.entry(f, fields, name))
	}
	return conjunction(operands)
}

// entry is one field of a where object: and, or, not, or a field of the graph.
// The former leave no trace in the names of parameters, so that filters which
// mean the same have the same.
func (l *lowering) entry(in inputField, fields map[string]*schema.Field, name string) Expr {
	field := fields[in.name]
	if in.kind == null {
		if field != nil && field.Relationship != nil && !field.Relationship.List {
			l.count(in.input)
			return l.exists(field.Relationship, None, nil)
		}
		return Constant{true}
	}
	switch {
	case field != nil:
		return l.field(in.input, field, l.b.name(name, in.name))
	case in.name == "and":
		return conjunction(l.objects(in.input, fields, name))
	case in.name == "or":
		return disjunction(l.objects(in.input, fields, name))
	case in.name == "not":
		l.count(in.input)
		return negation(l.object(in.input, fields, name))
	default:
		l.b.fault(in.pos, "where: nothing can be filtered by %s", in.name)
		return Constant{true}
	}
}

func (l *lowering) objects(in input, fields map[string]*schema.Field, name string) []Expr {
	operands := make([]Expr, len(in.list))
	for i, o := range in.list {
		l.count(o)
		operands[i] = l.object(o, fields, name)
	}
	return operands
}

func (l *lowering) field(in input, f *schema.Field, name string) Expr {
	switch {
	case f.Relationship != nil && f.Relationship.List:
		return l.related(in, f.Relationship, name)
	case f.Relationship != nil:
		l.count(in)
		return l.through(in, f.Relationship, Some, name)
	case f.Embedded != nil:
		return l.object(in, l.b.catalog.inner[f.Embedded], name)
	case f.Localized != nil:
		return l.localized(in, f.Localized, name)
	default:
		var operands []Expr
		for _, op := range in.fields {
			operands = append(operands, l.operator(op, f.Property, name))
		}
		return conjunction(operands)
	}
}

// related filters by the quantifiers of a list of related nodes.
func (l *lowering) related(in input, r *schema.Relationship, name string) Expr {
	quantifiers := [...]string{Some: "some", None: "none", All: "all", Single: "single"}
	var operands []Expr
	for _, f := range in.fields {
		for q, word := range quantifiers {
			if f.name == word && f.kind != null {
				l.count(f.input)
				operands = append(operands, l.quantified(f.input, r, Quantifier(q), l.b.name(name, word)))
			}
		}
	}
	return conjunction(operands)
}

// through filters by the one node that a relationship leads to. A filter without
// conditions filters nothing, here too.
func (l *lowering) through(in input, r *schema.Relationship, q Quantifier, name string) Expr {
	if inner := l.inner(in, r, name); inner != nil {
		return l.exists(r, q, inner)
	}
	return Constant{true}
}

func (l *lowering) quantified(in input, r *schema.Relationship, q Quantifier, name string) Expr {
	inner := l.inner(in, r, name)
	never := inner == Constant{false}
	switch {
	case q == All && inner == nil, q == None && never:
		return Constant{true}
	case (q == Some || q == Single) && never:
		return Constant{false}
	case q == All && never:
		return l.exists(r, None, nil)
	default:
		return l.exists(r, q, inner)
	}
}

// inner is the filter on the nodes at the far end; nil if it filters nothing.
func (l *lowering) inner(in input, r *schema.Relationship, name string) Expr {
	l.hops++
	defer func() { l.hops-- }()
	if l.hops > l.b.limits.Depth {
		l.b.fault(in.pos, "%s: the filter goes more than %d hops deep; ask for less at once", name, l.b.limits.Depth)
		return nil
	}
	t := l.b.catalog.targets[r.Target]
	return orNil(l.object(in, t.fields, name))
}

func (l *lowering) exists(r *schema.Relationship, q Quantifier, inner Expr) Expr {
	e := Exists{Hop: Hop{r.Type, r.Direction}, Types: r.Targets, Quantifier: q, AsOf: NoArg, Where: inner}
	if dated(r.Targets) && (r.List || !r.NonNull) {
		e.AsOf = inherit
	}
	return e
}

// localized filters by a text in several languages: a text in any of them must
// satisfy all operators. It is null if no language has one.
func (l *lowering) localized(in input, properties []*schema.Property, name string) Expr {
	var nulls []Expr
	texts := make([][]Expr, len(properties))
	for _, op := range in.fields {
		if op.name == "eq" && op.kind == null {
			l.count(op.input)
			for _, p := range properties {
				nulls = append(nulls, IsNull{p.Column})
			}
			continue
		}
		e := l.operator(op, properties[0], name)
		for i, p := range properties {
			texts[i] = append(texts[i], inColumn(e, p.Column))
		}
	}
	var any []Expr
	for _, t := range texts {
		any = append(any, conjunction(t))
	}
	return conjunction(append(nulls, disjunction(any)))
}

// inColumn gives the same comparison on another column.
func inColumn(e Expr, column string) Expr {
	if c, ok := e.(Compare); ok {
		c.Column = column
		return c
	}
	return e
}

// operators are the comparisons by their names in filters.
func operators(name string) (op Op, known bool) {
	names := [...]string{
		Equal: "eq", In: "in", Less: "lt", LessOrEqual: "lte", Greater: "gt", GreaterOrEqual: "gte",
		Contains: "contains", StartsWith: "startsWith", EndsWith: "endsWith", Includes: "includes",
	}
	for op, n := range names {
		if n == name {
			return Op(op), true
		}
	}
	return 0, false
}

// operator is one comparison. With null only eq can hold, and an empty list never.
func (l *lowering) operator(in inputField, p *schema.Property, name string) Expr {
	l.count(in.input)
	op, known := operators(in.name)
	switch {
	case !known:
		l.b.fault(in.pos, "%s: there is no operator %q", name, in.name)
		return Constant{true}
	case in.kind == null && op == Equal:
		return IsNull{p.Column}
	case in.kind == null:
		return Constant{false}
	}
	o := operand{name: l.b.name(name, in.name), typ: p.Type, list: op == In, value: in.value}
	if op == In {
		o.value = listOf(in.list)
		if len(o.value.List) == 0 {
			return Constant{false}
		}
	}
	l.values = append(l.values, o)
	return Compare{Column: p.Column, Type: p.Type, List: p.List, Op: op, Arg: Arg(len(l.values) - 1)}
}

// listOf gives the elements that are not null.
func listOf(elements []input) schema.Value {
	v := schema.Value{Kind: schema.ListValue, List: make([]schema.Value, 0, len(elements))}
	for _, e := range elements {
		if e.kind == leaf {
			v.List = append(v.List, e.value)
		}
	}
	return v
}

// name gives the name of a parameter for people, where names are wanted.
func (b *binder) name(parts ...string) string {
	if !b.named {
		return ""
	}
	return strings.Join(parts, ".")
}
