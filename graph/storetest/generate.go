package storetest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
	"waymark/schema"
)

// generator writes random legal operations. What decides the shape of an
// operation is drawn from one source, its constants from another, so that many
// operations can share a shape.
type generator struct {
	public    *ast.Schema
	shape     *rand.Rand
	constants *rand.Rand
	pool      *pool

	text      strings.Builder
	variables map[string]any
	declared  []string // $v0: String
	fragments []string
	keys      int // response keys given so far
}

// generated is an operation as text.
type generated struct{ query, variables string }

// generate writes one operation.
func generate(public *ast.Schema, p *pool, shape, constants uint64) generated {
	g := &generator{
		public: public, pool: p, variables: map[string]any{},
		shape:     rand.New(rand.NewPCG(shape, 1)),
		constants: rand.New(rand.NewPCG(constants, 2)),
	}
	var body strings.Builder
	for range 1 + g.shape.IntN(3) {
		body.WriteString(g.field(public.Query, g.root(), 0))
	}
	head := "query"
	if len(g.declared) > 0 {
		head += "(" + strings.Join(g.declared, ", ") + ")"
	}
	variables, err := json.Marshal(g.variables)
	if err != nil {
		panic("storetest: " + err.Error())
	}
	return generated{head + " {\n" + body.String() + "}\n" + strings.Join(g.fragments, ""), string(variables)}
}

// root picks a root field of the graph.
func (g *generator) root() *ast.FieldDefinition {
	for {
		f := pick(g.shape, g.public.Query.Fields)
		if !strings.HasPrefix(f.Name, "__") && g.pool.graph[f.Name] {
			return f
		}
	}
}

func (g *generator) chance(percent int) bool { return g.shape.IntN(100) < percent }

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// field writes a field with arguments, directives and what is selected below it.
// Every field with arguments has a response key of its own, so that no two
// contradict each other.
func (g *generator) field(parent *ast.Definition, f *ast.FieldDefinition, depth int) string {
	composite := g.public.Types[f.Type.Name()].IsCompositeType()
	name := f.Name
	if composite || len(f.Arguments) > 0 || g.chance(20) {
		g.keys++
		name = fmt.Sprintf("k%d: %s", g.keys, f.Name)
	}
	name += g.arguments(parent, f) + g.directive()
	if !composite {
		return name + "\n"
	}
	text := name + g.selection(g.public.Types[f.Type.Name()], depth+1)
	if g.chance(10) { // the same once more: the selections merge
		text += name + g.selection(g.public.Types[f.Type.Name()], depth+1)
	}
	return text
}

func (g *generator) directive() string {
	if !g.chance(6) {
		return ""
	}
	name := pick(g.shape, []string{"skip", "include"})
	value := g.shape.IntN(2) == 0
	if g.chance(50) {
		return fmt.Sprintf(" @%s(if: %v)", name, value)
	}
	return fmt.Sprintf(" @%s(if: %s)", name, g.variable("Boolean!", value))
}

// variable declares a variable with a value and gives a reference to it.
func (g *generator) variable(typ string, value any) string {
	name := fmt.Sprintf("v%d", len(g.declared))
	g.declared = append(g.declared, "$"+name+": "+typ)
	g.variables[name] = value
	return "$" + name
}

// An operation stays within what the planner lets through, and small enough to be
// read by a person.
const (
	maxDepth = 4
	maxKeys  = 20
)

// selection writes a selection set for an object, interface or union.
func (g *generator) selection(typ *ast.Definition, depth int) string {
	var b strings.Builder
	b.WriteString(" {\n")
	for range 1 + g.shape.IntN(3) {
		b.WriteString(g.member(typ, depth))
	}
	if typ.Kind == ast.Union || g.chance(15) {
		b.WriteString("__typename\n")
	}
	b.WriteString("}\n")
	return b.String()
}

