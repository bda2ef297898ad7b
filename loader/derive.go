package loader

import (
	"fmt"
	"slices"
	"strings"

	"waymark/schema"
)

// derive works out what an entry's place says: its key, its jurisdiction, its
// country, the entry around it.
func (c *checker) derive(e *entry) {
	e.put("id", schema.Text(e.id))
	e.put("jurisdiction", schema.Text(e.jurisdiction))
	for _, f := range e.node.Fields {
		if f.Seed.Form != schema.Derived {
			continue
		}
		switch {
		case f.Name == "code" || f.Name == "locator":
			e.put(f.Name, schema.Text(e.key))
		case f.Name == "order":
			e.put(f.Name, integer(int64(e.place)))
		case f.Localized != nil && standsForJurisdiction(e.node):
			regionNames(e, f)
		case f.Name == "isClass":
			e.put(f.Name, boolean(e.body.get("members") != nil))
		case f.Relationship == nil || f.Relationship.Direction == schema.In:
		case e.owner != nil && f.Relationship.Type == e.owner.Type:
			e.link(f.Name, e.parent.id)
		case f.Name == "country":
			c.country(e, f)
		}
	}
}

// country leads an entry to the country of its jurisdiction.
func (c *checker) country(e *entry, f *schema.Field) {
	if !isCountry(e.jurisdiction) {
		return
	}
	country := c.byID[e.jurisdiction]
	if country == nil || !standsForJurisdiction(country.node) {
		c.faults.add(schema.Pos{File: e.file.name, Line: 1, Col: 1}, "missing",
			fmt.Sprintf("%s has no section %q", e.jurisdiction, f.Relationship.Targets[0].Section), "write whom to call there")
		return
	}
	e.link(f.Name, country.id)
}

// finish works out what depends on other entries, names the passages, and sees
// to it that nothing is missing.
func (c *checker) finish() {
	for _, p := range c.completes {
		for _, target := range p.from.linked("target") {
			p.made.link("about", target)
		}
		p.made.takeDates(p.from)
	}
	for _, e := range slices.Clone(c.entries) {
		c.finishEntry(e)
	}
	c.namePassages()
	c.formerIDs()
	if c.asOf[""] == "" && len(c.files) > 0 {
		c.faults.add(schema.Pos{File: c.files[0].name, Line: 1, Col: 1}, "missing",
			`no file says "read": nobody has compared anything with its sources`, "write read: ab 2026-11-23 at the head")
	}
	for _, e := range c.entries {
		e.put("id", schema.Text(e.id))
		e.put("jurisdiction", schema.Text(e.jurisdiction))
		c.complete(e)
	}
}

// finishEntry works out what the other entries make of one, and checks it as a whole.
func (c *checker) finishEntry(e *entry) {
	if e.node.Name == roleType {
		c.declaredRole(e)
		c.roleDates(e)
	}
	if standsForJurisdiction(e.node) {
		if day := c.asOf[e.jurisdiction]; day != "" {
			e.put("checkedOn", schema.Text(day))
		}
	}
	if e.body != nil && e.node.Sourced {
		c.rests(e)
	}
	if e.node.Dated {
		c.duration(e)
	}
	if e.body != nil {
		c.small(e)
	}
	c.circles(e)
	if hasForm(e.node, schema.Effect) {
		e.ruleText()
		c.narrowing(e)
	}
}

func hasForm(n *schema.Node, form schema.SeedForm) bool {
	return slices.ContainsFunc(n.Fields, func(f *schema.Field) bool { return f.Seed.Form == form })
}

// defaultKind is the kind of a circumstance where the file leaves it out.
func defaultKind(e *entry) string {
	if len(e.body.get("values").elements()) > 0 {
		return "CODE"
	}
	return "BOOLEAN"
}

// codeLists is the jurisdiction of the lists that are nobody's claim.
const codeLists = "CORE"

// rests demands that an entry cite a passage, or stand inside one that does. The
// code lists of CORE are our own words and may do without.
func (c *checker) rests(e *entry) {
	if e.jurisdiction == codeLists {
		return
	}
	for around := e; around != nil; around = around.parent {
		if len(around.statements) > 0 || around.failed["cite"] {
			return
		}
	}
	if e.parent == nil || !e.parent.node.Sourced { // else the entry around it is told of
		c.fault(e, e.start(), "missing", `write "cite" with a place and a quote`, "no source is cited")
	}
}

