package schema

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// source is the SDL as parsed, and the model that is made of it. The reading
// leaves out what it does not understand: the rules say what that is.
type source struct {
	doc    *ast.SchemaDocument
	defs   map[string]*ast.Definition // the first of each name
	words  *ast.SchemaDocument        // what directives.graphql defines
	model  *Schema
	stored []storedField
}

func newSource(doc, words *ast.SchemaDocument) *source {
	s := &source{doc: doc, defs: map[string]*ast.Definition{}, words: words, model: &Schema{names: newIndex()}}
	var own ast.DefinitionList
	for _, def := range doc.Definitions {
		if words.Definitions.ForName(def.Name) != nil {
			continue // an enum of the directives themselves
		}
		own = append(own, def)
		if s.defs[def.Name] == nil {
			s.defs[def.Name] = def
		}
	}
	doc.Definitions = own
	s.declare()
	s.fill()
	s.stored = s.storedFields()
	return s
}

// declare makes every type, without fields.
func (s *source) declare() {
	for _, def := range s.doc.Definitions {
		if s.defs[def.Name] != def {
			continue // a second definition of the name
		}
		switch def.Kind {
		case ast.Enum:
			s.declareEnum(def)
		case ast.Scalar:
			s.model.Scalars = append(s.model.Scalars, &Scalar{Name: def.Name, Description: def.Description})
		case ast.Interface:
			i := &Interface{Name: def.Name, Description: def.Description, Pos: place(def.Position)}
			i.Plural = text(def.Directives.ForName("plural"), "name")
			s.model.Interfaces = append(s.model.Interfaces, i)
			s.model.names.interfaces[i.Name] = i
		case ast.Union:
			u := &Union{Name: def.Name, Description: def.Description, Pos: place(def.Position)}
			s.model.Unions = append(s.model.Unions, u)
			s.model.names.unions[u.Name] = u
		case ast.Object:
			s.declareObject(def)
		case ast.InputObject:
			in := &Input{Name: def.Name, Description: def.Description, Fields: fieldSignatures(def.Fields), Pos: place(def.Position)}
			s.model.Inputs = append(s.model.Inputs, in)
		}
	}
}

func (s *source) declareEnum(def *ast.Definition) {
	e := &Enum{Name: def.Name, Description: def.Description, Pos: place(def.Position)}
	for _, v := range def.EnumValues {
		e.Values = append(e.Values, EnumValue{
			Name: v.Name, Description: v.Description, IRI: text(v.Directives.ForName("iri"), "iri"),
		})
	}
	s.model.Enums = append(s.model.Enums, e)
	s.model.names.enums[e.Name] = e
}

func (s *source) declareObject(def *ast.Definition) {
	switch pos := place(def.Position); {
	case def.Directives.ForName("node") != nil:
		s.declareNode(def)
	case def.Directives.ForName("embedded") != nil:
		e := &Embedded{Name: def.Name, Description: def.Description, Pos: pos}
		s.model.Embedded = append(s.model.Embedded, e)
		s.model.names.embedded[e.Name] = e
	case def.Directives.ForName("computed") != nil:
		s.model.Computed = append(s.model.Computed, &Computed{
			Name: def.Name, Description: def.Description, Implements: def.Interfaces,
			Fields: fieldSignatures(def.Fields), Pos: pos,
		})
	case def.Name == "Query":
		for _, q := range fieldSignatures(def.Fields) {
			s.model.Queries = append(s.model.Queries, &Query{
				Name: q.Name, Description: q.Description, Type: q.Type, Args: q.Args, Pos: q.Pos,
			})
		}
	}
}

func (s *source) declareNode(def *ast.Definition) {
	node := def.Directives.ForName("node")
	n := &Node{
		Name: def.Name, Label: def.Name, Description: def.Description, Pos: place(def.Position),
		Plural: text(node, "plural"), Section: text(node, "section"), IRI: text(node, "iri"),
	}
	if labels := texts(node, "labels"); len(labels) > 0 {
		n.Label = labels[0]
	}
	if n.Plural == "" {
		n.Plural = lowerCamel(n.Name) + "s"
	}
	if n.Section == "" {
		n.Section = snake(n.Plural)
	}
	s.model.Nodes = append(s.model.Nodes, n)
	s.model.names.nodes[n.Name] = n
	if s.model.names.sections[n.Section] == nil {
		s.model.names.sections[n.Section] = n
	}
}

// fill gives the types their fields, and ties them to each other.
func (s *source) fill() {
	for _, n := range s.model.Nodes {
		for _, name := range s.defs[n.Name].Interfaces {
			if i := s.model.Interface(name); i != nil {
				n.Interfaces = append(n.Interfaces, i)
				i.Nodes = append(i.Nodes, n)
			}
		}
		n.Dated, n.Sourced = n.Implements("Dated"), n.Implements("Sourced")
	}
	for _, u := range s.model.Unions {
		for _, n := range s.model.Nodes { // SDL order
			if slices.Contains(s.defs[u.Name].Types, n.Name) {
				u.Nodes = append(u.Nodes, n)
			}
		}
	}
	for _, e := range s.model.Embedded {
		e.Fields = s.fields(s.defs[e.Name], nil)
	}
	for _, i := range s.model.Interfaces {
		i.Fields = s.fields(s.defs[i.Name], nil)
	}
	for _, n := range s.model.Nodes {
		n.Fields = s.fields(s.defs[n.Name], n)
	}
}

// fieldSignatures reads what is written by hand.
func fieldSignatures(fields ast.FieldList) []*Signature {
	var list []*Signature
	for _, f := range fields {
		list = append(list, &Signature{
			Name: f.Name, Description: f.Description, Type: f.Type.String(), Default: literal(f.DefaultValue),
			Args: argSignatures(f.Arguments), Pos: place(f.Position),
		})
	}
	return list
}

func argSignatures(args ast.ArgumentDefinitionList) []*Signature {
	var list []*Signature
	for _, a := range args {
		list = append(list, &Signature{
			Name: a.Name, Description: a.Description, Type: a.Type.String(), Default: literal(a.DefaultValue),
			Pos: place(a.Position),
		})
	}
	return list
}

func literal(v *ast.Value) string {
	if v == nil {
		return ""
	}
	return v.String()
}

// text gives a text argument of a directive; empty where either is missing.
func text(d *ast.Directive, arg string) string {
	if d == nil {
		return ""
	}
	if a := d.Arguments.ForName(arg); a != nil && a.Value != nil {
		return a.Value.Raw
	}
	return ""
}

// texts gives an argument that is a list of texts.
func texts(d *ast.Directive, arg string) []string {
	a := d.Arguments.ForName(arg)
	if a == nil || a.Value == nil {
		return nil
	}
	if a.Value.Kind != ast.ListValue {
		return []string{a.Value.Raw}
	}
	var list []string
	for _, c := range a.Value.Children {
		list = append(list, c.Value.Raw)
	}
	return list
}

func lowerCamel(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// snake writes a field's name as seed files do: isClass as is_class.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
