package plan

import (
	"strconv"
	"strings"

	"waymark/schema"
)

// String prints the plan as an S-expression: everything that a store goes by, in
// the order in which it matters, and no value of an argument. Two plans that
// print alike are alike.
func (p *Plan) String() string {
	w := &printer{params: p.Params}
	w.b = append(w.b, "(plan"...)
	w.depth++
	for i, param := range p.Params {
		w.line()
		w.b = append(append(w.b, "(param "...), '$')
		w.b = strconv.AppendInt(w.b, int64(i), 10)
		w.word(param.Name)
		w.word(typeName(param.Type, param.List, false))
		w.b = append(w.b, ')')
	}
	for _, r := range p.Roots {
		w.line()
		w.read(r.Key, r.Read)
	}
	for _, c := range p.Computed {
		w.line()
		w.computed(c)
	}
	w.b = append(w.b, ")\n"...)
	return string(w.b)
}

type printer struct {
	b      []byte
	depth  int
	params []Param
}

// line begins a new line at the present depth.
func (w *printer) line() {
	w.b = append(w.b, '\n')
	for range w.depth {
		w.b = append(w.b, "  "...)
	}
}

func (w *printer) word(s string) { w.b = append(append(w.b, ' '), s...) }

func (w *printer) types(types []*schema.Node) { w.b = appendTypes(append(w.b, ' '), types) }

func (w *printer) arg(a Arg) { w.b = appendArg(append(w.b, ' '), a, w.params) }

// given prints an argument that may be absent.
func (w *printer) given(name string, a Arg) {
	if a == NoArg {
		return
	}
	w.line()
	w.b = append(append(w.b, '('), name...)
	w.arg(a)
	w.b = append(w.b, ')')
}

func (w *printer) read(key string, r *Read) {
	w.b = append(append(w.b, '('), [...]string{List: "list", One: "one", Connection: "connection", Keyed: "keyed"}[r.Form]...)
	if r.NonNull {
		w.b = append(w.b, '!')
	}
	w.word(key)
	if r.Hop != nil {
		w.word(r.Hop.String())
	}
	w.types(r.Types)
	w.depth++
	if r.Hop == nil {
		w.anchor(r.Anchor)
	}
	w.given("asof", r.AsOf)
	w.where(r.Where)
	w.sort(r.Sort)
	w.given("limit", r.Limit)
	w.given("offset", r.Offset)
	w.given("first", r.Window.First)
	w.given("after", r.Window.After)
	w.given("last", r.Window.Last)
	w.given("before", r.Window.Before)
	w.page(r.Page, r.Types)
	w.cases(r.Select, r.Types)
	w.depth--
	w.b = append(w.b, ')')
}

func (w *printer) anchor(a Anchor) {
	w.line()
	if a.Kind == Scan {
		w.b = append(w.b, "(scan)"...)
		return
	}
	w.b = append(w.b, "(lookup"...)
	w.types(a.Types)
	w.b = append(append(w.b, '.'), a.Property...)
	w.arg(a.Arg)
	w.depth++
	for _, s := range a.Via {
		w.line()
		w.b = append(w.b, "(via"...)
		w.word(s.Hop.String())
		w.types(s.Types)
		w.depth++
		w.given("asof", s.AsOf)
		w.where(s.Where)
		w.depth--
		w.b = append(w.b, ')')
	}
	w.depth--
	w.b = append(w.b, ')')
}

func (w *printer) where(e Expr) {
	if e == nil {
		return
	}
	w.line()
	w.b = append(appendExpr(append(w.b, "(where "...), e, w.params), ')')
}

func (w *printer) sort(sort []Order) {
	if len(sort) == 0 {
		return
	}
	w.line()
	w.b = append(w.b, "(sort"...)
	for _, o := range sort {
		direction := "asc"
		if o.Descending {
			direction = "desc"
		}
		w.word("(" + direction + " " + o.Column + ":" + o.Type.String() + ")")
	}
	w.b = append(w.b, ')')
}

func (w *printer) cases(cases []Case, types []*schema.Node) {
	for _, c := range cases {
		w.line()
		w.b = append(w.b, "(select"...)
		if len(c.Types) != len(types) {
			w.word("on")
			w.types(c.Types)
		}
		w.fields(c.Fields)
		w.b = append(w.b, ')')
	}
}

