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
	if out.outcome == NotEntitled || out.outcome == NotKnown {
		places = append(places, s.closers(out.recorded, now)...)
	}
	return slices.Compact(s.inFormOrder(places))
}

// closers gives the variables that close a way and that an act can change.
func (s *subject) closers(v verdict, now valuation) []int {
	var places []int
	for i := range s.rules {
		e := &s.rules[i]
		if !v.decisive.has(i) || now.truth(e.areas) == False {
			continue
		}
		var closing []int
		given := false
		for _, t := range e.terms {
			truth := now.truth([]term{t})
			closes := v.reason == DeniedByRule && truth == True ||
				(v.reason == NoRouteLeft || v.reason == KnownRoutesClosed) && truth == False
			if !closes {
				continue
			}
			if s.variables[t.variable].circumstance.Control == Given {
				given = true
				continue
			}
			closing = append(closing, t.variable)
		}
		if !given || v.reason == DeniedByRule {
			places = append(places, closing...)
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
