package loader

import (
	"strings"

	"waymark/schema"
)

// roles reads who does something in an entry: keys of organizations, or maps with
// who, amount, area, from, to and cite. Each gives an edge and a Role.
func (c *checker) roles(e *entry, f *schema.Field, v *value) {
	node := c.model.Node(roleType)
	for _, item := range v.elements() {
		if item.kind == words {
			item = &value{kind: mapping, pos: item.pos, pairs: []pair{{"who", item.pos, item}}}
		}
		who := item.get("who")
		if item.kind != mapping || who == nil {
			c.fault(e, item.pos, "form", "write a key, or a map with who, amount, area, from, to and cite", "%q does not say who", f.Seed.Key)
			continue
		}
		if item.get("does") != nil || item.get("in") != nil {
			c.fault(e, item.pos, "form", "", "%q says itself what is done, and in what", f.Seed.Key)
			continue
		}
		org := c.resolve(e, label(f), who, f.Relationship.Targets)
		if org == nil {
			e.failed[f.Name] = true
			continue
		}
		e.link(f.Name, org.id)
		role := &entry{node: node, id: c.free(e.id + ":" + roleWord(f.Seed.Role) + ":" + shortID(e, org)),
			jurisdiction: e.jurisdiction, file: e.file, parent: e, pos: item.pos, body: item}
		role.key = strings.TrimPrefix(role.id, role.jurisdiction+":")
		c.register(role)
		role.put("does", schema.Text(f.Seed.Role))
		role.link("in", e.id)
		c.entry(role)
	}
}

func roleWord(kind string) string { return strings.ReplaceAll(strings.ToLower(kind), "_", "-") }

// shortID is an entry's key within its jurisdiction, its full id outside.
func shortID(from, to *entry) string { return strings.TrimPrefix(to.id, from.jurisdiction+":") }

// declaredRole gives a Role of its own section the edge that the thing it is in
// has for it: provides, in a service, is one of its providers.
func (c *checker) declaredRole(e *entry) {
	for _, in := range e.linked("in") {
		thing := c.byID[in]
		for _, f := range thing.node.Fields {
			if f.Seed.Form != schema.RoleForm || f.Seed.Role != e.get("does").Text {
				continue
			}
			for _, org := range e.linked("organization") {
				thing.link(f.Name, org)
			}
		}
	}
}

// roleDates gives a role that has no beginning or no end of its own that of what it
// is in: who decides in a procedure of 2021 did not decide in 2013.
func (c *checker) roleDates(e *entry) {
	for _, in := range e.linked("in") {
		e.takeDates(c.byID[in])
	}
}

// takeDates gives an entry, where it has no beginning or no end, those of another.
func (e *entry) takeDates(of *entry) {
	for _, side := range []string{"from", "to"} {
		if e.get(side).IsNull() {
			e.put(side, of.get(side))
			e.put(side+"Precision", of.get(side+"Precision"))
		}
	}
}

// effect reads grants: or denies:.
func (c *checker) effect(e *entry, f *schema.Field, p pair) {
	if !e.get("effect").IsNull() {
		c.fault(e, p.pos, "effect", "write two entries", "both %q and %q", "grants", "denies")
		return
	}
	code := "GRANT"
	if p.key == "denies" {
		code = "DENY"
	}
	e.put("effect", schema.Text(code))
	target := c.resolve(e, p.key, p.value, f.Relationship.Targets)
	if target == nil {
		e.failed[f.Name] = true
		return
	}
	e.link(f.Name, target.id)
}

// completeness reads only_way_for: and makes what it declares: that for these
// people the known ways to the entitlement are all there are.
func (c *checker) completeness(e *entry, f *schema.Field, p pair) {
	made := c.made(completenessType, e.id+":"+f.Seed.Key, e, p.pos)
	c.inherit(made)
	c.derive(made)
	made.link("rule", e.id)
	c.completes = append(c.completes, pairOf{made, e})
	c.pending = append(c.pending, pendingConditions{made, made.node.Field("conditions"), made.id, p.value})
}

// pairOf is a made entry and the one that it was made from.
type pairOf struct{ made, from *entry }