// fields prints the entries of an object: leaves in a row, the others in lines
// of their own.
func (w *printer) fields(fields []Field) {
	w.depth++
	lines := false
	for _, f := range fields {
		_, read := f.(Related)
		_, object := f.(Embedded)
		if lines || read || object {
			w.line()
		} else {
			w.b = append(w.b, ' ')
		}
		lines = read || object
		w.field(f)
	}
	w.depth--
}

func (w *printer) field(f Field) {
	switch f := f.(type) {
	case Typename:
		w.b = append(w.b, named(f.Key, "__typename")...)
		if f.Name != "" {
			w.b = strconv.AppendQuote(w.b, f.Name)
		}
	case Scalar:
		w.b = append(w.b, named(f.Key, strings.Join(f.Columns, "|"))...)
		w.b = append(append(w.b, ':'), typeName(f.Type, f.List, f.NonNull)...)
	case Embedded:
		w.b = append(w.b, "(embedded"...)
		if f.NonNull {
			w.b = append(w.b, '!')
		}
		w.word(f.Key.Name)
		w.word(f.Type)
		w.word("[" + strings.Join(f.Presence, " ") + "]")
		w.fields(f.Fields)
		w.b = append(w.b, ')')
	case Related:
		w.read(f.Key.Name, f.Read)
	}
}

// named prints a response key, and what it is a key of where that differs.
func named(k Key, what string) string {
	if k.Name == what {
		return what
	}
	return k.Name + "=" + what
}

func (w *printer) page(fields []PageField, types []*schema.Node) {
	for _, f := range fields {
		w.line()
		w.b = append(w.b, '(')
		switch f.Kind {
		case PageTypename:
			w.b = append(w.b, named(f.Key, "__typename")...)
			w.b = strconv.AppendQuote(w.b, f.Typename)
		case PageEdges:
			w.b = append(w.b, named(f.Key, "edges")...)
			w.edges(f.Edges, types)
		case PageTotalCount:
			w.b = append(w.b, named(f.Key, "totalCount")...)
		case PageInfo:
			w.b = append(w.b, named(f.Key, "pageInfo")...)
			w.info(f.Info)
		}
		w.b = append(w.b, ')')
	}
}

func (w *printer) edges(fields []EdgeField, types []*schema.Node) {
	for _, f := range fields {
		switch f.Kind {
		case EdgeTypename:
			w.word(named(f.Key, "__typename"))
			w.b = strconv.AppendQuote(w.b, f.Typename)
		case EdgeCursor:
			w.word(named(f.Key, "cursor"))
		case EdgeNode:
			w.b = append(append(w.b, " ("...), named(f.Key, "node")...)
			w.depth++
			w.cases(f.Select, types)
			w.depth--
			w.b = append(w.b, ')')
		}
	}
}

func (w *printer) info(fields []InfoField) {
	names := [...]string{
		InfoTypename: "__typename", InfoHasNextPage: "hasNextPage", InfoHasPreviousPage: "hasPreviousPage",
		InfoStartCursor: "startCursor", InfoEndCursor: "endCursor",
	}
	for _, f := range fields {
		w.word(named(f.Key, names[f.Kind]))
		if f.Kind == InfoTypename {
			w.b = strconv.AppendQuote(w.b, f.Typename)
		}
	}
}

func (w *printer) computed(c *Computed) {
	w.b = append(append(w.b, "(computed "...), named(Key{Name: c.Key}, c.Name)...)
	for _, i := range c.Reads {
		w.b = append(strconv.AppendInt(append(w.b, " (read "...), int64(i), 10), ')')
	}
	w.computedArgs(c.Args)
	w.b = append(w.b, ')')
}

func (w *printer) computedArgs(args []ComputedArg) {
	w.depth++
	for _, a := range args {
		w.line()
		w.b = append(append(w.b, '('), a.Name...)
		if a.Value != NoArg {
			w.arg(a.Value)
		}
		w.computedArgs(a.Fields)
		w.b = append(w.b, ')')
	}
	w.depth--
}

// String prints the hop as Cypher draws it.
func (h Hop) String() string {
	if h.Direction == schema.Out {
		return "-" + h.Type + "->"
	}
	return "<-" + h.Type + "-"
}

func appendTypes(dst []byte, types []*schema.Node) []byte {
	for i, t := range types {
		if i > 0 {
			dst = append(dst, '|')
		}
		dst = append(dst, t.Name...)
	}
	return dst
}

func typeName(t schema.Type, list, nonNull bool) string {
	name := t.String()
	if list {
		name = "[" + name + "]"
	}
	if nonNull {
		name += "!"
	}
	return name
}
