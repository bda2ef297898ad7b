package plan

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
)

// compiler makes a plan of one operation. It meets the sites of arguments in an
// order that depends on the document alone, and binds each as it meets it.
type compiler struct {
	catalog *catalog
	languages
	limits  Config
	doc     *ast.QueryDocument
	b       *binder
	sites   []*site
	known   map[siteKey]*bound
	plan    *Plan
	keyed   []*Root
	pending []*site // computed roots whose arguments are not yet bound
	aliases int
	fields  int
}

// siteKey tells sites apart. One field of a fragment that is used for several
// types, or in several places, has one value for each of its arguments.
type siteKey struct {
	kind   siteKind
	field  *ast.Field
	target *target
	hops   int
}

// place is where the compiler is.
type place struct {
	path ast.Path
	asOf Arg // of the nearest asOf
	hops int
}

func (p place) at(key string) place {
	p.path = below(p.path, key)
	return p
}

// stopped reports that a fault makes it pointless, or dear, to go on.
func (c *compiler) stopped() bool { return len(c.b.faults.list) >= keptFaults || c.over() }

func (c *compiler) over() bool { return c.aliases > c.limits.Aliases || c.fields > c.limits.Fields }

// compile makes the plan of an operation; it is of use only if there are no faults.
func (c *compiler) compile(op *ast.OperationDefinition) *Plan {
	c.plan = &Plan{}
	start := place{asOf: NoArg}
	for _, g := range c.collect([]ast.SelectionSet{op.SelectionSet}, c.catalog.public.Query.Name, start) {
		name, at := g.first().Name, start.at(g.key)
		def := c.catalog.roots[name]
		switch {
		case strings.HasPrefix(name, "__"):
		case def == nil:
			c.b.faults.add(at.path, g.first().Position, "there is no root field %q", name)
		case c.catalog.queries[name]:
			c.computed(g, def, at)
		default:
			c.root(g, def, at)
		}
	}
	c.finishComputed()
	c.plan.Params = c.b.params
	return c.plan
}

// collect gathers the fields that are selected from an object type, and counts
// them.
func (c *compiler) collect(sets []ast.SelectionSet, object string, at place) []*group {
	k := collector{doc: c.doc, variables: c.b.variables, applies: func(condition string) bool {
		return c.catalog.applies[condition][object]
	}}
	for _, set := range sets {
		k.set(set)
	}
	c.count(k.groups, at)
	return k.groups
}

func (c *compiler) count(groups []*group, at place) {
	if c.over() {
		return
	}
	c.fields += len(groups)
	for _, g := range groups {
		if g.key != g.first().Name {
			c.aliases++
		}
	}
	if len(groups) == 0 || !c.over() {
		return
	}
	pos := groups[0].first().Position
	if c.aliases > c.limits.Aliases {
		c.b.faults.add(at.path, pos, "the operation has more than %d aliases; ask for less at once", c.limits.Aliases)
		return
	}
	c.b.faults.add(at.path, pos, "the operation selects more than %d fields; ask for less at once", c.limits.Fields)
}

// bind binds the arguments of a field, once.
func (c *compiler) bind(s *site) *bound {
	key := siteKey{s.kind, s.field, s.target, s.hops}
	if out, ok := c.known[key]; ok && s.kind != keyedSite {
		return out
	}
	out := c.b.bind(s)
	c.sites = append(c.sites, s)
	c.known[key] = out
	return out
}

// root compiles a root field that reads the graph.
func (c *compiler) root(g *group, def *ast.FieldDefinition, at place) {
	t, form := c.catalog.targets[def.Type.Name()], One
	switch {
	case t == nil:
		t, form = c.catalog.connections[def.Type.Name()], Connection
	case def.Type.Elem != nil:
		form = List
	}
	if t == nil {
		c.b.faults.add(at.path, g.first().Position, "%s cannot be read from the graph", g.first().Name)
		return
	}
	s := &site{kind: readSite, field: g.first(), def: def, target: t, path: at.path}
	r := &Read{Form: form, NonNull: form == One && def.Type.NonNull, Types: t.nodes}
	args := c.bind(s)
	c.read(r, t, g, def, args, at)
	if args.key != "" {
		r.Anchor = Anchor{Kind: Lookup, Types: r.Types, Property: args.key, Arg: args.keyArg}
	} else {
		c.anchor(r)
	}
	c.plan.Roots = append(c.plan.Roots, &Root{Key: g.key, Read: r})
}

// read fills in what a read takes from its arguments and its selections.
func (c *compiler) read(r *Read, t *target, g *group, def *ast.FieldDefinition, args *bound, at place) {
	if args.dated {
		at.asOf = args.asOf
	}
	r.AsOf = NoArg
	if t.dated && !r.NonNull {
		r.AsOf = at.asOf
	}
	r.Where = atDate(args.where, at.asOf)
	r.Sort, r.Limit, r.Offset, r.Window = args.sort, args.limit, args.offset, args.window
	if r.Form == Connection {
		r.Page = c.page(g, def.Type.Name(), t, at)
		return
	}
	r.Select = c.cases(t, g.selections(), at)
}

