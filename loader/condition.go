package loader

import (
	"slices"
	"strconv"
	"strings"

	"waymark/schema"
)

// pendingConditions is a map of circumstances that waits until all circumstances
// and statuses are read.
type pendingConditions struct {
	of    *entry
	field *schema.Field
	id    string // before the circumstance
	value *value
}

// conditions makes a Condition of each circumstance.
func (c *checker) conditions(p pendingConditions) {
	key := p.id[strings.LastIndex(p.id, ":")+1:]
	if p.value.kind == words && p.value.text == "anyone" {
		return
	}
	if p.value.kind != mapping || len(p.value.pairs) == 0 {
		c.fault(p.of, p.value.pos, "form", "write {nationality: third-country} or anyone", "%q must be a map of circumstances", key)
		return
	}
	for _, q := range p.value.pairs {
		name := &value{kind: words, text: q.key, pos: q.pos}
		circumstance := c.resolve(p.of, "circumstance", name, c.model.NodesOf(circumstanceType))
		if circumstance == nil {
			continue
		}
		codes, ok := c.compare(p.of, circumstance, q)
		if !ok {
			continue
		}
		cond := c.made(conditionType, p.id+":"+circumstance.key, p.of, q.pos)
		cond.link("circumstance", circumstance.id)
		cond.put("operator", schema.Text(codes.operator))
		cond.put("values", schema.Texts(codes.values...))
		cond.put("text", schema.Text(codes.text))
		c.backLink(cond, p)
	}
}

// backLink gives a condition the OUT end of the field that it was written in.
func (c *checker) backLink(cond *entry, p pendingConditions) {
	for _, r := range cond.node.Outgoing {
		if r.Type == p.field.Relationship.Type {
			cond.edges[r.Index] = append(cond.edges[r.Index], p.of.id)
		}
	}
}

// comparison is what a condition compares an answer with.
type comparison struct {
	operator string
	values   []string
	text     string
}

var operators = []struct{ word, code, words string }{
	{"not", "NOT_IN", "not "},
	{"less_than", "LESS_THAN", "less than "},
	{"at_most", "AT_MOST", "at most "},
	{"more_than", "MORE_THAN", "more than "},
	{"at_least", "AT_LEAST", "at least "},
}

func (c *checker) compare(e, circumstance *entry, q pair) (comparison, bool) {
	cmp, v, words := comparison{operator: "IN"}, q.value, ""
	if v.kind == mapping {
		if len(v.pairs) != 1 {
			c.fault(e, v.pos, "condition", "write one of not, less_than, at_most, more_than, at_least", "%q has %d comparisons", q.key, len(v.pairs))
			return cmp, false
		}
		word := v.pairs[0].key
		i := slices.IndexFunc(operators, func(o struct{ word, code, words string }) bool { return o.word == word })
		if i < 0 {
			c.fault(e, v.pairs[0].pos, "condition", "write one of not, less_than, at_most, more_than, at_least", "%q is no comparison", word)
			return cmp, false
		}
		cmp.operator, words, v = operators[i].code, operators[i].words, v.pairs[0].value
	}
	kind := circumstance.get("kind").Text
	ordered := cmp.operator != "IN" && cmp.operator != "NOT_IN"
	if ordered && (kind != "NUMBER" || v.kind == list) {
		c.fault(e, v.pos, "condition", "", "%q cannot be compared as a number", q.key)
		return cmp, false
	}
	var names []string
	for _, item := range v.elements() {
		code, name, ok := c.answer(e, circumstance, kind, item)
		if !ok {
			return cmp, false
		}
		cmp.values, names = append(cmp.values, code), append(names, name)
	}
	if len(cmp.values) == 0 {
		c.fault(e, q.pos, "condition", "leave it out", "%q is compared with nothing", q.key)
		return cmp, false
	}
	cmp.text = circumstanceName(circumstance) + ": " + words + oneOf(names)
	return cmp, true
}

func circumstanceName(circumstance *entry) string {
	if name := circumstance.text("name"); name != "" {
		return name
	}
	return strings.ReplaceAll(circumstance.key, "_", " ")
}

