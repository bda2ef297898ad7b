package loader

import (
	"fmt"
	"slices"
	"strings"

	"waymark/schema"
)

// differing reads a field on which sources differ: a short list of what each
// says, then what we take and why, or why it stays open. It makes a Conflict.
func (c *checker) differing(e *entry, f *schema.Field, p pair) {
	conflict := c.made(conflictType, e.id+":"+f.Seed.Key+":conflict", e, p.pos)
	conflict.put("predicate", schema.Text(f.Seed.Key))
	conflict.put("kind", schema.Text("CONTRADICTION"))
	conflict.link("about", e.id)
	c.derive(conflict)
	for _, word := range p.value.pairs {
		switch word.key {
		case "says", "take", "because", "decided":
		case "kind", "question", "open":
			c.assign(conflict, conflict.node.Field(word.key), word.value)
		default:
			c.fault(e, word.pos, "unknown-key", didYouMean(word.key, []string{"says", "take", "because", "decided", "open", "kind", "question"}),
				"%q is not known in %q", word.key, f.Seed.Key)
		}
	}
	said := c.said(e, f, conflict, p.value.get("says"))
	if len(said) < 2 {
		c.fault(e, p.pos, "says", "write the value itself, or what the other source says", "%q says fewer than two things", f.Seed.Key)
	}
	c.settle(conflict, p.value, fmt.Sprintf("two values of %q and ", f.Seed.Key))
	c.taken(e, f, p, said)
}

// statedValue is what one source says of a field.
type statedValue struct {
	value      *value
	statements []*entry
}

// said makes the statements of a difference; each value must be one that the
// field can have.
func (c *checker) said(e *entry, f *schema.Field, conflict *entry, says *value) []statedValue {
	var list []statedValue
	for _, item := range says.elements() {
		is := item.get("is")
		if is == nil || item.get("cite") == nil {
			c.fault(e, item.pos, "says", "", "each of %q needs is and cite", f.Seed.Key)
			continue
		}
		trial := &entry{node: e.node, id: e.id, key: e.key, jurisdiction: e.jurisdiction, file: e.file, parent: e.parent, owner: e.owner}
		trial.blank()
		targets := c.assign(trial, f, is)
		made := c.cites(e, f.Seed.Key, &claim{is.print(), targets}, item)
		for _, s := range made {
			s.link("conflicts", conflict.id)
		}
		list = append(list, statedValue{is, made})
	}
	return list
}

// taken stores what is taken; where the conflict stays open, what the weightiest
// voice says, if that is one thing.
func (c *checker) taken(e *entry, f *schema.Field, p pair, said []statedValue) {
	if take := p.value.get("take"); take != nil {
		c.assign(e, f, take)
		return
	}
	var best *value
	weight := -1
	for _, s := range said {
		for _, statement := range s.statements {
			w := c.weight(statement)
			switch {
			case weight < 0 || w < weight:
				best, weight = s.value, w
			case w == weight && best != nil && best.print() != s.value.print():
				best = nil
			}
		}
	}
	if best != nil {
		c.assign(e, f, best)
	}
}

// weight is the place of a statement's voice in the order of voices.
func (c *checker) weight(statement *entry) int {
	voices := statement.node.Field("voice").Property.Enum.Names()
	if i := slices.Index(voices, statement.get("voice").Text); i >= 0 {
		return i
	}
	return len(voices)
}

// says makes the statements of a declared conflict; they are about the conflict.
func (c *checker) says(e *entry, v *value) {
	if len(v.elements()) < 2 {
		c.fault(e, v.pos, "says", "", "a conflict needs two statements")
	}
	for _, s := range c.cites(e, "says", nil, v) {
		s.link("conflicts", e.id)
	}
}

// settle reads how a conflict ends: take, because and decided, or open.
func (c *checker) settle(conflict *entry, v *value, what string) {
	teller := conflict
	if conflict.body == nil { // derived: the entry that has the field tells
		teller = conflict.parent
	}
	take, open := v.get("take"), v.get("open")
	conflict.put("isOpen", boolean(take == nil))
	switch {
	case take == nil && open == nil:
		c.fault(teller, conflict.pos, "unsettled", "", "%sneither %q nor %q", what, "take", "open")
		return
	case take != nil && open != nil:
		c.fault(teller, open.pos, "unsettled", "keep one of them", "%sboth %q and %q", what, "take", "open")
		return
	case take == nil:
		c.summary.Open++
		for _, key := range []string{"because", "decided"} {
			if w := v.get(key); w != nil {
				c.fault(teller, w.pos, "unsettled", "", "%q belongs to %q, not to %q", key, "take", "open")
			}
		}
		return
	}
	c.summary.Resolved++
	c.resolution(teller, conflict, v, take)
}

func (c *checker) resolution(teller, conflict *entry, v, take *value) {
	because, decided := v.get("because"), v.get("decided")
	if because == nil || because.kind != words {
		c.fault(teller, take.pos, "missing", "say why it is taken", "%q is missing beside %q", "because", "take")
		return
	}
	var who, day string
	ok := false
	if decided != nil {
		who, day, ok = signed(decided.text)
	}
	if !ok {
		c.fault(teller, take.pos, "missing", "write initials and a day: ab 2026-11-23", "%q is missing beside %q, or is no day", "decided", "take")
		return
	}
	r := c.made(resolutionType, conflict.id+":resolution", conflict, take.pos)
	r.link("conflict", conflict.id)
	r.put("take", schema.Text(take.print()))
	r.put("because", schema.Text(because.text))
	r.put("decidedBy", schema.Text(who))
	r.put("decidedOn", schema.Text(day))
	about := conflict // a declared conflict's statements are about itself
	if conflict.body == nil {
		about = conflict.parent
	}
	for _, s := range about.statements {
		if slices.Contains(s.linked("conflicts"), conflict.id) && strings.EqualFold(s.get("value").Text, take.print()) {
			r.link("statement", s.id)
			return
		}
	}
}
