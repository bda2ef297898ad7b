package plan

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
)

// nodeFields compiles the fields that are taken from a node.
func (c *compiler) nodeFields(n *schema.Node, groups []*group, at place) []Field {
	members := c.catalog.nodes[n].fields
	fields := make([]Field, 0, len(groups))
	for _, g := range groups {
		if g.first().Name == "__typename" {
			fields = append(fields, Typename{Key: newKey(g.key)})
			continue
		}
		m, ok := members[g.first().Name]
		if !ok {
			c.b.faults.add(below(at.path, g.key), g.first().Position, "%s has no field %q", n.Name, g.first().Name)
			continue
		}
		fields = append(fields, c.field(m, g, at.at(g.key)))
	}
	return fields
}

func (c *compiler) field(m member, g *group, at place) Field {
	f := m.field
	switch {
	case f.Relationship != nil:
		return c.relationship(m, g, at)
	case f.Embedded != nil:
		return c.embedded(f, g, at)
	default:
		return c.scalar(f, m.def, g, at)
	}
}

// scalar compiles a stored property, or the properties of a localized text.
func (c *compiler) scalar(f *schema.Field, def *ast.FieldDefinition, g *group, at place) Field {
	s := Scalar{Key: newKey(g.key), Type: schema.String, NonNull: f.NonNull}
	if p := f.Property; p != nil {
		s.Columns, s.Type, s.List, s.NonNull = []string{p.Column}, p.Type, p.List, p.NonNull
		return s
	}
	lang := ""
	if len(g.first().Arguments) > 0 {
		lang = c.bind(&site{kind: textSite, field: g.first(), def: def, path: at.path, hops: at.hops}).lang
	}
	s.Columns, s.Asked = c.columns(f.Localized, strings.ReplaceAll(strings.ToLower(lang), "_", "-"))
	return s
}

// embedded compiles a value object, which is there if one of its columns is.
func (c *compiler) embedded(f *schema.Field, g *group, at place) Field {
	e := Embedded{Key: newKey(g.key), Type: f.Embedded.Type.Name, NonNull: f.NonNull, Presence: presence(f.Embedded.Fields)}
	def := c.catalog.public.Types[e.Type]
	for _, inner := range c.collect(g.selections(), e.Type, at) {
		name := inner.first().Name
		if name == "__typename" {
			e.Fields = append(e.Fields, Typename{Key: newKey(inner.key), Name: e.Type})
			continue
		}
		field, shown := fieldNamed(f.Embedded.Fields, name), def.Fields.ForName(name)
		if field == nil || shown == nil {
			c.b.faults.add(below(at.path, inner.key), inner.first().Position, "%s has no field %q", e.Type, name)
			continue
		}
		e.Fields = append(e.Fields, c.field(member{field: field, def: shown}, inner, at.at(inner.key)))
	}
	return e
}

func fieldNamed(fields []*schema.Field, name string) *schema.Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// presence gives the columns of a value object.
func presence(fields []*schema.Field) []string {
	var columns []string
	for _, f := range fields {
		switch {
		case f.Property != nil:
			columns = append(columns, f.Property.Column)
		case f.Embedded != nil:
			columns = append(columns, presence(f.Embedded.Fields)...)
		}
		for _, p := range f.Localized {
			columns = append(columns, p.Column)
		}
	}
	return columns
}

// page compiles what is selected from a connection.
func (c *compiler) page(g *group, typ string, t *target, at place) []PageField {
	var fields []PageField
	for _, inner := range c.collect(g.selections(), typ, at) {
		f := PageField{Key: newKey(inner.key)}
		switch inner.first().Name {
		case "__typename":
			f.Kind, f.Typename = PageTypename, typ
		case "edges":
			f.Kind = PageEdges
			f.Edges = c.edges(inner, c.catalog.fieldType(typ, "edges"), t, at.at(inner.key))
		case "totalCount":
			f.Kind = PageTotalCount
		case "pageInfo":
			f.Kind = PageInfo
			f.Info = c.info(inner, c.catalog.fieldType(typ, "pageInfo"), at.at(inner.key))
		default:
			c.noField(typ, inner, at)
			continue
		}
		fields = append(fields, f)
	}
	return fields
}

func (c *compiler) noField(typ string, g *group, at place) {
	c.b.faults.add(below(at.path, g.key), g.first().Position, "%s has no field %q", typ, g.first().Name)
}

// edges compiles what is selected from the edges of a connection.
func (c *compiler) edges(g *group, typ string, t *target, at place) []EdgeField {
	var fields []EdgeField
	for _, inner := range c.collect(g.selections(), typ, at) {
		f := EdgeField{Key: newKey(inner.key)}
		switch inner.first().Name {
		case "__typename":
			f.Kind, f.Typename = EdgeTypename, typ
		case "cursor":
			f.Kind = EdgeCursor
		case "node":
			f.Kind = EdgeNode
			f.Select = c.cases(t, inner.selections(), at.at(inner.key))
		default:
			c.noField(typ, inner, at)
			continue
		}
		fields = append(fields, f)
	}
	return fields
}

// info compiles what is selected from the pageInfo of a connection.
func (c *compiler) info(g *group, typ string, at place) []InfoField {
	kinds := map[string]InfoKind{
		"__typename": InfoTypename, "hasNextPage": InfoHasNextPage, "hasPreviousPage": InfoHasPreviousPage,
		"startCursor": InfoStartCursor, "endCursor": InfoEndCursor,
	}
	var fields []InfoField
	for _, inner := range c.collect(g.selections(), typ, at) {
		k, known := kinds[inner.first().Name]
		if !known {
			c.noField(typ, inner, at)
			continue
		}
		f := InfoField{Key: newKey(inner.key), Kind: k}
		if k == InfoTypename {
			f.Typename = typ
		}
		fields = append(fields, f)
	}
	return fields
}
