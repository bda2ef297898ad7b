package answer_test

import (
	"fmt"
	"slices"

	"waymark/graph/answer"
)

// told is what the reference says.
type told struct {
	outcome answer.Outcome
	reason  answer.Reason
}

func (t told) certain() bool { return t.outcome == answer.Entitled || t.outcome == answer.NotEntitled }

// look is one way of looking at the rules.
type look struct {
	law, checked bool
	without      []string // ids of rules that are taken away
}

// present are the rules that count: in force, in this part of the country, not
// taken away.
func (f *reference) present(l look) []answer.Rule {
	var list []answer.Rule
	for _, r := range f.Rules {
		away := slices.Contains(l.without, r.ID) || l.law && r.Force == answer.InPractice
		if !away && f.here(r) != answer.False {
			list = append(list, r)
		}
	}
	return list
}

// here tells whether a rule holds where the person is.
func (f *reference) here(r answer.Rule) answer.Truth {
	if len(r.Areas) == 0 {
		return answer.True
	}
	in := 0
	for _, place := range f.open["area"] {
		if slices.Contains(r.Areas, place[0]) {
			in++
		}
	}
	switch in {
	case 0:
		return answer.False
	case len(f.open["area"]):
		return answer.True
	}
	return answer.Unknown
}

func (f *reference) rule(r answer.Rule) answer.Truth { return min(f.here(r), f.truth(r.Conditions)) }

// stands is whether a rule is true and nothing sets it aside.
func (f *reference) stands(r answer.Rule, rules []answer.Rule, l look, byPractice bool) answer.Truth {
	t := f.rule(r)
	for _, o := range rules {
		if o.ID == r.ID || !slices.Contains(o.Overrides, r.ID) ||
			o.Force == answer.InPractice && !byPractice || r.Effect == answer.Grant && o.Effect == answer.Deny {
			continue
		}
		aside := f.rule(o)
		if l.checked && !checked(o.Window) && (aside != answer.False || r.Effect == answer.Deny) {
			aside = answer.Unknown
		}
		t = min(t, 2-aside)
	}
	return t
}

// steps takes steps 1 to 5 one after the other.
func (f *reference) steps(l look) (told, []string) {
	rules := f.present(l)
	may := func(r answer.Rule) bool { return !l.checked || checked(r.Window) }
	var must, weak, open, practised, maybe, deciding []string
	grants, here, stale, exclusion, may1, openFact, maybeFact := 0, false, false, false, false, false, false
	for _, r := range rules {
		if r.Effect == answer.Deny {
			if r.Force == answer.Must && may(r) && f.stands(r, rules, l, true) == answer.True {
				deciding = append(deciding, r.ID)
			}
			exclusion = exclusion || r.Force != answer.InPractice && f.stands(r, rules, l, false) != answer.False
			continue
		}
		grants++
		here = here || f.here(r) == answer.True
		if !may(r) {
			stale = true
			continue
		}
		recorded := l
		recorded.checked = false
		t := f.stands(r, rules, l, false)
		fact := f.stands(r, rules, recorded, false) == answer.Unknown
		switch {
		case t == answer.False:
		case r.Force == answer.InPractice && t == answer.True:
			practised = append(practised, r.ID)
		case r.Force == answer.InPractice:
			maybe, maybeFact = append(maybe, r.ID), maybeFact || fact
		case t == answer.Unknown:
			open, openFact = append(open, r.ID), openFact || fact
		case r.Force == answer.Must:
			must = append(must, r.ID)
		default:
			weak = append(weak, r.ID)
			may1 = may1 || r.Force == answer.May
		}
	}
	switch {
	case deciding != nil:
		return told{answer.NotEntitled, answer.DeniedByRule}, deciding
	case must != nil && exclusion:
		return told{answer.Conditional, answer.PossibleExclusion}, must
	case must != nil:
		return told{answer.Entitled, answer.RuleSatisfied}, must
	case weak != nil && may1:
		return told{answer.Conditional, answer.Discretion}, weak
	case weak != nil:
		return told{answer.Conditional, answer.ForceNotStated}, weak
	case open != nil:
		return told{answer.Conditional, whyOpen(openFact)}, open
	case practised != nil:
		return told{answer.Conditional, answer.PracticeOnly}, practised
	case maybe != nil:
		return told{answer.Conditional, whyOpen(maybeFact)}, maybe
	case stale:
		return told{answer.NotKnown, answer.NotCheckedSince}, nil
	case grants == 0:
		return told{answer.NotKnown, answer.NoData}, nil
	case here && f.complete(l):
		return told{answer.NotEntitled, answer.NoRouteLeft}, nil
	}
	return told{answer.NotKnown, answer.KnownRoutesClosed}, nil
}

// whyOpen: a fact is missing, or only an override that was not checked.
func whyOpen(fact bool) answer.Reason {
	if fact {
		return answer.MissingFactReason
	}
	return answer.PossibleExclusion
}

func (f *reference) complete(l look) bool {
	for _, c := range f.Completeness {
		if (!l.checked || checked(c.Window)) && f.truth(c.Conditions) == answer.True {
			return true
		}
	}
	return false
}

