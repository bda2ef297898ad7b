package answer

import (
	"cmp"
	"slices"
	"strings"
)

// headline tells the answer in one sentence: what, on which day, what it waits for
// and whose act that is, what it takes for granted.
func (s *subject) headline(r *Result, out settled, depends []int, taken []string, now valuation) string {
	parts := []string{s.verdictInWords(r)}
	if r.Warning != "" {
		parts = append(parts, "take advice first from a lawyer or an organization that you trust, as a step of this way makes you known to an authority")
	}
	if r.Outcome == Conditional {
		if acts := s.acts(out, now); len(acts) > 0 {
			var words []string
			for _, a := range acts {
				words = append(words, a.words())
			}
			parts = append(parts, "it takes this act: "+strings.Join(words, ", or "))
		}
	}
	if open := s.openInWords(depends); open != "" {
		lead := "this can change with "
		if r.Outcome == Conditional {
			lead = "it depends on "
		} else if r.LastKnown != nil && r.LastKnown.Outcome == Conditional {
			lead = "it depended on "
		}
		parts = append(parts, lead+open)
	}
	if slices.ContainsFunc(s.known.held, func(h Held) bool { return h.Status == s.entitlement.ID }) {
		parts = append(parts, "you said that you hold it already")
	}
	if len(taken) > 0 {
		parts = append(parts, "this takes for granted that "+join(taken, "and that"))
	}
	return s.book.opening(s.entitlement.Name, s.entitlement.ID, s.known.day) + strings.Join(parts, "; ") + "."
}

// opening begins a headline: what it is about, by its name or else its id, on which
// day, in which country.
func (b *Book) opening(name, id, day string) string {
	where := ""
	if b.Name != "" {
		where = ", in " + b.Name + ","
	}
	return cmp.Or(name, id) + ": on " + inWords(day) + where + " "
}

// verdictInWords tells outcome and reason.
func (s *subject) verdictInWords(r *Result) string {
	switch r.Reason {
	case RuleSatisfied:
		return "you have a right to it"
	case WhateverTheAnswer:
		if r.Outcome == Entitled {
			return "you have a right to it, whatever the facts are that are not known yet"
		}
		return "you have no right to it, whatever the facts are that are not known yet"
	case DeniedByRule:
		return "you have no right to it, as a rule excludes it"
	case NoRouteLeft:
		return "you have no right to it as things stand: no way that leads to it is open to you, and the sources say that there is no other"
	case PossibleExclusion:
		return "you may get it, but a rule may exclude it"
	case Discretion:
		return "you may get it, but somebody is free to decide"
	case ForceNotStated:
		return "you may get it, but the sources do not say whether it is a right"
	case MissingFactReason:
		return "you may get it, but something is not known yet"
	case AwaitsOther:
		return "you may get it, but others must act first"
	case NotApplied:
		return "the law gives it to you, but practice does not"
	case PracticeOnly:
		return "you may get it in practice, but no law is named that makes it a right"
	}
	return "it is not known whether you can get it: " + s.ignorance(r)
}

// ignorance tells why an answer is UNKNOWN. It must never read like a no.
func (s *subject) ignorance(r *Result) string {
	switch r.Reason {
	case NoData:
		if s.elsewhere() {
			return "the rules that are recorded do not speak of it where you are"
		}
		return "no rule that gives it is recorded"
	case ConflictingSources:
		return "the sources contradict each other"
	case NotCheckedSince:
		if r.LastKnown == nil {
			return "nobody has checked that the rules hold on that day"
		}
		return "nobody has checked the rules since " + inWords(r.LastKnown.On) + ", when the answer was " + r.LastKnown.Outcome.words()
	}
	if s.known.minor {
		return "the ways that are recorded are not open, but rules that protect children may open others"
	}
	return "the ways that are recorded are not open to you, but there may be others"
}

// elsewhere tells whether a rule holds in another part of the country.
func (s *subject) elsewhere() bool {
	now := s.now()
	return slices.ContainsFunc(s.rules, func(e entry) bool { return now.truth(e.areas) == False })
}

// words gives an outcome as a reader takes it.
func (o Outcome) words() string {
	switch o {
	case Entitled:
		return "yes"
	case NotEntitled:
		return "no"
	case Conditional:
		return "that it depends"
	}
	return "that it is not known"
}

// openInWords names what is open, by who must act.
func (s *subject) openInWords(places []int) string {
	groups := []struct {
		control Control
		says    string
	}{
		{Given, "what is still to be told"}, {Person, "what you can do"}, {NGO, "what a non-governmental organization must do"},
		{Authority, "what an authority must do"}, {Court, "what a court must do"},
	}
	var parts []string
	area := false
	for _, g := range groups {
		var names []string
		for _, place := range places {
			c := s.variables[place].circumstance
			area = area || c == nil
			if c != nil && c.Control == g.control {
				names = append(names, strings.ToLower(c.Name))
			}
		}
		if len(names) > 0 {
			parts = append(parts, g.says+" ("+strings.Join(names, ", ")+")")
		}
	}
	if area {
		parts = append(parts, "where you are, as a source speaks of a part of the country ("+s.areas()+")")
	}
	return join(parts, "and")
}
