package answer

import (
	"fmt"
	"slices"
	"strings"
)

// assumptions tells what an answer takes for granted, in words that go on after
// "that".
func (s *subject) assumptions(out settled, now valuation, trust Trust) []string {
	var list []string
	for _, v := range s.variables {
		if v.circumstance != nil && len(v.conditions) > 0 && s.asks(v) {
			list = append(list, s.assumed(v, now)...)
		}
	}
	if out.outcome == NotEntitled && s.age.variable >= 0 && !s.variables[s.age.variable].asked {
		list = append(list, "you are of age")
	}
	if day := s.unchecked(out); trust == AsRecorded && day != "" {
		list = append(list, "nothing has changed since "+inWords(day)+", the last day for which the rules are known to hold")
	}
	return list
}

// asks tells whether a rule has a condition on a variable.
func (s *subject) asks(v *variable) bool {
	return slices.ContainsFunc(s.rules, func(e entry) bool {
		return slices.ContainsFunc(e.terms, func(t term) bool { return s.variables[t.variable] == v })
	})
}

// assumed tells what is inferred of one variable.
func (s *subject) assumed(v *variable, now valuation) []string {
	c := v.circumstance
	given, asked := s.known.answers[c.Code]
	_, phased := s.known.answers[phase]
	switch {
	case c.Kind == Holdings && asked && !s.missed(v, now):
		return nil
	case c.Kind == Holdings && asked && len(given) == 0:
		return []string{"you hold no residence status or permit"}
	case c.Kind == Holdings && asked:
		return []string{"you hold no other status or permit than those named"}
	case c.Kind == Holdings && phased:
		return []string{"you hold a status of the phase that was named, and of no other"}
	case c.Code == phase && !asked && len(s.known.phases) > 0:
		return []string{"you stand where the status that you hold belongs"}
	}
	var list []string
	for _, code := range given {
		for _, wider := range c.forms(code)[1:] {
			if slices.ContainsFunc(v.conditions, func(k Condition) bool {
				return slices.Contains(k.Values, wider) && !slices.Contains(k.Values, code)
			}) {
				list = append(list, fmt.Sprintf("“%s” counts as “%s”", c.named(code), c.named(wider)))
			}
		}
	}
	return list
}

// missed tells whether something that is not held counts.
func (s *subject) missed(v *variable, now valuation) bool {
	return slices.ContainsFunc(s.rules, func(e entry) bool {
		for i, t := range e.terms {
			truth := now.truth([]term{t})
			if s.variables[t.variable] == v && (truth == False) == (e.Conditions[i].Operator == In) {
				return true
			}
		}
		return false
	})
}

// named gives the words for a code.
func (c *Circumstance) named(code string) string {
	if v := c.value(code); v != nil && v.Name != "" {
		return v.Name
	}
	return code
}

// areas names the parts of the country that rules are said of.
func (s *subject) areas() string {
	var names []string
	for i := range s.rules {
		for _, t := range s.rules[i].areas {
			for _, id := range s.variables[t.variable].conditions[t.bit].Values {
				if name := s.book.area(id); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func (b *Book) area(id string) string {
	for _, a := range b.Areas {
		if a.ID == id && a.Name != "" {
			return a.Name
		}
	}
	return id
}

// unchecked gives the earliest day up to which a deciding rule is known.
func (s *subject) unchecked(out settled) string {
	day := ""
	for i := range s.rules {
		e := &s.rules[i]
		if out.decisive.has(i) && !e.checked && e.KnownTo != "" && (day == "" || e.KnownTo < day) {
			day = e.KnownTo
		}
	}
	return day
}

// notes gives what a reader must know of the deciding rules.
func (s *subject) notes(out settled) []string {
	var list []string
	if out.reason == NoRouteLeft || out.reason == KnownRoutesClosed {
		return nil
	}
	for i := range s.rules {
		note := s.rules[i].Note
		if (out.decisive | out.recorded.decisive).has(i) && note != "" && !slices.Contains(list, "Note on the rule: "+note) {
			list = append(list, "Note on the rule: "+note)
		}
	}
	return list
}

// until tells when an entitlement ends: its own length, and that of what is held.
func (s *subject) until(out settled, now valuation) string {
	if out.outcome != Entitled && out.outcome != Conditional {
		return ""
	}
	var parts []string
	if s.entitlement.Duration != "" {
		parts = append(parts, s.entitlement.Duration)
	}
	for i := range s.rules {
		e := &s.rules[i]
		if !out.decisive.has(i) || e.Effect != Grant {
			continue
		}
		for j, t := range e.terms {
			if s.variables[t.variable].circumstance.Kind != Holdings || now.truth([]term{t}) != True {
				continue
			}
			if name := s.holding(e.Conditions[j]); name != "" && !slices.Contains(parts, name) {
				parts = append(parts, name)
			}
		}
	}
	return strings.Join(parts, "; ")
}

// holding names what is held that a condition asks for.
func (s *subject) holding(c Condition) string {
	var names []string
	for _, h := range s.known.held {
		if c.Operator != In || !overlap(c.Values, s.book.papers(h.Given)) {
			continue
		}
		name := h.Given
		if p := s.book.permits[h.Given]; p != nil && p.Name != "" {
			name = p.Name
		} else if st := s.book.statuses[h.Given]; st != nil && st.Name != "" {
			name = st.Name
		}
		names = append(names, "“"+name+"”")
	}
	if len(names) == 0 {
		return ""
	}
	return "as long as you hold " + join(names, "or")
}

// warning tells, before any step is named, that it makes the person known.
func (s *subject) warning(out settled, depends []int, now valuation) string {
	var steps []string
	for _, place := range depends {
		if c := s.variables[place].circumstance; c != nil && c.Exposes {
			steps = append(steps, strings.ToLower(c.Name))
		}
	}
	for _, act := range s.acts(out, now) {
		if act.Exposes {
			steps = append(steps, act.words())
		}
	}
	if len(steps) == 0 {
		return ""
	}
	return "Before anything else, speak with a lawyer or an organization that you trust: a step of this way makes you known to the police, an immigration authority or a court (" +
		strings.Join(steps, "; ") + ")."
}

// acts gives the acts that the deciding grants wait for, where the answer depends.
func (s *subject) acts(out settled, now valuation) []Act {
	var acts []Act
	if out.outcome.certain() {
		return nil
	}
	for i := range s.rules {
		e := &s.rules[i]
		if !(out.decisive | out.recorded.decisive).has(i) || e.Effect != Grant || e.Act.Does == "" ||
			now.truth(e.terms) == False || slices.Contains(acts, e.Act) {
			continue
		}
		acts = append(acts, e.Act)
	}
	return acts
}

// words tells who does what.
func (a Act) words() string {
	if who := a.By.who(); who != "" {
		return who + " " + a.Does
	}
	return a.Does
}

func (c Control) who() string {
	switch c {
	case Person:
		return "the person"
	case Authority:
		return "an authority"
	case NGO:
		return "a non-governmental organization"
	case Court:
		return "a court"
	}
	return ""
}

// join makes an enumeration.
func join(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