// whatever tries every world, if those that rules can tell apart are few.
func (f *reference) whatever(l look) (told, bool) {
	if n := f.combinations(); n > 64 || n < 2 {
		return told{}, false
	}
	var first *told
	same, blocked := true, false
	f.each(func(one *reference) {
		t, deciding := one.steps(l)
		if first == nil {
			first = &t
		}
		same = same && t.certain() && t.outcome == first.outcome
		blocked = blocked || one.practice(t, deciding, l).outcome != t.outcome
	})
	switch {
	case !same:
		return told{}, false
	case blocked:
		return told{answer.Conditional, answer.NotApplied}, true
	}
	return told{first.outcome, answer.WhateverTheAnswer}, true
}

// combinations counts the worlds that the conditions of this entitlement can tell
// apart. The age is always one of its questions.
func (f *reference) combinations() int {
	n := 1
	for code, left := range f.open {
		if len(left) == 1 {
			continue
		}
		kinds := map[string]bool{}
		for _, possible := range left {
			kinds[f.kind(code, possible)] = true
		}
		n *= len(kinds)
	}
	return n
}

// kind tells which conditions are true of an answer.
func (f *reference) kind(code string, possible []string) string {
	s := ""
	conditions := []answer.Condition{{Circumstance: "age_group", Operator: answer.In, Values: []string{"minor"}}}
	for _, r := range f.Rules {
		conditions = append(conditions, r.Conditions...)
		if code == "area" && len(r.Areas) > 0 {
			s += fmt.Sprint(slices.Contains(r.Areas, possible[0]))
		}
	}
	for _, c := range f.Completeness {
		conditions = append(conditions, c.Conditions...)
	}
	for _, k := range conditions {
		if k.Circumstance == code {
			s += fmt.Sprint(holds(k, possible))
		}
	}
	return s
}

func stopped(p answer.Practice) bool { return p.Is == answer.NeverApplied || p.Is == answer.Paused }

// practice takes step 7.
func (f *reference) practice(t told, deciding []string, l look) told {
	if t.outcome != answer.Entitled || l.law {
		return t
	}
	given, barred, perhaps := false, stopped(f.Entitlements[0].Practice), false
	for _, r := range f.present(l) {
		if r.Effect == answer.Deny && r.Force == answer.InPractice {
			barred = barred || f.rule(r) == answer.True
			perhaps = perhaps || f.rule(r) == answer.Unknown
		}
		given = given || r.Effect == answer.Grant && slices.Contains(deciding, r.ID) && !stopped(r.Practice)
	}
	switch {
	case barred || !given:
		return told{answer.Conditional, answer.NotApplied}
	case perhaps:
		return told{answer.Conditional, answer.PossibleExclusion}
	}
	return t
}

func (f *reference) answer(l look) told {
	t, deciding := f.steps(l)
	if !t.certain() {
		if tried, same := f.whatever(l); same {
			return tried
		}
	}
	return f.practice(t, deciding, l)
}

// settle takes step 8, and spares children; recorded is the answer without step 8.
func (f *reference) settle() (final told, recorded told, spared bool) {
	recorded = f.answer(look{})
	final = f.answer(look{checked: true})
	if final.reason == answer.NotCheckedSince || final.outcome == answer.NotKnown && recorded.outcome != answer.NotKnown {
		return told{answer.NotKnown, answer.NotCheckedSince}, recorded, false
	}
	if f.split(final.outcome) {
		return told{answer.NotKnown, answer.ConflictingSources}, recorded, false
	}
	if final.outcome == answer.NotEntitled && f.child() {
		return told{answer.NotKnown, answer.KnownRoutesClosed}, recorded, true
	}
	return final, recorded, false
}

// split looks whether the sides of the conflict between r0 and r2 differ.
func (f *reference) split(outcome answer.Outcome) bool {
	if len(f.Conflicts) == 0 {
		return false
	}
	var sides []string
	for _, r := range f.Rules {
		if slices.Contains(f.Conflicts[0].About, r.ID) {
			sides = append(sides, r.ID)
		}
	}
	var looks []look
	switch len(sides) {
	case 1:
		looks = []look{{checked: true, without: sides}}
	case 2:
		looks = []look{{checked: true, without: sides[:1]}, {checked: true, without: sides[1:]}}
	}
	for _, l := range looks {
		if f.answer(l).outcome != outcome {
			return true
		}
	}
	return false
}

// child tells whether the person is a minor or the age is disputed.
func (f *reference) child() bool {
	only := true
	any := false
	for _, age := range f.open["age_group"] {
		only = only && age[0] == "minor"
		any = any || age[0] == "minor"
	}
	return only || any && slices.Contains(f.given["age_group"], "disputed")
}

// matters gives the circumstances that were not answered and of which two answers,
// with all else the same, lead to different answers here.
func (f *reference) matters() []string {
	seen := map[string]string{} // by circumstance and the rest of the world
	matter := map[string]bool{}
	f.each(func(one *reference) {
		final, recorded, spared := one.settle()
		if spared {
			final.outcome = answer.NotEntitled
		}
		for _, code := range f.asked {
			rest := code
			for _, other := range f.asked {
				if other != code {
					rest += fmt.Sprint(other, one.open[other])
				}
			}
			this := fmt.Sprint(final.outcome, recorded.outcome)
			if before, known := seen[rest]; known && before != this {
				matter[code] = true
			}
			seen[rest] = this
		}
	})
	final, _, _ := f.settle()
	if final.outcome == answer.NotEntitled {
		matter["age_group"] = true
	}
	var list []string
	for code := range matter {
		if _, said := f.given[code]; !said && code != "area" {
			list = append(list, code)
		}
	}
	slices.Sort(list)
	return list
}
