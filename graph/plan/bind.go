package plan

import (
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
)

// site is a place of an operation that has arguments. The sites of a document
// are the same in every execution with the same @skip and @include.
type site struct {
	kind   siteKind
	field  *ast.Field
	def    *ast.FieldDefinition
	target *target  // read: what where and sort are about
	path   ast.Path // of the field
	hops   int
	fixed  *fixed // what it binds, where it has no variables
}

// fixed is what a site without variables binds in every execution.
type fixed struct {
	args     Args
	shape    []byte
	operands int
}

type siteKind uint8

const (
	readSite     siteKind = iota // a root or a relationship
	textSite                     // a localized text: lang
	keyedSite                    // the ids below a computed type
	dateSite                     // asOf of a computed root, for what is below it
	computedSite                 // all arguments of a computed root
)

// bound is what the arguments of a site have become.
type bound struct {
	dated         bool // asOf was given, null included
	asOf          Arg
	where         Expr
	sort          []Order
	limit, offset Arg
	window        Window
	key           string // root of one node: the column of the key
	keyArg        Arg
	lang          string // empty: none
	computed      []ComputedArg
}

func unbound() *bound {
	return &bound{
		asOf: NoArg, limit: NoArg, offset: NoArg, keyArg: NoArg,
		window: Window{First: NoArg, After: NoArg, Last: NoArg, Before: NoArg},
	}
}

// binder turns the arguments of one execution into numbered parameters. What it
// writes into shape is all that a plan takes from them besides their values.
type binder struct {
	coercer
	limits   Config
	named    bool // whether params are wanted
	site     *site
	args     Args
	params   []Param
	shape    []byte
	operands int
}

func newBinder(c *catalog, limits Config, v variables, f *faults, named bool) *binder {
	return &binder{coercer: coercer{catalog: c, faults: f, variables: v}, limits: limits, named: named, args: Args{}}
}

// fault records what is wrong with an argument of the site.
func (b *binder) fault(pos *ast.Position, format string, args ...any) {
	if pos == nil && b.site.field != nil {
		pos = b.site.field.Position
	}
	b.faults.add(b.site.path, pos, format, args...)
}

// param makes one more parameter.
func (b *binder) param(name string, t schema.Type, list bool, v schema.Value) Arg {
	b.args = append(b.args, v)
	if b.named {
		b.params = append(b.params, Param{Name: name, Type: t, List: list})
	}
	return Arg(len(b.args) - 1)
}

// mark adds a word to the shape.
func (b *binder) mark(word string) {
	b.shape = append(append(b.shape, word...), ' ')
}

// again binds a site of a document that was compiled before.
func (b *binder) again(s *site) {
	if s.fixed == nil {
		b.bind(s)
		return
	}
	b.args = append(b.args, s.fixed.args...)
	b.shape = append(b.shape, s.fixed.shape...)
	b.operands += s.fixed.operands
}

// bind coerces the arguments of a site and gives them their numbers.
func (b *binder) bind(s *site) *bound {
	b.site, b.path = s, s.path
	out := unbound()
	args, shape, operands := len(b.args), len(b.shape), b.operands
	switch s.kind {
	case keyedSite:
		out.keyArg = b.param(b.name(keyOf(s.path), "ids"), schema.ID, true, schema.Value{Kind: schema.ListValue})
	case dateSite:
		in, _ := b.argument(s.def.Arguments.ForName("asOf"))
		out.asOf = b.param("asOf", schema.Date, false, in.whole())
	case computedSite:
		for _, def := range s.def.Arguments {
			if in, given := b.argument(def); given {
				out.computed = append(out.computed, b.computed(def.Name, def.Name, def.Type, in))
			}
		}
	default:
		b.arguments(s, out)
	}
	b.shape = append(b.shape, ';')
	if s.kind == keyedSite || !hasVariables(s.field) {
		s.fixed = &fixed{slices.Clone(b.args[args:]), slices.Clone(b.shape[shape:]), b.operands - operands}
	}
	return out
}

// hasVariables reports whether an argument of a field depends on a variable.
func hasVariables(f *ast.Field) bool {
	var in func(v *ast.Value) bool
	in = func(v *ast.Value) bool {
		if v == nil || v.Kind == ast.Variable {
			return v != nil
		}
		return slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return in(c.Value) })
	}
	return slices.ContainsFunc(f.Arguments, func(a *ast.Argument) bool { return in(a.Value) })
}

// argument coerces one argument of the site; given is false if it has no value.
func (b *binder) argument(def *ast.ArgumentDefinition) (in input, given bool) {
	b.at = append(b.at[:0], def.Name)
	if arg := b.site.field.Arguments.ForName(def.Name); arg != nil && arg.Value != nil {
		v := literal{arg.Value}
		if _, known, present := v.resolve(&b.coercer, def.Type); !known || present {
			return b.value(v, def.Type), true
		}
	}
	if def.DefaultValue != nil {
		return b.value(literal{def.DefaultValue}, def.Type), true
	}
	if def.Type.NonNull {
		b.fault(nil, "%s: is missing; it must be given", def.Name)
	}
	return input{}, false
}

