package schema

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// String gives the SDL name of the scalar type; `enum` for EnumType, whose name
// is with the property.
func (t Type) String() string {
	return [...]string{
		ID: "ID", String: "String", Int: "Int", Float: "Float", Boolean: "Boolean", Date: "Date",
		DateTime: "DateTime", Duration: "Duration", URI: "URI", CountryCode: "CountryCode", EnumType: "enum",
	}[t]
}

// scalarType gives the scalar type of an SDL name.
func scalarType(name string) (Type, bool) {
	for t := range EnumType {
		if t.String() == name {
			return t, true
		}
	}
	return 0, false
}

// TypeName gives the SDL name of the property's type, without list or null.
func (p *Property) TypeName() string {
	if p.Enum != nil {
		return p.Enum.Name
	}
	return p.Type.String()
}

// Implements reports whether the node type implements the interface.
func (n *Node) Implements(name string) bool {
	for _, i := range n.Interfaces {
		if i.Name == name {
			return true
		}
	}
	return false
}

// fieldReader reads the fields of one type. Those of a node are bound to its
// columns; prefix is of the value object that the fields belong to.
type fieldReader struct {
	s               *source
	node            *Node // nil: an interface or a value object
	name, column    string
	embedded        bool // the fields are those of a value object
	embeddedNonNull bool
}

func (s *source) fields(def *ast.Definition, node *Node) []*Field {
	return (&fieldReader{s: s, node: node}).read(def.Fields)
}

func (r *fieldReader) read(defs ast.FieldList) []*Field {
	var list []*Field
	for _, def := range defs {
		f := &Field{
			Name: def.Name, Description: def.Description, NonNull: def.Type.NonNull, Pos: place(def.Position),
			IRI: text(def.Directives.ForName("iri"), "iri"), Seed: readSeed(def),
		}
		if r.value(f, def) {
			list = append(list, f)
		}
	}
	return list
}

// value reads where the field's value is; false if that cannot be told.
func (r *fieldReader) value(f *Field, def *ast.FieldDefinition) bool {
	switch e := r.s.model.EmbeddedType(def.Type.Name()); {
	case def.Directives.ForName("relationship") != nil:
		f.Relationship = r.relationship(f, def)
		return len(f.Relationship.Targets) > 0
	case e != nil:
		if r.embedded {
			return false
		}
		inner := &fieldReader{s: r.s, node: r.node, name: f.Name + ".", column: f.Name + "_", embedded: true, embeddedNonNull: f.NonNull}
		f.Embedded = &EmbeddedField{Type: e, Fields: inner.read(r.s.defs[e.Name].Fields)}
		return true
	case def.Directives.ForName("localized") != nil:
		return r.localized(f, def)
	default:
		f.Property = r.property(def)
		return f.Property != nil
	}
}

func (r *fieldReader) property(def *ast.FieldDefinition) *Property {
	p := &Property{
		Name: r.name + def.Name, Column: r.column + def.Name,
		List: def.Type.Elem != nil, NonNull: def.Type.NonNull && (!r.embedded || r.embeddedNonNull),
		Fulltext: def.Directives.ForName("fulltext") != nil, Index: -1,
	}
	var known bool
	if p.Type, known = scalarType(def.Type.Name()); !known {
		if p.Enum = r.s.model.Enum(def.Type.Name()); p.Enum == nil {
			return nil
		}
		p.Type = EnumType
	}
	p.Key = def.Directives.ForName("key") != nil || r.node != nil && p.Column == "id"
	p.Indexed = p.Key || def.Directives.ForName("indexed") != nil
	r.store(p)
	return p
}

// localized makes one property a language, English first of those that follow
// the language that a reader asks for.
func (r *fieldReader) localized(f *Field, def *ast.FieldDefinition) bool {
	languages := r.s.model.Enum("Language")
	if languages == nil || def.Type.Elem != nil || def.Type.Name() != "String" {
		return false
	}
	for _, value := range languages.Values {
		tag := strings.ToLower(value.Name)
		p := &Property{
			Name: r.name + def.Name + "." + tag, Column: r.column + def.Name + "_" + tag, Type: String,
			Indexed:  def.Directives.ForName("indexed") != nil,
			Fulltext: def.Directives.ForName("fulltext") != nil,
			Language: strings.ReplaceAll(tag, "_", "-"), Index: -1,
		}
		r.store(p)
		f.Localized = append(f.Localized, p)
	}
	return true
}

func (r *fieldReader) store(p *Property) {
	if r.node == nil {
		return
	}
	p.Index = len(r.node.Properties)
	r.node.Properties = append(r.node.Properties, p)
}

func (r *fieldReader) relationship(f *Field, def *ast.FieldDefinition) *Relationship {
	d := def.Directives.ForName("relationship")
	rel := &Relationship{
		Name: f.Name, Type: text(d, "type"), List: def.Type.Elem != nil, NonNull: f.NonNull,
		Target: def.Type.Name(), Targets: r.s.model.NodesOf(def.Type.Name()),
		Connection: def.Directives.ForName("connection") != nil, Index: -1, Seed: f.Seed,
	}
	if text(d, "direction") == "IN" {
		rel.Direction = In
	}
	if r.node == nil || len(rel.Targets) == 0 {
		return rel
	}
	r.node.Relationships = append(r.node.Relationships, rel)
	if rel.Direction == Out {
		rel.Index = len(r.node.Outgoing)
		r.node.Outgoing = append(r.node.Outgoing, rel)
	}
	return rel
}

// seedForms are the forms by their SDL names.
func seedForms() map[string]SeedForm {
	return map[string]SeedForm{
		"PLAIN": Plain, "DERIVED": Derived, "OWNED": Owned, "ROLE": RoleForm,
		"CONDITIONS": Conditions, "COMPLETENESS": Completeness, "EFFECT": Effect,
	}
}

func readSeed(def *ast.FieldDefinition) Seed {
	d := def.Directives.ForName("seed")
	seed := Seed{Key: text(d, "key"), Form: seedForms()[text(d, "form")], Role: text(d, "role")}
	if seed.Key == "" {
		seed.Key = snake(def.Name)
	}
	return seed
}
