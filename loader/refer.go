package loader

import (
	"slices"
	"strings"
	"unicode"

	"waymark/schema"
)

// resolve finds the entry that a reference names: one beside an owned entry, one
// of the own jurisdiction, one of CORE, or a full id, in this order. It reports
// what it cannot find and returns nil.
func (c *checker) resolve(e *entry, label string, v *value, allowed []*schema.Node) *entry {
	if v.kind != words || v.text == "" {
		c.fault(e, v.pos, "form", "", "%s must be a key or an id, not %q", label, v.print())
		return nil
	}
	var other *entry
	for _, id := range c.candidates(e, v.text) {
		target := c.byID[id]
		if target == nil {
			target = c.renamed[id]
		}
		if target == nil {
			continue
		}
		if slices.Contains(allowed, target.node) {
			return c.sameCountry(e, label, v, target, allowed)
		}
		if other == nil {
			other = target
		}
	}
	if other != nil {
		c.fault(e, v.pos, "reference", "", "%s must be %s; %q is %s", label, nouns(allowed), v.text, article(noun(other.node)))
		return nil
	}
	c.notDefined(e, label, v, allowed)
	return nil
}

func (c *checker) candidates(e *entry, name string) []string {
	var ids []string
	if e.owner != nil {
		ids = append(ids, e.parent.id+":"+name)
	}
	return append(ids, e.jurisdiction+":"+name, "CORE:"+name, name)
}

// sameCountry reports a reference from one country to another's entry: another
// country's status is no status here. What may be about anything may be about that.
func (c *checker) sameCountry(e *entry, label string, v *value, target *entry, allowed []*schema.Node) *entry {
	if isCountry(e.jurisdiction) && isCountry(target.jurisdiction) && e.jurisdiction != target.jurisdiction &&
		len(allowed) < len(c.model.Interface("Node").Nodes) {
		c.fault(e, v.pos, "jurisdiction", "", "%s %q is of another country, %s", label, v.text, target.jurisdiction)
		return nil
	}
	return target
}

func (c *checker) notDefined(e *entry, label string, v *value, allowed []*schema.Node) {
	for _, id := range c.candidates(e, v.text) {
		if c.drafts[id] {
			c.fault(e, v.pos, "draft", "take the draft mark off, or the reference out", "%s %q is a draft", label, v.text)
			return
		}
	}
	var near, elsewhere []string
	for _, other := range c.entries {
		if !slices.Contains(allowed, other.node) {
			continue
		}
		short := strings.TrimPrefix(other.id, other.jurisdiction+":")
		switch {
		case other.jurisdiction == e.jurisdiction || other.jurisdiction == "CORE":
			near = append(near, short)
			if e.owner != nil && other.parent == e.parent {
				near = append(near, other.key)
			}
		case short == v.text:
			elsewhere = append(elsewhere, other.id)
		}
		if strings.Contains(v.text, ":") {
			near = append(near, other.id)
		}
	}
	hint := didYouMean(v.text, near)
	if len(elsewhere) > 0 {
		slices.Sort(elsewhere)
		hint = "write " + oneOf(elsewhere) + ", if that is meant"
	}
	c.fault(e, v.pos, "reference", hint, "%s %q is not defined", label, v.text)
}

// label names what a field leads to: provider, legal basis, about.
func label(f *schema.Field) string {
	name := f.Name
	if f.Relationship != nil && f.Relationship.List && strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "is") {
		return spaced(strings.TrimSuffix(name, "s"))
	}
	return strings.ReplaceAll(f.Seed.Key, "_", " ")
}

func spaced(camel string) string {
	var b strings.Builder
	for _, r := range camel {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