// answer reads one value that a circumstance is compared with: its code and its words.
func (c *checker) answer(e, circumstance *entry, kind string, v *value) (code, name string, ok bool) {
	switch kind {
	case "BOOLEAN":
		if v.text != "true" && v.text != "false" {
			c.fault(e, v.pos, "condition", "write true or false", "%q cannot be %q", circumstance.key, v.print())
			return "", "", false
		}
		return v.text, map[string]string{"true": "yes", "false": "no"}[v.text], true
	case "NUMBER":
		n, err := strconv.Atoi(v.text)
		if err != nil {
			c.fault(e, v.pos, "condition", "write a whole number", "%q cannot be %q", circumstance.key, v.print())
			return "", "", false
		}
		return strconv.Itoa(n), v.text, true
	case "HOLDINGS":
		return c.holding(e, v)
	default:
		return c.code(e, circumstance, v)
	}
}

func (c *checker) code(e, circumstance *entry, v *value) (code, name string, ok bool) {
	answer := c.byID[circumstance.id+":"+v.text]
	if v.kind != words || answer == nil {
		var known []string
		for _, other := range circumstance.children {
			if other.owner != nil {
				known = append(known, other.key)
			}
		}
		hint := didYouMean(v.print(), known)
		if hint == "" {
			hint = "write " + oneOf(known)
		}
		c.fault(e, v.pos, "condition", hint, "%q cannot be %q", circumstance.key, v.print())
		return "", "", false
	}
	if name = answer.text("name"); name == "" {
		name = strings.ReplaceAll(answer.key, "-", " ")
	}
	return answer.key, name, true
}

// holding reads a status, or a permit: that stands for the status that it proves.
func (c *checker) holding(e *entry, v *value) (id, name string, ok bool) {
	var allowed []*schema.Node
	for _, n := range c.model.Nodes {
		if n.Name == "ResidenceStatus" || n.Name == "PermitType" {
			allowed = append(allowed, n)
		}
	}
	held := c.resolve(e, "status", v, allowed)
	if held == nil {
		return "", "", false
	}
	if proved := held.linked("proves"); len(proved) == 1 {
		held = c.byID[proved[0]]
	}
	if name = held.text("name"); name == "" {
		name = held.key
	}
	return held.id, name, true
}

// markers are words that narrow a right. A rule whose quote has one and that does
// not answer for it would promise more than its source.
var markers = []string{"only", "if", "once", "up to", "unless", "who have been"}

// narrowing demands that each marker in a rule's quotes be matched. The test is
// by count, since no program can tell which condition a word became: a note
// matches all; else every condition and every only_way_for matches one marker,
// `up to` only a condition that has a bound. So it finds the rule that lost its
// conditions, not the one that has a wrong one.
func (c *checker) narrowing(e *entry) {
	if !e.get("note").IsNull() || e.body == nil {
		return
	}
	matches, bounded := 0, false
	for _, made := range e.children {
		switch made.node.Name {
		case conditionType:
			matches++
			operator := made.get("operator").Text
			bounded = bounded || operator == "AT_MOST" || operator == "LESS_THAN"
		case completenessType:
			matches++
		}
	}
	found := markersIn(e.quotes)
	for _, marker := range found {
		if len(found) > matches || marker == "up to" && !bounded {
			c.fault(e, e.start(), "narrowing", `add the condition, "only_way_for", or a note that says why none holds it`,
				"the quote says %q, and nothing in the rule answers for it", marker)
		}
	}
}

func markersIn(quotes []string) []string {
	var found []string
	for _, marker := range markers {
		m := normalize([]string{marker})
		m.trim()
		for _, quote := range quotes {
			t := normalize([]string{strings.ToLower(quote)})
			if _, ok := t.find([]*text{m}, []lineRange{{1, 1}}); ok {
				found = append(found, marker)
				break
			}
		}
	}
	return found
}

// start is where an entry's fields begin, for faults about what is not there.
func (e *entry) start() schema.Pos {
	if e.body != nil && e.body.kind == mapping {
		return e.body.pos
	}
	return e.pos
}
