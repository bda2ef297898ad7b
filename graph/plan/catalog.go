package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
)

// catalog is what the planner looks up, indexed once: the time to plan an
// operation must not depend on the size of the schema.
type catalog struct {
	public      *ast.Schema
	languages   []string // that texts may be in, the schema's order
	roots       map[string]*ast.FieldDefinition
	queries     map[string]bool // root fields written by hand
	targets     map[string]*target
	connections map[string]*target // by the name of the connection type
	embedded    map[string]bool
	inner       map[*schema.EmbeddedField]map[string]*schema.Field
	nodes       map[*schema.Node]*members
	inputs      map[string]*inputType
	enums       map[string]map[string]bool
	applies     map[string]map[string]bool // type condition → object types
}

// target is what a field of the graph can lead to: a node type, an interface or
// a union.
type target struct {
	name    string
	nodes   []*schema.Node
	fields  map[string]*schema.Field // what where and sort may name; none for a union
	uniform map[string]bool          // fields that are read in the same way from all of the nodes
	dated   bool                     // one of the nodes is
}

// members are the fields and columns of a node type.
type members struct {
	def     *ast.Definition
	fields  map[string]member
	columns map[string]*schema.Property
}

// member is a field of a node type. Fields with equal signatures are read in the
// same way, whatever type they are of.
type member struct {
	field     *schema.Field
	def       *ast.FieldDefinition
	signature int
}

// inputType is an input object type of the public schema.
type inputType struct {
	def    *ast.Definition
	places map[string]int
	must   []int // places of the fields that have a default or must be given
}

func newCatalog(model *schema.Schema, public *ast.Schema) *catalog {
	c := &catalog{
		public: public, roots: map[string]*ast.FieldDefinition{}, queries: map[string]bool{},
		targets: map[string]*target{}, connections: map[string]*target{}, embedded: map[string]bool{},
		inner: map[*schema.EmbeddedField]map[string]*schema.Field{},
		nodes: map[*schema.Node]*members{}, inputs: map[string]*inputType{},
		enums: map[string]map[string]bool{}, applies: map[string]map[string]bool{},
	}
	if e := model.Enum("Language"); e != nil {
		for _, value := range e.Values {
			c.languages = append(c.languages, strings.ReplaceAll(strings.ToLower(value.Name), "_", "-"))
		}
	}
	for _, q := range model.Queries {
		c.queries[q.Name] = true
	}
	for _, e := range model.Embedded {
		c.embedded[e.Name] = true
	}
	c.addTargets(model)
	c.addNodes(model)
	for _, t := range c.targets {
		c.addUniform(t)
	}
	c.addPublic()
	return c
}

func (c *catalog) addTargets(model *schema.Schema) {
	for _, n := range model.Nodes {
		c.targets[n.Name] = newTarget(n.Name, []*schema.Node{n}, n.Fields)
		c.addInner(n.Fields)
	}
	for _, i := range model.Interfaces {
		c.targets[i.Name] = newTarget(i.Name, i.Nodes, i.Fields)
		c.addInner(i.Fields)
	}
	for _, u := range model.Unions {
		c.targets[u.Name] = newTarget(u.Name, u.Nodes, nil)
	}
}

// addInner indexes the fields of value objects, which may hold others.
func (c *catalog) addInner(fields []*schema.Field) {
	for _, f := range fields {
		if f.Embedded == nil {
			continue
		}
		c.inner[f.Embedded] = map[string]*schema.Field{}
		for _, inner := range f.Embedded.Fields {
			c.inner[f.Embedded][inner.Name] = inner
		}
		c.addInner(f.Embedded.Fields)
	}
}

func newTarget(name string, nodes []*schema.Node, fields []*schema.Field) *target {
	t := &target{name: name, nodes: nodes, fields: make(map[string]*schema.Field, len(fields)), dated: dated(nodes)}
	for _, f := range fields {
		t.fields[f.Name] = f
	}
	return t
}

func dated(nodes []*schema.Node) bool {
	for _, n := range nodes {
		if n.Dated {
			return true
		}
	}
	return false
}

func (c *catalog) addNodes(model *schema.Schema) {
	signatures := map[string]int{}
	for _, n := range model.Nodes {
		m := &members{def: c.public.Types[n.Name], fields: map[string]member{}, columns: map[string]*schema.Property{}}
		for _, p := range n.Properties {
			m.columns[p.Column] = p
		}
		fields := map[string]*schema.Field{}
		for _, f := range n.Fields {
			fields[f.Name] = f
		}
		c.nodes[n] = m
		if m.def == nil {
			continue
		}
		for _, def := range m.def.Fields {
			f := fields[def.Name]
			if f == nil {
				f = fields[strings.TrimSuffix(def.Name, "Connection")]
			}
			if f == nil {
				continue
			}
			text := signature(f, def)
			if _, known := signatures[text]; !known {
				signatures[text] = len(signatures)
			}
			m.fields[def.Name] = member{f, def, signatures[text]}
		}
	}
}

