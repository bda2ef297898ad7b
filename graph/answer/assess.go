package answer

import (
	"cmp"
	"slices"
)

// Assess answers a question from a country's entries. The same book and question
// give the same answer. Returns an *InputError if the persona says what is no
// answer of a circumstance, or holds what the country does not have.
func Assess(b *Book, q Question) (*Assessment, error) {
	k, err := b.read(q)
	if err != nil {
		return nil, err
	}
	a := &Assessment{Held: k.held, Unanswered: b.unanswered(q)}
	decides := map[*Circumstance]int{}
	for i := range b.Entitlements {
		e := &b.Entitlements[i]
		if !q.asks(e) {
			continue
		}
		s := b.subject(e, k, q.Trust)
		result, matter := s.result(q.Trust)
		a.Results = append(a.Results, result)
		for c := range s.worthAsking(result.Outcome, matter) {
			decides[c]++
		}
	}
	for i := range b.Circumstances {
		if c := &b.Circumstances[i]; decides[c] > 0 {
			a.MissingFacts = append(a.MissingFacts, MissingFact{c.ID, c.Code, decides[c]})
		}
	}
	slices.SortStableFunc(a.MissingFacts, func(x, y MissingFact) int { return cmp.Compare(y.WouldDecide, x.WouldDecide) })
	return a, nil
}

// worthAsking gives the circumstances that were not answered and can change an
// answer. The age can turn a no, as a child is told none.
func (s *subject) worthAsking(o Outcome, matter []int) map[*Circumstance]bool {
	if o == NotEntitled && s.age.variable >= 0 {
		matter = append(matter, s.age.variable)
	}
	ask := map[*Circumstance]bool{}
	for _, place := range matter {
		if v := s.variables[place]; v.circumstance != nil && !v.asked {
			ask[v.circumstance] = true
		}
	}
	return ask
}