// duration demands that what begins and ends begin first.
func (c *checker) duration(e *entry) {
	from, to := e.get("from"), e.get("to")
	if key := e.node.Field("to").Seed.Key; !from.IsNull() && !to.IsNull() && to.Text <= from.Text && e.body.get(key) != nil {
		c.fault(e, e.body.get(key).pos, "date", "the end is the first day on which it no longer holds",
			"%q is not after %q", key, e.node.Field("from").Seed.Key)
	}
}

// circles demands that what leads to one of its own kind, as a term to the wider
// term, never lead back. A circle is told once, at the entry of the smallest id.
func (c *checker) circles(e *entry) {
	for _, r := range e.node.Outgoing {
		if r.List || len(r.Targets) != 1 || r.Targets[0] != e.node {
			continue
		}
		least, seen := e.id, map[string]bool{}
		for at := e; len(at.edges[r.Index]) > 0 && !seen[at.id]; {
			seen[at.id] = true
			at = c.byID[at.edges[r.Index][0]]
			least = min(least, at.id)
			if at == e && least == e.id {
				c.fault(e, e.start(), "circle", "", "%q leads back to itself", r.Seed.Key)
			}
		}
	}
}

// ruleText joins the words of an entry's sources; its note stands in for them.
func (e *entry) ruleText() {
	text := strings.Join(slices.Compact(slices.Clone(e.quotes)), " … ")
	if text == "" {
		text = e.get("note").Text
	}
	if text != "" {
		e.put("text", schema.Text(text))
	}
}

// complete fills lists and flags that are left out, and reports what must not be.
func (c *checker) complete(e *entry) {
	for _, f := range e.node.Fields {
		if p := f.Property; p != nil && e.props[p.Index].IsNull() {
			switch {
			case p.List:
				e.props[p.Index] = listOf(nil)
				continue
			case f.NonNull && p.Type == schema.Boolean && f.Seed.Form == schema.Plain:
				e.props[p.Index] = boolean(false)
				continue
			}
		}
		if f.NonNull && !e.failed[f.Name] && c.lacks(e, f) {
			c.missing(e, f)
		}
	}
}

// lacks reports whether a field that must have a value has none.
func (c *checker) lacks(e *entry, f *schema.Field) bool {
	switch {
	case f.Property != nil:
		return e.props[f.Property.Index].IsNull()
	case f.Relationship != nil:
		r := f.Relationship
		return !r.List && r.Direction == schema.Out && len(e.edges[r.Index]) == 0
	case f.Embedded != nil:
		return !slices.ContainsFunc(f.Embedded.Fields, func(inner *schema.Field) bool {
			return inner.Property != nil && !e.props[inner.Property.Index].IsNull()
		})
	default:
		return !slices.ContainsFunc(f.Localized, func(p *schema.Property) bool { return !e.props[p.Index].IsNull() })
	}
}

func (c *checker) missing(e *entry, f *schema.Field) {
	pos := e.start()
	if f.Seed.Form == schema.Effect {
		c.fault(e, pos, "missing", "", "%q or %q is missing", "grants", "denies")
		return
	}
	if f.Seed.Form == schema.Derived {
		c.derivedMissing(e, f)
		return
	}
	msg := fmt.Sprintf("%q is missing", f.Seed.Key)
	if f.Property != nil && f.Property.Enum != nil && len(f.Property.Enum.Values) < 10 {
		var known []string
		for _, v := range f.Property.Enum.Values {
			known = append(known, lower(v.Name))
		}
		msg += "; write " + oneOf(known)
	}
	c.fault(e, pos, "missing", "", "%s", msg)
}

// derivedMissing reports what the loader could not work out. After other faults
// of the entry it says nothing: they are why.
func (c *checker) derivedMissing(e *entry, f *schema.Field) {
	switch {
	case f.Name == "text" && hasForm(e.node, schema.Effect):
		c.fault(e, e.start(), "missing", "quote the words that say it, or write a note", "no source is quoted")
	case f.Name == "effect" || len(c.faults.list) > 0:
	default:
		c.faults.add(f.Pos, "derived", fmt.Sprintf("the loader cannot work out %s.%s; let seed files write it", e.node.Name, f.Name), "")
	}
}
