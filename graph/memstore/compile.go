package memstore

import (
	"fmt"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// compile makes a program of a plan. It panics for a plan that no planner makes.
func compile(s *snapshot, p *plan.Plan) *program {
	c := &compiler{snapshot: s, program: &program{snapshot: s, plan: p}}
	for _, r := range p.Roots {
		c.program.roots = append(c.program.roots, c.root(r.Read))
	}
	return c.program
}

type compiler struct {
	*snapshot
	program *program
}

func (c *compiler) root(r *plan.Read) *read {
	compiled := c.read(r)
	compiled.anchor = c.anchor(r.Anchor)
	return compiled
}

// nested compiles a read below nodes of the parent types.
func (c *compiler) nested(r *plan.Read) *read {
	compiled := c.read(r)
	compiled.hops = c.hopsOf(*r.Hop)
	compiled.within = make([]bool, len(c.types))
	for typ, h := range compiled.hops {
		compiled.within[typ] = h != nil && subset(&h.types, &compiled.types)
	}
	return compiled
}

func subset(a, b *typeSet) bool {
	for i := range a {
		if a[i] && !b[i] {
			return false
		}
	}
	return true
}

func (c *compiler) read(r *plan.Read) *read {
	compiled := &read{
		form: r.Form, nonNull: r.NonNull, types: c.typeSet(r.Types),
		period: c.period(r.AsOf), where: c.filter(r.Where),
		limit: r.Limit, offset: r.Offset, window: r.Window, orders: r.Sort,
	}
	for _, o := range r.Sort {
		compiled.sort = append(compiled.sort, order{c.ranking(rankKey{o.Column, o.Type}), c.propertiesOf(o.Column), o.Type, o.Descending})
	}
	if r.Form == plan.Connection {
		compiled.page = c.page(r.Types, r.Page)
		return compiled
	}
	compiled.objects = c.objects(r.Types, r.Select)
	return compiled
}

func (c *compiler) numberOf(n *schema.Node) int {
	typ, ok := c.names[n.Name]
	if !ok {
		panic("memstore: the plan is of another schema: it knows a type " + n.Name)
	}
	return typ
}

func (c *compiler) typeSet(types []*schema.Node) typeSet {
	var set typeSet
	for _, t := range types {
		set[c.numberOf(t)] = true
	}
	return set
}

func (c *compiler) hopsOf(h plan.Hop) []*hop {
	hops := make([]*hop, len(c.types))
	for typ := range c.types {
		hops[typ] = c.hops.find(typ, h.Type, h.Direction)
	}
	return hops
}

func (c *compiler) anchor(a plan.Anchor) anchor {
	compiled := anchor{arg: a.Arg}
	for _, t := range a.Types {
		typ := c.numberOf(t)
		compiled.types = append(compiled.types, typ)
		if a.Kind == plan.Scan || a.Property == "id" {
			continue
		}
		property := t.Property(a.Property)
		compiled.typ = property.Type
		compiled.lookups = append(compiled.lookups, c.lookup(columnKey{typ, property.Index}))
	}
	if a.Kind == plan.Scan {
		compiled.arg = plan.NoArg
	}
	for _, s := range a.Via {
		compiled.via = append(compiled.via, step{
			hops: c.hopsOf(s.Hop), types: c.typeSet(s.Types), where: c.filter(s.Where),
			period: c.period(s.AsOf),
		})
	}
	return compiled
}

func (c *compiler) period(asOf plan.Arg) *period {
	if asOf == plan.NoArg {
		return nil
	}
	p := &period{from: c.ranking(rankKey{"from", schema.Date}), to: c.ranking(rankKey{"to", schema.Date})}
	for i, t := range c.types {
		p.dated[i] = t.model.Dated
	}
	p.day = c.operand(operandSpec{arg: asOf, form: dayOperand, days: [2]*ranking{p.from, p.to}})
	return p
}

// operand gives the place of an operand, the same for equal ones.
func (c *compiler) operand(spec operandSpec) int {
	for i, known := range c.program.operands {
		if known == spec {
			return i
		}
	}
	c.program.operands = append(c.program.operands, spec)
	return len(c.program.operands) - 1
}

// objects compiles what is taken from nodes, by type.
func (c *compiler) objects(types []*schema.Node, cases []plan.Case) []*object {
	objects := make([]*object, len(c.types))
	for _, t := range types {
		objects[c.numberOf(t)] = &object{end: "{}"}
	}
	for _, k := range cases {
		for _, t := range k.Types {
			objects[c.numberOf(t)] = c.object(t, k.Fields)
		}
	}
	return objects
}

// object compiles the fields of one type. Texts that are known beforehand join
// the text before the next value.
func (c *compiler) object(t *schema.Node, fields []plan.Field) *object {
	o, before, mark := &object{}, "", "{"
	for _, f := range fields {
		before += mark
		mark = ","
		if name, ok := f.(plan.Typename); ok {
			before += name.Key.JSON + string(store.AppendString(nil, typename(name, t)))
			continue
		}
		compiled := c.field(t, f)
		compiled.before = before + compiled.before
		before = ""
		o.fields = append(o.fields, compiled)
	}
	if len(fields) == 0 {
		before = "{"
	}
	o.end = before + "}"
	return o
}

func typename(f plan.Typename, t *schema.Node) string {
	if f.Name != "" {
		return f.Name
	}
	return t.Name
}

func (c *compiler) field(t *schema.Node, f plan.Field) field {
	switch f := f.(type) {
	case plan.Scalar:
		return c.scalar(t, f)
	case plan.Embedded:
		return field{
			before: f.Key.JSON, key: f.Key.Name, kind: embeddedField, nonNull: f.NonNull,
			cells: properties(t, f.Presence), object: c.object(t, f.Fields),
		}
	case plan.Related:
		return field{before: f.Key.JSON, key: f.Key.Name, kind: relatedField, nonNull: relatedNonNull(f.Read), read: c.nested(f.Read)}
	default:
		panic(fmt.Sprintf("memstore: unknown field %T", f))
	}
}

// relatedNonNull reports whether a nested value may not be null: lists and
// connections never may.
func relatedNonNull(r *plan.Read) bool { return r.Form != plan.One || r.NonNull }

func (c *compiler) scalar(t *schema.Node, f plan.Scalar) field {
	compiled := field{before: f.Key.JSON, key: f.Key.Name, nonNull: f.NonNull, cells: properties(t, f.Columns)}
	switch {
	case f.List && f.NonNull && len(compiled.cells) == 1:
		compiled.kind = listField
	case len(compiled.cells) != 1:
		compiled.kind = firstField
		return compiled
	}
	compiled.cell = compiled.cells[0]
	return compiled
}

// properties gives the numbers of the columns that the type has.
func properties(t *schema.Node, columns []string) []int {
	var numbers []int
	for _, column := range columns {
		if p := t.Property(column); p != nil {
			numbers = append(numbers, p.Index)
		}
	}
	return numbers
}

// page compiles what is taken from a connection.
func (c *compiler) page(types []*schema.Node, fields []plan.PageField) *page {
	p, before, mark := &page{}, "", "{"
	for _, f := range fields {
		before += mark + f.Key.JSON
		mark = ","
		if f.Kind == plan.PageTypename {
			before += string(store.AppendString(nil, f.Typename))
			continue
		}
		compiled := pageField{before: before, kind: f.Kind, key: f.Key.Name}
		before = ""
		switch f.Kind {
		case plan.PageEdges:
			compiled.edges, compiled.end = c.edgeFields(types, f.Edges)
		case plan.PageInfo:
			compiled.info, compiled.end = infoFields(f.Info)
		case plan.PageTotalCount:
			p.counts = true
		}
		p.fields = append(p.fields, compiled)
	}
	p.end = ending(before, mark)
	return p
}

func (c *compiler) edgeFields(types []*schema.Node, fields []plan.EdgeField) ([]edgeField, string) {
	var list []edgeField
	before, mark := "", "{"
	for _, f := range fields {
		before += mark + f.Key.JSON
		mark = ","
		switch f.Kind {
		case plan.EdgeTypename:
			before += string(store.AppendString(nil, f.Typename))
			continue
		case plan.EdgeCursor:
			list = append(list, edgeField{before: before, kind: f.Kind, key: f.Key.Name})
		case plan.EdgeNode:
			list = append(list, edgeField{before: before, kind: f.Kind, key: f.Key.Name, objects: c.objects(types, f.Select)})
		}
		before = ""
	}
	return list, ending(before, mark)
}

func infoFields(fields []plan.InfoField) ([]infoField, string) {
	var list []infoField
	before, mark := "", "{"
	for _, f := range fields {
		before += mark + f.Key.JSON
		mark = ","
		if f.Kind == plan.InfoTypename {
			before += string(store.AppendString(nil, f.Typename))
			continue
		}
		list = append(list, infoField{before, f.Kind})
		before = ""
	}
	return list, ending(before, mark)
}

// ending gives the text that closes an object; mark tells whether it was opened.
func ending(before, mark string) string {
	if mark == "{" {
		before += "{"
	}
	return before + "}"
}