// asks tells whether the question is about an entitlement. One that is not there on
// the day is answered only if it is asked for by id.
func (q *Question) asks(e *Entitlement) bool {
	if q.Types != nil && !overlap(q.Types, e.Types) && !overlap(q.Types, e.Wider) {
		return false
	}
	if q.Entitlements != nil {
		return slices.Contains(q.Entitlements, e.ID)
	}
	return e.at(q.Day) != False
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// result answers for one entitlement and gives the variables that matter to it.
func (s *subject) result(trust Trust) (Result, []int) {
	now := s.now()
	out := s.settle(now)
	matter := s.weigh(now)
	depends := s.depends(out, matter, now)
	if out.reason == MissingFactReason && s.awaits(out.verdict, matter, now) {
		out.reason = AwaitsOther
	}
	r := Result{
		Entitlement: s.entitlement.ID, Outcome: out.outcome, Reason: out.reason,
		InLaw: s.inLaw(now, out), InPractice: s.inPractice(now), Basis: s.basis(out.verdict),
		Disputed: s.disputed(out), Until: s.until(out, now), LastKnown: s.lastKnown(out),
		Floors: s.floors(), Trace: s.trace(now, out.deciding()),
	}
	for _, place := range depends {
		if c := s.variables[place].circumstance; c != nil {
			r.DependsOn = append(r.DependsOn, DependsOn{c.ID, c.Code, c.Control, c.NextStep, c.Exposes})
		}
	}
	taken := s.assumptions(out, now, trust)
	r.Assumptions = append(taken, s.notes(out)...)
	r.Warning = s.warning(out, depends, now)
	if out.outcome == NotEntitled || out.outcome == NotKnown {
		r.Help = s.book.Help
	}
	r.Headline = s.headline(&r, out, depends, taken, now)
	return r, matter
}

// deciding gives the rules that decided the answer, or split it.
func (out settled) deciding() set {
	if out.outcome == NotKnown && out.reason != ConflictingSources {
		return 0
	}
	return out.decisive
}

// inLaw is the answer of step 6 for the law alone, as recorded.
func (s *subject) inLaw(now valuation, out settled) Outcome {
	if out.reason == ConflictingSources {
		return NotKnown
	}
	v := s.answer(now, mode{law: true})
	if v.outcome == NotEntitled && s.child(now) {
		return NotKnown
	}
	return v.outcome
}

// inPractice tells what sources say of practice, the best of several ways. Where
// no way is open it tells only of bars: that others get it says nothing here.
func (s *subject) inPractice(now valuation) Outcome {
	if s.blocked() {
		return practiceOutcome(s.entitlement.Practice, s.known.day, NotEntitled)
	}
	best, way := NotKnown, false
	for i := range s.rules {
		e := &s.rules[i]
		truth := min(now.truth(e.areas), now.truth(e.terms))
		switch {
		case truth == False:
		case e.Effect == Deny:
			if e.Force == InPractice && truth == True {
				return NotEntitled
			}
		case e.Force == InPractice:
			best, way = better(best, practiceOutcome(e.Practice, s.known.day, Conditional)), true
		default:
			best, way = better(best, practiceOutcome(e.Practice, s.known.day, NotKnown)), true
		}
	}
	if !way {
		return NotKnown
	}
	best = better(best, practiceOutcome(s.entitlement.Practice, s.known.day, NotKnown))
	for _, p := range s.book.Permits {
		if p.Proves == s.entitlement.ID && p.at(s.known.day) != False {
			best = better(best, practiceOutcome(p.Practice, s.known.day, NotKnown))
		}
	}
	return best
}

func practiceOutcome(p Practice, day string, unsaid Outcome) Outcome {
	if !p.holds(day) {
		return unsaid
	}
	switch p.Is {
	case NeverApplied:
		return NotEntitled
	case Partly, Paused:
		return Conditional
	}
	return Entitled
}

func better(a, b Outcome) Outcome {
	order := []Outcome{NotKnown, NotEntitled, Conditional, Entitled}
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}

// disputed tells whether an open conflict touches the entitlement or what decides.
func (s *subject) disputed(out settled) bool {
	ids := []string{s.entitlement.ID}
	for i := range s.rules {
		if (out.decisive | out.recorded.decisive).has(i) {
			ids = append(ids, s.rules[i].ID)
		}
	}
	for i := range s.complete {
		if (out.wholes | out.recorded.wholes).has(i) {
			ids = append(ids, s.complete[i].ID)
		}
	}
	return slices.ContainsFunc(ids, func(id string) bool { return len(s.book.conflicts[id]) > 0 })
}

// lastKnown answers for the last day for which all that decides was known to hold.
func (s *subject) lastKnown(out settled) *LastKnown {
	if out.reason != NotCheckedSince && out.outcome == out.recorded.outcome || out.reason == ConflictingSources {
		return nil
	}
	on := ""
	for _, day := range s.stale(out.recorded) {
		if day == "" || day >= s.known.day {
			return nil
		}
		if on == "" || day < on {
			on = day
		}
	}
	if on == "" {
		return nil
	}
	then := *s.known
	then.day = on
	earlier := s.book.subject(s.entitlement, &then, Checked)
	was := earlier.settle(earlier.now())
	switch was.reason {
	case NotCheckedSince:
		return earlier.lastKnown(was)
	case NoData:
		return nil
	}
	if was.reason == MissingFactReason && earlier.awaits(was.verdict, earlier.weigh(earlier.now()), earlier.now()) {
		was.reason = AwaitsOther
	}
	return &LastKnown{was.outcome, was.reason, on}
}

// stale gives up to when each of those that decide, and are not checked, is known.
func (s *subject) stale(v verdict) []string {
	var days []string
	for i := range s.rules {
		if v.decisive.has(i) && !s.rules[i].trusted {
			days = append(days, s.rules[i].KnownTo)
		}
	}
	for i := range s.complete {
		if v.wholes.has(i) && !s.complete[i].trusted {
			days = append(days, s.complete[i].KnownTo)
		}
	}
	return days
}

// floors gives the rules of groups that the country belongs to, on the same matter.
func (s *subject) floors() []Floor {
	var floors []Floor
	for i := range s.book.Floors {
		f, e := &s.book.Floors[i], s.entitlement
		if f.at(s.known.day) == False || !s.book.belongs(f.Group, s.known.day) ||
			!overlap(f.Types, e.Types) && !overlap(f.Types, e.Wider) && !overlap(f.Wider, e.Types) {
			continue
		}
		one := &subject{book: s.book, known: s.known}
		terms := one.terms(f.Conditions)
		for _, v := range one.variables {
			v.narrow(s.book, s.known)
		}
		floors = append(floors, Floor{f.ID, one.now().truth(terms)})
	}
	return floors
}

// belongs tells whether the country may belong to a group on a day.
func (b *Book) belongs(group, day string) bool {
	return slices.ContainsFunc(b.Memberships, func(m Membership) bool {
		return m.Group == group && m.at(day) != False
	})
}

// trace tells how every rule came out.
func (s *subject) trace(now valuation, decisive set) []RuleTrace {
	list := make([]RuleTrace, len(s.rules))
	for i := range s.rules {
		e := &s.rules[i]
		list[i] = RuleTrace{
			Rule: e.ID, Decisive: decisive.has(i), Checked: e.checked,
			Truth: min(now.truth(e.areas), now.truth(e.terms)),
		}
		for j, t := range e.terms {
			list[i].Conditions = append(list[i].Conditions, ConditionTrace{
				Condition: e.Conditions[j].ID, Truth: now.truth([]term{t}),
				Given: s.known.answers[e.Conditions[j].Circumstance],
			})
		}
	}
	return list
}