func (b *binder) arguments(s *site, out *bound) {
	cursors := map[string]input{}
	var keys []string
	for _, def := range s.def.Arguments {
		in, given := b.argument(def)
		if !given {
			continue
		}
		switch def.Name {
		case "where":
			if out.where = b.where(in, s.target, s.hops); out.where != nil {
				b.shape = append(appendExpr(append(b.shape, "where "...), out.where, nil), ' ')
			}
		case "sort":
			b.sort(in, s.target, out)
		case "asOf":
			b.date(in, given, out)
		case "lang":
			b.language(in, out)
		case "limit":
			out.limit = b.number(def.Name, in)
		case "offset":
			out.offset = b.number(def.Name, in)
		case "first":
			out.window.First = b.number(def.Name, in)
		case "last":
			out.window.Last = b.number(def.Name, in)
		case "after", "before":
			cursors[def.Name] = in
		default:
			b.key(def, in, out, &keys)
		}
	}
	b.paging(s, cursors, out)
	if len(keys) > 0 || b.wantsKey(s) {
		b.oneKey(s, keys)
	}
}

// date binds asOf. Null is no date, which ends the reach of an outer asOf.
func (b *binder) date(in input, given bool, out *bound) {
	if !given {
		return
	}
	out.dated = true
	b.mark("asOf")
	if in.kind == leaf {
		b.mark("given")
		out.asOf = b.param("asOf", schema.Date, false, in.value)
	}
}

func (b *binder) language(in input, out *bound) {
	if in.kind == leaf {
		out.lang = in.value.Text
		b.mark(out.lang)
	}
}

// number binds a count, which must not be negative. Null is none.
func (b *binder) number(name string, in input) Arg {
	if in.kind != leaf {
		return NoArg
	}
	if in.value.Int < 0 {
		b.fault(in.pos, "%s: %d is negative; write 0 or more", name, in.value.Int)
	}
	b.mark(name)
	return b.param(name, schema.Int, false, in.value)
}

// computed binds an argument of a computed root, value by value.
func (b *binder) computed(name, full string, t *ast.Type, in input) ComputedArg {
	b.mark(name)
	arg := ComputedArg{Name: name, Value: NoArg}
	switch {
	case in.kind == object:
		b.mark("{")
		def := b.catalog.public.Types[t.Name()]
		for _, f := range in.fields {
			arg.Fields = append(arg.Fields, b.computed(f.name, b.name(full, f.name), def.Fields.ForName(f.name).Type, f.input))
		}
		b.mark("}")
	case in.kind == list && b.catalog.inputs[t.Name()] != nil:
		b.mark("[")
		for i, e := range in.list {
			place := strconv.Itoa(i)
			arg.Fields = append(arg.Fields, b.computed(place, b.name(full, place), t.Elem, e))
		}
		b.mark("]")
	default:
		arg.Value = b.param(full, b.catalog.scalar(t.Name()), t.Elem != nil, in.whole())
	}
	return arg
}

// whole gives a leaf or a list of leaves as one value.
func (in input) whole() schema.Value {
	if in.kind != list {
		return in.value
	}
	v := schema.Value{Kind: schema.ListValue, List: make([]schema.Value, len(in.list))}
	for i, e := range in.list {
		v.List[i] = e.whole()
	}
	return v
}

// key binds an argument that gives one node, or several, by a key.
func (b *binder) key(def *ast.ArgumentDefinition, in input, out *bound, keys *[]string) {
	if in.kind == null {
		return
	}
	*keys = append(*keys, def.Name)
	out.key = def.Name
	if def.Name == "ids" {
		out.key = "id"
	}
	b.mark(def.Name)
	out.keyArg = b.param(def.Name, b.catalog.scalar(def.Type.Name()), def.Type.Elem != nil, in.whole())
}

// wantsKey reports whether the site is a root that gives nodes by key.
func (b *binder) wantsKey(s *site) bool {
	return s.hops == 0 && s.kind == readSite &&
		(s.def.Type.Elem == nil && b.catalog.targets[s.def.Type.Name()] != nil || s.def.Arguments.ForName("ids") != nil)
}

// oneKey checks that one key was given, and no more.
func (b *binder) oneKey(s *site, keys []string) {
	if len(keys) == 1 {
		return
	}
	var names []string
	for _, def := range s.def.Arguments {
		if def.Name != "asOf" {
			names = append(names, def.Name)
		}
	}
	if len(names) == 1 {
		b.fault(nil, "%s: give %s a value", s.field.Name, names[0])
		return
	}
	b.fault(nil, "%s: give exactly one of %s", s.field.Name, joined(names))
}
