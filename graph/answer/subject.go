package answer

import (
	"cmp"
	"slices"
)

// set is a set of places in a list of at most 64.
type set uint64

func (s set) has(i int) bool { return s>>i&1 == 1 }
func (s set) with(i int) set { return s | 1<<i }

// subject is one entitlement and one person: the rules that are in force on the
// day, and the variables that they ask for.
type subject struct {
	book        *Book
	known       *known
	entitlement *Entitlement
	rules       []entry
	complete    []whole
	variables   []*variable
	age         term // whether the person is a minor; variable -1: never asked
}

// entry is a rule of a subject.
type entry struct {
	*Rule
	terms   []term // its conditions, in their order
	areas   []term // where it holds
	checked bool   // known to hold on the day
	trusted bool   // may decide
	over    set    // the rules that set it aside
}

// whole is a completeness of a subject.
type whole struct {
	*Completeness
	terms   []term
	trusted bool
}

// term is a condition: a bit of a variable.
type term struct{ variable, bit int }

// bounds are a variable's worlds as far as conditions can tell them apart.
type bounds struct{ always, ever uint64 }

// valuation has the bounds of each variable of a subject.
type valuation []bounds

func (b *Book) subject(e *Entitlement, k *known, trust Trust) *subject {
	s := &subject{book: b, known: k, entitlement: e, age: term{variable: -1}}
	var kept []*Rule
	for _, r := range b.rules[e.ID] {
		if min(r.at(k.day), e.at(k.day)) != False {
			kept = append(kept, r)
		}
	}
	for _, r := range kept {
		checked := r.checked(k.day) && e.at(k.day) == True
		s.rules = append(s.rules, entry{
			Rule: r, terms: s.terms(r.Conditions), areas: s.where(r.Areas, e.Areas),
			checked: checked, trusted: checked || trust == AsRecorded, over: overriders(kept, r.ID),
		})
	}
	for _, c := range b.completeness[e.ID] {
		if c.at(k.day) == False {
			continue
		}
		s.complete = append(s.complete, whole{c, s.terms(c.Conditions), c.checked(k.day) || trust == AsRecorded})
	}
	if c := b.circumstances[ageGroup]; c != nil && c.value(minor) != nil {
		s.age = s.terms([]Condition{{Circumstance: ageGroup, Operator: In, Values: []string{minor}}})[0]
	}
	for _, v := range s.variables {
		v.narrow(b, k)
	}
	return s
}

func overriders(rules []*Rule, id string) set {
	var over set
	for i, r := range rules {
		if r.ID != id && slices.Contains(r.Overrides, id) {
			over = over.with(i)
		}
	}
	return over
}

// terms finds the variables of conditions.
func (s *subject) terms(conditions []Condition) []term {
	terms := make([]term, len(conditions))
	for i, c := range conditions {
		place := s.variable(s.book.circumstances[c.Circumstance])
		terms[i] = term{place, s.variables[place].bit(c)}
	}
	return terms
}

// where makes conditions of the areas that a rule, and its entitlement, hold in.
func (s *subject) where(lists ...[]string) []term {
	var terms []term
	for _, areas := range lists {
		if len(areas) > 0 {
			place := s.variable(nil)
			terms = append(terms, term{place, s.variables[place].bit(Condition{Operator: In, Values: areas})})
		}
	}
	return terms
}

func (s *subject) variable(c *Circumstance) int {
	place := slices.IndexFunc(s.variables, func(v *variable) bool { return v.circumstance == c })
	if place < 0 {
		place = len(s.variables)
		s.variables = append(s.variables, &variable{circumstance: c})
	}
	return place
}

// now is what the persona leaves open.
func (s *subject) now() valuation {
	val := make(valuation, len(s.variables))
	for i, v := range s.variables {
		val[i].always, val[i].ever = v.possible.bounds()
	}
	return val
}

func (val valuation) truth(terms []term) Truth {
	all := True
	for _, t := range terms {
		all = min(all, truthIn(t.bit, val[t.variable].always, val[t.variable].ever))
	}
	return all
}

// inFormOrder sorts variables as a form would ask for them, the area last.
func (s *subject) inFormOrder(places []int) []int {
	return slices.SortedFunc(slices.Values(places), func(i, j int) int {
		a, b := s.variables[i].circumstance, s.variables[j].circumstance
		switch {
		case a == nil || b == nil:
			return cmp.Compare(j, i)
		case a == b:
			return 0
		}
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Code, b.Code))
	})
}