// addUniform finds the fields that all nodes of a target share, so that what is
// selected from an interface of a thousand types is compiled once and not sorted
// by type.
func (c *catalog) addUniform(t *target) {
	t.uniform = map[string]bool{"__typename": true}
	if len(t.nodes) == 0 {
		return
	}
	for name, first := range c.nodes[t.nodes[0]].fields {
		t.uniform[name] = !slices.ContainsFunc(t.nodes, func(n *schema.Node) bool {
			m, ok := c.nodes[n].fields[name]
			return !ok || m.signature != first.signature
		})
	}
}

// signature says everything that a plan takes from a field, so that one case of a
// selection can serve several types.
func signature(f *schema.Field, def *ast.FieldDefinition) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", def.Name, def.Type)
	for _, a := range def.Arguments {
		fmt.Fprintf(&b, " %s %s", a.Name, a.Type)
	}
	columns(&b, f)
	if r := f.Relationship; r != nil {
		fmt.Fprintf(&b, " %s %d %t %t", r.Type, r.Direction, r.List, r.NonNull)
		for _, n := range r.Targets {
			b.WriteString(" " + n.Name)
		}
	}
	return b.String()
}

func columns(b *strings.Builder, f *schema.Field) {
	list := f.Localized
	if f.Property != nil {
		list = append(list[:len(list):len(list)], f.Property)
	}
	for _, p := range list {
		fmt.Fprintf(b, " %s %s %t %t", p.Column, p.TypeName(), p.List, p.NonNull)
	}
	if f.Embedded != nil {
		for _, inner := range f.Embedded.Fields {
			columns(b, inner)
		}
	}
}

func (c *catalog) addPublic() {
	if c.public.Query != nil {
		for _, f := range c.public.Query.Fields {
			c.roots[f.Name] = f
		}
	}
	for name, def := range c.public.Types {
		switch def.Kind {
		case ast.InputObject:
			c.inputs[name] = newInputType(def)
		case ast.Enum:
			c.enums[name] = make(map[string]bool, len(def.EnumValues))
			for _, v := range def.EnumValues {
				c.enums[name][v.Name] = true
			}
		case ast.Object:
			c.addApplies(name, name)
			if t := c.connectionTarget(def); t != nil {
				c.connections[name] = t
			}
		case ast.Interface, ast.Union:
			for _, possible := range c.public.PossibleTypes[name] {
				c.addApplies(name, possible.Name)
			}
		}
	}
}

func (c *catalog) addApplies(condition, object string) {
	if c.applies[condition] == nil {
		c.applies[condition] = map[string]bool{}
	}
	c.applies[condition][object] = true
}

// connectionTarget gives what a connection's edges lead to; nil if def is no
// connection.
func (c *catalog) connectionTarget(def *ast.Definition) *target {
	edges := def.Fields.ForName("edges")
	if edges == nil || def.Fields.ForName("pageInfo") == nil {
		return nil
	}
	edge := c.public.Types[edges.Type.Name()]
	if edge == nil || edge.Fields.ForName("node") == nil {
		return nil
	}
	return c.targets[edge.Fields.ForName("node").Type.Name()]
}

func newInputType(def *ast.Definition) *inputType {
	t := &inputType{def: def, places: make(map[string]int, len(def.Fields))}
	for i, f := range def.Fields {
		t.places[f.Name] = i
		if f.DefaultValue != nil || f.Type.NonNull {
			t.must = append(t.must, i)
		}
	}
	return t
}

// property gives the property that all of the nodes store in a column; nil if
// they differ in whether it is a key or indexed, or one has none.
func (c *catalog) property(nodes []*schema.Node, column string) *schema.Property {
	var first *schema.Property
	for _, n := range nodes {
		p := c.nodes[n].columns[column]
		if p == nil || first != nil && (p.Key != first.Key || p.Indexed != first.Indexed) {
			return nil
		}
		first = p
	}
	return first
}

// scalar gives the type of a leaf of the public schema.
func (c *catalog) scalar(name string) schema.Type {
	if c.enums[name] != nil {
		return schema.EnumType
	}
	for t := range schema.EnumType {
		if t.String() == name {
			return t
		}
	}
	return schema.String
}

// fieldType gives the name of the type of a field; empty if there is none.
func (c *catalog) fieldType(typ, field string) string {
	if def := c.public.Types[typ]; def != nil {
		if f := def.Fields.ForName(field); f != nil {
			return f.Type.Name()
		}
	}
	return ""
}