// member writes a field or a fragment.
func (g *generator) member(typ *ast.Definition, depth int) string {
	if typ.Kind != ast.Object && g.chance(60) || typ.Kind == ast.Union || g.chance(8) {
		return g.fragment(typ, depth)
	}
	fields := slices.DeleteFunc(slices.Clone(typ.Fields), func(f *ast.FieldDefinition) bool {
		return (depth >= maxDepth || g.keys > maxKeys) && g.public.Types[f.Type.Name()].IsCompositeType() && !g.leafy(f)
	})
	if len(fields) == 0 {
		return "__typename\n"
	}
	return g.field(typ, pick(g.shape, fields), depth)
}

// leafy reports whether a field leads to nothing that goes on: a value object, or
// the parts of a connection, which must not end halfway.
func (g *generator) leafy(f *ast.FieldDefinition) bool {
	for _, inner := range g.public.Types[f.Type.Name()].Fields {
		if g.public.Types[inner.Type.Name()].IsCompositeType() {
			return false
		}
	}
	return len(g.public.Types[f.Type.Name()].Fields) > 0
}

func (g *generator) fragment(typ *ast.Definition, depth int) string {
	possible := g.public.GetPossibleTypes(typ)
	if depth > maxDepth || g.keys > maxKeys || len(possible) == 0 {
		return "__typename\n"
	}
	on := pick(g.shape, possible)
	if g.chance(25) { // an interface that some of them have
		if interfaces := g.public.Implements[on.Name]; len(interfaces) > 0 {
			on = pick(g.shape, interfaces)
		}
	}
	if on.Kind == ast.Union {
		on = typ
	}
	if g.chance(30) {
		name := fmt.Sprintf("F%d", len(g.fragments))
		g.fragments = append(g.fragments, "")
		place := len(g.fragments) - 1
		g.fragments[place] = "fragment " + name + " on " + on.Name + g.selection(on, depth)
		return "..." + name + g.directive() + "\n"
	}
	return "... on " + on.Name + g.directive() + g.selection(on, depth)
}

// pool is what constants are drawn from.
type pool struct {
	graph  map[string]bool  // root fields of the graph
	values map[string][]any // by scalar type
}

// newPool gathers the values of a release, and some that it has not.
func newPool(model *schema.Schema, public *ast.Schema, r *store.Release) *pool {
	p := &pool{graph: map[string]bool{}, values: map[string][]any{}}
	for _, f := range public.Query.Fields {
		p.graph[f.Name] = true
	}
	for _, q := range model.Queries {
		delete(p.graph, q.Name)
	}
	scalars := map[schema.Type]string{
		schema.ID: "ID", schema.String: "String", schema.Int: "Int", schema.Float: "Float", schema.Date: "Date",
		schema.DateTime: "DateTime", schema.Duration: "Duration", schema.URI: "URI", schema.CountryCode: "CountryCode",
	}
	for _, record := range r.Records {
		for i, property := range model.Node(record.Type).Properties {
			list := record.Props[i].List
			if len(list) == 0 {
				list = []schema.Value{record.Props[i]}
			}
			for _, v := range list {
				p.add(scalars[property.Type], v)
			}
		}
	}
	p.values["ID"] = append(p.values["ID"], "IT:nothing", "")
	p.values["String"] = append(p.values["String"], "CITTA", "casa", "a", "E", "", "'", "é", "18", "zzz")
	p.values["Int"] = append(p.values["Int"], 0, 10, 2_000_000_000)
	p.values["Float"] = append(p.values["Float"], 0, 80.5, 1000)
	p.values["Date"] = append(p.values["Date"], "2013-05-01", "2013-04-30", "1900-01-01", "2026-11-25")
	return p
}

func (p *pool) add(typ string, v schema.Value) {
	switch v.Kind {
	case schema.TextValue:
		if typ != "" {
			p.values[typ] = append(p.values[typ], v.Text)
		}
		if runes := []rune(v.Text); typ == "String" && len(runes) > 3 {
			p.values[typ] = append(p.values[typ], string(runes[:3]), strings.ToUpper(string(runes[len(runes)-3:])))
		}
	case schema.IntValue:
		p.values[typ] = append(p.values[typ], v.Int)
	case schema.FloatValue:
		p.values[typ] = append(p.values[typ], v.Float)
	}
}
