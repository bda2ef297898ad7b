package answer

import "slices"

// depends gives the variables that an answer still depends on, in the order of a
// form: those that can change it, and, where it is no, those of which somebody's
// act would open a way.
func (s *subject) depends(out settled, matter []int, now valuation) []int {
	var places []int
	if !out.outcome.certain() {
		places = append(places, matter...)
	}
	if (out.outcome == NotEntitled || out.outcome == NotKnown) && out.reason != ConflictingSources {
		places = append(places, s.closers(out.recorded, now)...)
	}
	return slices.Compact(s.inFormOrder(places))
}

// closers gives the variables that close a way and that an act can change: of a
// denial those that could end it, of a closed way all that close it, if nothing
// closes it that nobody can change.
func (s *subject) closers(v verdict, now valuation) []int {
	var places []int
	for i := range s.rules {
		e := &s.rules[i]
		if !v.decisive.has(i) || now.truth(e.areas) == False {
			continue
		}
		if v.reason == DeniedByRule {
			places = append(places, s.ends(e, now)...)
		}
		if v.reason == NoRouteLeft || v.reason == KnownRoutesClosed {
			places = append(places, s.closing(e, now)...)
		}
	}
	return places
}

// closing gives the variables that close a way; none if one of them is given.
func (s *subject) closing(e *entry, now valuation) []int {
	var closing []int
	for _, t := range e.terms {
		if now.truth([]term{t}) != False {
			continue
		}
		if s.variables[t.variable].circumstance.Control == Given {
			return nil
		}
		closing = append(closing, t.variable)
	}
	return closing
}

// ends gives the variables of a denial that, were they otherwise, would leave a way.
func (s *subject) ends(e *entry, now valuation) []int {
	var places []int
	for _, t := range e.terms {
		c := s.variables[t.variable].circumstance
		if c.Control == Given {
			continue
		}
		free := &variable{circumstance: c, conditions: s.variables[t.variable].conditions}
		free.narrow(s.book, &known{day: s.known.day})
		for _, m := range free.possible.list(mostTried) {
			tried := append(valuation{}, now...)
			tried[t.variable] = bounds{m, m}
			if o := s.decide(tried, mode{}).outcome; o == Entitled || o == Conditional {
				places = append(places, t.variable)
				break
			}
		}
	}
	return places
}

// awaits tells whether all that is open is an act of somebody else.
func (s *subject) awaits(v verdict, matter []int, now valuation) bool {
	if len(matter) == 0 {
		matter = s.open(v, now)
	}
	for _, place := range matter {
		c := s.variables[place].circumstance
		if c == nil || c.Control == Person || c.Control == Given {
			return false
		}
	}
	return len(matter) > 0
}

// open gives the variables that leave the deciding rules open.
func (s *subject) open(v verdict, now valuation) []int {
	var places []int
	for i := range s.rules {
		if !v.decisive.has(i) {
			continue
		}
		for _, t := range append(append([]term{}, s.rules[i].terms...), s.rules[i].areas...) {
			if now.truth([]term{t}) == Unknown {
				places = append(places, t.variable)
			}
		}
	}
	return places
}
