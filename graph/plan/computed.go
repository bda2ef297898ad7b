package plan

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// below a computed type
//
//	assess ──results──► AssessmentResult ──entitlement──► Service | Right
//	computed            computed                          graph: a keyed root
//
// the evaluation decides which nodes there are; the plan says what is read of
// them, keyed by the path of response keys.

// computed compiles a root field that is evaluated.
func (c *compiler) computed(g *group, def *ast.FieldDefinition, at place) {
	if def.Arguments.ForName("asOf") != nil {
		at.asOf = c.bind(&site{kind: dateSite, field: g.first(), def: def, path: at.path}).asOf
	}
	first := len(c.keyed)
	c.below(g, def, at)
	f := &Computed{Key: g.key, Name: def.Name, AsOf: at.asOf}
	for i := first; i < len(c.keyed); i++ {
		f.Reads = append(f.Reads, i) // among the keyed roots, until all are known
	}
	c.plan.Computed = append(c.plan.Computed, f)
	c.pending = append(c.pending, &site{kind: computedSite, field: g.first(), def: def, path: at.path})
}

// finishComputed puts the keyed roots behind the others and binds the arguments
// of computed roots: last, so that what is known of a person does not change the
// numbers, and with them the statements, of the reads.
func (c *compiler) finishComputed() {
	others := len(c.plan.Roots)
	c.plan.Roots = append(c.plan.Roots, c.keyed...)
	for i, f := range c.plan.Computed {
		for j := range f.Reads {
			f.Reads[j] += others
		}
		f.Args = c.bind(c.pending[i]).computed
	}
}

// below walks from a field of a computed type, or a computed root, to the graph.
func (c *compiler) below(g *group, def *ast.FieldDefinition, at place) {
	name := def.Type.Name()
	if t := c.catalog.targets[name]; t != nil && len(t.nodes) > 0 {
		c.keyedRoot(g, t, at)
		return
	}
	typ := c.catalog.public.Types[name]
	if typ == nil || typ.IsLeafType() || c.catalog.embedded[name] || c.stopped() {
		return
	}
	objects := []*ast.Definition{typ}
	if typ.IsAbstractType() {
		objects = c.catalog.public.PossibleTypes[name]
	}
	for _, object := range objects {
		for _, inner := range c.collect(g.selections(), object.Name, at) {
			if field := object.Fields.ForName(inner.first().Name); field != nil {
				c.below(inner, field, at.at(inner.key))
			}
		}
	}
}

// keyedRoot compiles the read of the nodes that a field below a computed type
// leads to. Its own nodes are shown whatever the date is: the evaluation chose
// them.
func (c *compiler) keyedRoot(g *group, t *target, at place) {
	key := keyOf(at.path)
	args := c.bind(&site{kind: keyedSite, field: g.first(), path: at.path})
	r := &Read{Form: Keyed, Types: t.nodes, AsOf: NoArg, Limit: NoArg, Offset: NoArg, Window: unbound().window}
	r.Anchor = Anchor{Kind: Lookup, Types: t.nodes, Property: "id", Arg: args.keyArg}
	r.Select = c.cases(t, g.selections(), at)
	for _, other := range c.keyed {
		if other.Key == key {
			c.b.faults.add(at.path, g.first().Position,
				"%s stands for fields of several types; give it another alias in each fragment", g.key)
			return
		}
	}
	c.keyed = append(c.keyed, &Root{Key: key, Read: r})
}

// keyOf joins the response keys of a path.
func keyOf(path ast.Path) string {
	keys := make([]string, len(path))
	for i, p := range path {
		name, _ := p.(ast.PathName)
		keys[i] = string(name)
	}
	return strings.Join(keys, "/")
}
