package answer

// Limits of trying worlds out: for an answer whatever the facts are, and for
// finding out which facts matter.
const (
	mostTried   = 64
	mostWeighed = 4096
)

// answer takes steps 1 to 7, in one mode.
func (s *subject) answer(val valuation, m mode) verdict {
	v := s.decide(val, m)
	if !v.outcome.certain() {
		if tried, same := s.whatever(val, m); same {
			return tried
		}
	}
	return s.practise(v, val, m)
}

// whatever is step 6: all worlds that are left are tried. If each gives the same
// certain outcome, that is the answer; practice is asked in each.
func (s *subject) whatever(val valuation, m mode) (verdict, bool) {
	grid := s.grid(val, mostTried)
	if grid == nil || grid.size < 2 {
		return verdict{}, false
	}
	var sum verdict
	blocked := false
	for i := range grid.size {
		world := grid.world(i)
		v := s.decide(world, m)
		if !v.outcome.certain() || i > 0 && v.outcome != sum.outcome {
			return verdict{}, false
		}
		practised := s.practise(v, world, m)
		blocked = blocked || practised.outcome != v.outcome
		sum.outcome, sum.reason = v.outcome, WhateverTheAnswer
		sum.decisive |= practised.decisive
		sum.wholes |= v.wholes
	}
	if blocked {
		sum.outcome, sum.reason, sum.practice = Conditional, NotApplied, true
	}
	return sum, true
}

// practise is step 7: what the law gives and practice does not is no certain yes.
func (s *subject) practise(v verdict, val valuation, m mode) verdict {
	if v.outcome != Entitled || m.law {
		return v
	}
	var barred, perhaps, given set
	for i := range s.rules {
		e := &s.rules[i]
		if m.without.has(i) || val.truth(e.areas) == False {
			continue
		}
		switch truth := min(val.truth(e.areas), val.truth(e.terms)); {
		case e.Effect == Deny && e.Force == InPractice && truth == True:
			barred = barred.with(i)
		case e.Effect == Deny && e.Force == InPractice && truth == Unknown:
			perhaps = perhaps.with(i)
		case v.granted.has(i) && !e.Practice.blocks(s.known.day):
			given = given.with(i)
		}
	}
	switch {
	case barred != 0 || given == 0 || s.blocked():
		return verdict{outcome: Conditional, reason: NotApplied, decisive: v.decisive | barred, practice: true}
	case perhaps != 0:
		return verdict{outcome: Conditional, reason: PossibleExclusion, decisive: v.decisive | perhaps, practice: true}
	}
	return v
}

// holds tells whether a source says something of practice on a day.
func (p Practice) holds(day string) bool {
	return p.Is != "" && (p.From == "" || p.From <= day) && (p.To == "" || day < p.To)
}

func (p Practice) blocks(day string) bool {
	return p.holds(day) && (p.Is == NeverApplied || p.Is == Paused)
}

// blocked tells whether the entitlement itself, or every paper that would prove
// it, is not given in practice.
func (s *subject) blocked() bool {
	if s.entitlement.Practice.blocks(s.known.day) {
		return true
	}
	papers, blocked := 0, 0
	for _, p := range s.book.Permits {
		if p.Proves != s.entitlement.ID || p.at(s.known.day) == False {
			continue
		}
		papers++
		if p.Practice.blocks(s.known.day) {
			blocked++
		}
	}
	return papers > 0 && papers == blocked
}

// settled is the answer after all steps.
type settled struct {
	verdict
	recorded verdict // as if all rules still held
	spared   bool    // it would be no, were the person not a child
}

// settle takes all steps. The second half of step 8 comes last: what sources
// differ on is no answer.
func (s *subject) settle(val valuation) settled {
	out := settled{recorded: s.answer(val, mode{})}
	out.verdict = out.recorded
	if !s.fresh() {
		out.verdict = s.answer(val, mode{checked: true})
		stale := out.reason == NotCheckedSince || out.outcome == NotKnown && out.recorded.outcome != NotKnown
		if stale {
			out.verdict = verdict{outcome: NotKnown, reason: NotCheckedSince}
			return out
		}
	}
	if disputed, split := s.split(val, out.outcome); split {
		out.verdict = verdict{outcome: NotKnown, reason: ConflictingSources, decisive: disputed}
		return out
	}
	if out.outcome == NotEntitled && s.child(val) {
		out.outcome, out.reason, out.spared = NotKnown, KnownRoutesClosed, true
	}
	return out
}

// fresh tells whether every rule and completeness may decide.
func (s *subject) fresh() bool {
	for i := range s.rules {
		if !s.rules[i].trusted {
			return false
		}
	}
	for i := range s.complete {
		if !s.complete[i].trusted {
			return false
		}
	}
	return true
}

// child tells whether the person is a minor, or is to be taken for one.
func (s *subject) child(val valuation) bool {
	if s.age.variable < 0 {
		return false
	}
	age := val[s.age.variable]
	return truthIn(s.age.bit, age.always, age.ever) == True ||
		s.known.minor && truthIn(s.age.bit, age.always, age.ever) == Unknown
}

// split tells whether an open contradiction about the rules splits the answer:
// whether it turns on which side is right.
func (s *subject) split(val valuation, outcome Outcome) (set, bool) {
	for i := range s.book.Conflicts {
		c := &s.book.Conflicts[i]
		rules, wholes := s.concerned(c)
		n := count(uint64(rules)) + count(uint64(wholes))
		if c.Kind != Contradiction || n == 0 || n == 1 && s.outweighs(rules, c) {
			continue
		}
		for _, side := range sides(rules, wholes, n) {
			side.checked = true
			if s.answer(val, side).outcome != outcome {
				return rules, true
			}
		}
	}
	return 0, false
}

// concerned gives the rules and completenesses that a conflict is about.
func (s *subject) concerned(c *Conflict) (rules, wholes set) {
	for _, id := range c.About {
		for i := range s.rules {
			if s.rules[i].ID == id {
				rules = rules.with(i)
			}
		}
		for i := range s.complete {
			if s.complete[i].ID == id {
				wholes = wholes.with(i)
			}
		}
	}
	return rules, wholes
}

// sides gives the readings of a conflict: one side alone; for a single rule, the
// other side is that it is not there.
func sides(rules, wholes set, n int) []mode {
	if n == 1 {
		return []mode{{without: rules, partial: wholes}}
	}
	var list []mode
	for i := range most {
		if rules.has(i) {
			list = append(list, mode{without: rules &^ (1 << i), partial: wholes})
		}
		if wholes.has(i) {
			list = append(list, mode{without: rules, partial: wholes &^ (1 << i)})
		}
	}
	return list
}

// outweighs tells whether the one rule of a conflict rests on a voice that is
// stronger than all that are set against it.
func (s *subject) outweighs(rules set, c *Conflict) bool {
	for i := range s.rules {
		if !rules.has(i) {
			continue
		}
		own, against := strongest(s.rules[i].Voices), 0
		for _, v := range c.Voices {
			if rank(v) <= own {
				against++
			}
		}
		return against <= 1 && len(c.Voices) > against && own < len(ranks)
	}
	return false
}
