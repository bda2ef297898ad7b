package answer

// mode is how rules are read.
type mode struct {
	law     bool // practice is left out
	checked bool // a rule that nobody has checked up to the day never decides
	without set  // rules that are taken away, to see what a conflict changes
	partial set  // completenesses that are taken away
}

// verdict is an answer and what it rests on.
type verdict struct {
	outcome  Outcome
	reason   Reason
	decisive set // rules
	wholes   set // completenesses
	practice bool
	granted  set // of a yes: the rules that give it
}

// reading is one look at a subject's rules.
type reading struct {
	*subject
	val    valuation
	mode   mode
	truths [most]Truth
	absent set // taken away, or of another part of the country
}

// decide takes steps 1 to 5: what the rules say of what is known.
func (s *subject) decide(val valuation, m mode) verdict {
	r := reading{subject: s, val: val, mode: m, absent: m.without}
	for i := range s.rules {
		e := &s.rules[i]
		area := val.truth(e.areas)
		if area == False || m.law && e.Force == InPractice {
			r.absent = r.absent.with(i)
		}
		r.truths[i] = min(area, val.truth(e.terms))
	}
	for _, step := range []func() (verdict, bool){r.denied, r.granted, r.left, r.open, r.practised} {
		if v, decided := step(); decided {
			return v
		}
	}
	return r.closed()
}

// all gives the rules that are there, of an effect, and pass.
func (r *reading) all(effect Effect, pass func(i int, e *entry) bool) set {
	var found set
	for i := range r.rules {
		e := &r.rules[i]
		if !r.absent.has(i) && e.Effect == effect && pass(i, e) {
			found = found.with(i)
		}
	}
	return found
}

// decides tells whether a rule may decide.
func (r *reading) decides(e *entry) bool { return e.trusted || !r.mode.checked }

// stands tells whether a rule is true and not set aside by those of over. One that
// nobody has checked sets nothing aside for certain.
func (r *reading) stands(i int, over set) Truth {
	truth := r.truths[i]
	for j := range r.rules {
		if !over.has(j) || r.absent.has(j) {
			continue
		}
		aside := r.truths[j]
		if !r.decides(&r.rules[j]) && (aside != False || r.rules[i].Effect == Deny) {
			aside = Unknown
		}
		truth = min(truth, not(aside))
	}
	return truth
}

// aside gives the rules that may set a rule aside in law: practice sets no law
// aside, and no denial takes a right away by more than it denies.
func (r *reading) aside(e *entry) set {
	over := e.over
	for j := range r.rules {
		if r.rules[j].Force == InPractice || e.Effect == Grant && r.rules[j].Effect == Deny {
			over &^= 1 << j
		}
	}
	return over
}

// denied is step 1: a DENY of MUST is true, and whatever overrides it is false.
func (r *reading) denied() (verdict, bool) {
	found := r.all(Deny, func(i int, e *entry) bool {
		return e.Force == Must && r.decides(e) && r.stands(i, e.over) == True
	})
	return verdict{outcome: NotEntitled, reason: DeniedByRule, decisive: found}, found != 0
}

// granted is step 2: a GRANT of MUST is true. Any other DENY of law that is not
// false leaves it open.
func (r *reading) granted() (verdict, bool) {
	found := r.all(Grant, func(i int, e *entry) bool {
		return e.Force == Must && r.decides(e) && r.stands(i, r.aside(e)) == True
	})
	if found == 0 {
		return verdict{}, false
	}
	exclusion := r.all(Deny, func(i int, e *entry) bool {
		return e.Force != InPractice && r.stands(i, r.aside(e)) != False
	})
	if exclusion != 0 {
		return verdict{outcome: Conditional, reason: PossibleExclusion, decisive: found | exclusion}, true
	}
	return verdict{outcome: Entitled, reason: RuleSatisfied, decisive: found | r.saviours(), granted: found}, true
}

// saviours gives the rules without which a true DENY would exclude.
func (r *reading) saviours() set {
	var found set
	for i := range r.rules {
		e := &r.rules[i]
		if e.Effect != Deny || e.Force == InPractice || r.absent.has(i) || r.truths[i] == False {
			continue
		}
		over := r.aside(e)
		for j := range r.rules {
			if over.has(j) && !r.absent.has(j) && r.truths[j] == True && r.decides(&r.rules[j]) {
				found = found.with(j)
			}
		}
	}
	return found
}

// left is step 3: a GRANT that leaves it to somebody, or does not say, is true.
func (r *reading) left() (verdict, bool) {
	reason := ForceNotStated
	found := r.all(Grant, func(i int, e *entry) bool {
		if e.Force != May && e.Force != NotStated || !r.decides(e) || r.stands(i, r.aside(e)) != True {
			return false
		}
		if e.Force == May {
			reason = Discretion
		}
		return true
	})
	return verdict{outcome: Conditional, reason: reason, decisive: found}, found != 0
}

// open is step 4: a GRANT of law is neither true nor false.
func (r *reading) open() (verdict, bool) {
	found := r.all(Grant, func(i int, e *entry) bool {
		return e.Force != InPractice && r.decides(e) && r.stands(i, r.aside(e)) == Unknown
	})
	return verdict{outcome: Conditional, reason: r.openReason(found), decisive: found}, found != 0
}

// openReason tells why rules are open: a fact is missing, or only that a rule which
// sets them aside was not checked.
func (r *reading) openReason(found set) Reason {
	recorded := reading{subject: r.subject, truths: r.truths, absent: r.absent}
	for i := range r.rules {
		if found.has(i) && recorded.stands(i, r.aside(&r.rules[i])) == Unknown {
			return MissingFactReason
		}
	}
	return PossibleExclusion
}

// practised comes between steps 4 and 5: a GRANT of practice is true, or open.
func (r *reading) practised() (verdict, bool) {
	for _, truth := range []Truth{True, Unknown} {
		found := r.all(Grant, func(i int, e *entry) bool {
			return e.Force == InPractice && r.decides(e) && r.stands(i, r.aside(e)) == truth
		})
		if found != 0 && truth == True {
			return verdict{outcome: Conditional, reason: PracticeOnly, decisive: found, practice: true}, true
		}
		if found != 0 {
			return verdict{outcome: Conditional, reason: r.openReason(found), decisive: found, practice: true}, true
		}
	}
	return verdict{}, false
}

// closed is step 5: every GRANT is false, or there is none.
func (r *reading) closed() verdict {
	every := func(int, *entry) bool { return true }
	grants := r.all(Grant, every)
	stale := r.all(Grant, func(_ int, e *entry) bool { return !r.decides(e) })
	switch {
	case stale != 0:
		return verdict{outcome: NotKnown, reason: NotCheckedSince, decisive: grants}
	case grants == 0:
		return verdict{outcome: NotKnown, reason: NoData}
	}
	var wholes set
	for i := range r.complete {
		c := &r.complete[i]
		if !r.mode.partial.has(i) && (c.trusted || !r.mode.checked) && r.val.truth(c.terms) == True {
			wholes = wholes.with(i)
		}
	}
	here := r.all(Grant, func(_ int, e *entry) bool { return r.val.truth(e.areas) == True })
	if wholes != 0 && here != 0 {
		return verdict{outcome: NotEntitled, reason: NoRouteLeft, decisive: grants, wholes: wholes}
	}
	return verdict{outcome: NotKnown, reason: KnownRoutesClosed, decisive: grants}
}