// atDate gives related filters the date of the read that they belong to.
func atDate(e Expr, asOf Arg) Expr {
	switch e := e.(type) {
	case And:
		return And{allAtDate(e.Operands, asOf)}
	case Or:
		return Or{allAtDate(e.Operands, asOf)}
	case Not:
		return Not{atDate(e.Operand, asOf)}
	case Exists:
		if e.AsOf == inherit {
			e.AsOf = asOf
		}
		e.Where = atDate(e.Where, asOf)
		return e
	default:
		return e
	}
}

func allAtDate(operands []Expr, asOf Arg) []Expr {
	dated := make([]Expr, len(operands))
	for i, o := range operands {
		dated[i] = atDate(o, asOf)
	}
	return dated
}

// relationship compiles a field that leads to other nodes.
func (c *compiler) relationship(m member, g *group, at place) Field {
	rel := m.field.Relationship
	t := c.catalog.targets[rel.Target]
	at.hops++
	if at.hops > c.limits.Depth {
		c.b.faults.add(at.path, g.first().Position, "the field is more than %d hops deep; ask for less at once", c.limits.Depth)
		return Typename{}
	}
	r := &Read{Form: One, NonNull: rel.NonNull && !rel.List, Types: rel.Targets, Hop: &Hop{rel.Type, rel.Direction}}
	switch {
	case c.catalog.connections[m.def.Type.Name()] != nil:
		r.Form = Connection
	case rel.List:
		r.Form = List
	}
	args := c.bind(&site{kind: readSite, field: g.first(), def: m.def, target: t, path: at.path, hops: at.hops})
	c.read(r, t, g, m.def, args, at)
	return Related{Key: newKey(g.key), Read: r}
}

func newKey(name string) Key { return Key{Name: name, JSON: `"` + name + `":`} }

// cases compiles what is selected from the nodes of a target: one case for all
// types from which the same is taken. Types from which nothing is taken have none.
func (c *compiler) cases(t *target, sets []ast.SelectionSet, at place) []Case {
	var cases []Case
	if c.stopped() {
		return nil
	}
	for _, k := range c.kinds(t, sets, at) {
		fields := c.nodeFields(k.types[0], k.groups, at)
		if len(fields) > 0 {
			cases = append(cases, Case{Types: k.types, Fields: fields})
		}
	}
	return cases
}

// kind is some node types from which the same is selected.
type kind struct {
	groups []*group
	types  []*schema.Node
}

// kinds sorts the node types of a target by what is selected from them: first by
// the fragments that apply to them, then by how their fields are stored.
func (c *compiler) kinds(t *target, sets []ast.SelectionSet, at place) []*kind {
	switch len(t.nodes) {
	case 0:
		return nil
	case 1:
		return []*kind{{c.collect(sets, t.nodes[0].Name, at), t.nodes}}
	}
	fragments := conditions(c.doc, sets)
	collected := map[string][]*group{}
	if len(fragments) == 0 {
		groups := c.collect(sets, t.nodes[0].Name, at)
		if !slices.ContainsFunc(groups, func(g *group) bool { return !t.uniform[g.first().Name] }) {
			return []*kind{{groups, t.nodes}}
		}
		collected[""] = groups
	}
	return c.sorted(t, sets, fragments, collected, at)
}

// sorted sorts the node types of a target one by one. collected are the fields
// that are selected from types to which the same fragments apply.
func (c *compiler) sorted(t *target, sets []ast.SelectionSet, fragments []string, collected map[string][]*group, at place) []*kind {
	var list []*kind
	byKey := map[string]*kind{}
	var key []byte
	for _, n := range t.nodes {
		key = key[:0]
		for _, condition := range fragments {
			key = append(key, '0')
			if c.catalog.applies[condition][n.Name] {
				key[len(key)-1] = '1'
			}
		}
		groups, done := collected[string(key)]
		if !done {
			groups = c.collect(sets, n.Name, at)
			collected[string(key)] = groups
		}
		key = c.storage(key, n, groups)
		k := byKey[string(key)]
		if k == nil {
			k = &kind{groups: groups}
			byKey[string(key)] = k
			list = append(list, k)
		}
		k.types = append(k.types, n)
	}
	return list
}

// storage adds to key how the fields of the groups are stored in a node type.
func (c *compiler) storage(key []byte, n *schema.Node, groups []*group) []byte {
	fields := c.catalog.nodes[n].fields
	for _, g := range groups {
		s := fields[g.first().Name].signature
		key = append(key, ' ', byte(s), byte(s>>8), byte(s>>16))
	}
	return key
}
