package schema

import "slices"

// index finds what a schema declares by its name.
type index struct {
	nodes      map[string]*Node
	sections   map[string]*Node
	interfaces map[string]*Interface
	unions     map[string]*Union
	embedded   map[string]*Embedded
	enums      map[string]*Enum
}

func newIndex() index {
	return index{
		nodes: map[string]*Node{}, sections: map[string]*Node{},
		interfaces: map[string]*Interface{}, unions: map[string]*Union{},
		embedded: map[string]*Embedded{}, enums: map[string]*Enum{},
	}
}

// Node gives the node type of that SDL name, or nil.
func (s *Schema) Node(name string) *Node { return s.names.nodes[name] }

// Section gives the node type whose entries stand in that section of a seed
// file, or nil.
func (s *Schema) Section(section string) *Node { return s.names.sections[section] }

// Interface gives the interface of that name, or nil.
func (s *Schema) Interface(name string) *Interface { return s.names.interfaces[name] }

// Union gives the union of that name, or nil.
func (s *Schema) Union(name string) *Union { return s.names.unions[name] }

// EmbeddedType gives the value object of that name, or nil.
func (s *Schema) EmbeddedType(name string) *Embedded { return s.names.embedded[name] }

// Enum gives the enum of that name, or nil.
func (s *Schema) Enum(name string) *Enum { return s.names.enums[name] }

// NodesOf gives the concrete node types of a node type, an interface or a union,
// in the order of the SDL; none if there is no such type.
func (s *Schema) NodesOf(typeName string) []*Node {
	if n := s.Node(typeName); n != nil {
		return []*Node{n}
	}
	if i := s.Interface(typeName); i != nil {
		return i.Nodes
	}
	if u := s.Union(typeName); u != nil {
		return u.Nodes
	}
	return nil
}

// Field gives the field of that name, or nil.
func (n *Node) Field(name string) *Field { return findField(n.Fields, name) }

// Field gives the field of that name, or nil.
func (i *Interface) Field(name string) *Field { return findField(i.Fields, name) }

// Field gives the field of that name, or nil.
func (e *Embedded) Field(name string) *Field { return findField(e.Fields, name) }

func findField(fields []*Field, name string) *Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Property gives the stored property of that column, or nil.
func (n *Node) Property(column string) *Property {
	for _, p := range n.Properties {
		if p.Column == column {
			return p
		}
	}
	return nil
}

// Has reports whether name is a code of the enum.
func (e *Enum) Has(name string) bool {
	return slices.ContainsFunc(e.Values, func(v EnumValue) bool { return v.Name == name })
}

// Names gives the codes of the enum, in the order of the SDL.
func (e *Enum) Names() []string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Name
	}
	return names
}
