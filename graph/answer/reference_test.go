package answer_test

import (
	"slices"
	"strconv"
	"sync"

	"waymark/graph/answer"
)

// reference answers slowly and in the plainest words: it writes down every answer
// that a person may give to every circumstance, and looks.
type reference struct {
	answer.Entries
	asked []string              // circumstances that rules ask for, and the area
	open  map[string][][]string // by circumstance: the answers that are left
	given map[string][]string
}

// answersOf gives every answer to a circumstance.
func answersOf(c *answer.Circumstance) [][]string { return allAnswers()[c.Code] }

var allAnswers = sync.OnceValue(func() map[string][][]string {
	all := map[string][][]string{}
	for i := range pool {
		all[pool[i].Code] = everyAnswer(&pool[i])
	}
	return all
})

// everyAnswer lists answers: for several at once every set that is not empty, of
// what is held the empty one too.
func everyAnswer(c *answer.Circumstance) [][]string {
	var single []string
	switch c.Kind {
	case answer.Boolean:
		single = []string{"true", "false"}
	case answer.Number:
		single = []string{"-1", "0", "1", "2", "3", "4"}
	case answer.Holdings:
		single = []string{"a", "b", "c", "d", "p", "q"}
	default:
		for _, v := range c.Values {
			if !v.MeansUnknown {
				single = append(single, v.Code)
			}
		}
	}
	if !c.Many {
		var all [][]string
		for _, s := range single {
			all = append(all, []string{s})
		}
		return all
	}
	all := [][]string{{}}
	for _, s := range single {
		for _, set := range slices.Clone(all) {
			all = append(all, append(slices.Clone(set), s))
		}
	}
	if c.Kind != answer.Holdings {
		all = all[1:]
	}
	return all
}

// widen adds to an answer all that it is also an answer of.
func widen(c *answer.Circumstance, list []string) []string {
	wide := slices.Clone(list)
	for i := 0; i < len(wide); i++ {
		if c.Kind == answer.Holdings && wide[i] == "p" {
			wide = append(wide, "b")
		}
		for _, v := range c.Values {
			if v.Code == wide[i] && v.Broader != "" {
				wide = append(wide, v.Broader)
			}
		}
	}
	slices.Sort(wide)
	return slices.Compact(wide)
}

func phaseOf(status string) string {
	return map[string]string{"a": "reflection", "b": "recovery", "p": "recovery", "c": "recovery"}[status]
}

// fits tells whether what is held can be held in a phase: one of its statuses is,
// if it has any, and none of another's.
func fits(held []string, phase string) bool {
	own := phase == "settled"
	for _, id := range held {
		if p := phaseOf(id); p == phase {
			own = true
		} else if p != "" {
			return false
		}
	}
	return own
}

// newReference works out which answers a question leaves.
func newReference(e answer.Entries, q answer.Question) *reference {
	f := &reference{Entries: e, open: map[string][][]string{}, given: map[string][]string{}}
	f.Rules = slices.DeleteFunc(slices.Clone(e.Rules), func(r answer.Rule) bool { return r.To != "" })
	f.Completeness = slices.DeleteFunc(slices.Clone(e.Completeness), func(c answer.Completeness) bool { return c.To != "" })
	for _, a := range q.Persona {
		f.given[a.Circumstance] = a.Values
	}
	for i := range pool {
		c := &pool[i]
		for _, possible := range answersOf(c) {
			if f.left(c, possible) {
				f.open[c.Code] = append(f.open[c.Code], possible)
			}
		}
	}
	f.open["area"] = [][]string{{"north"}, {"south"}}
	if q.Area != "" {
		f.open["area"] = [][]string{{q.Area}}
	}
	for _, r := range f.Rules {
		f.ask(r.Conditions)
		if len(r.Areas) > 0 && !slices.Contains(f.asked, "area") {
			f.asked = append(f.asked, "area")
		}
	}
	for _, c := range f.Completeness {
		f.ask(c.Conditions)
	}
	return f
}

func (f *reference) ask(conditions []answer.Condition) {
	for _, c := range conditions {
		if !slices.Contains(f.asked, c.Circumstance) {
			f.asked = append(f.asked, c.Circumstance)
		}
	}
}

// left tells whether an answer is possible after what was said.
func (f *reference) left(c *answer.Circumstance, possible []string) bool {
	given, said := f.given[c.Code]
	if said && slices.Contains(given, "disputed") {
		said = false
	}
	held, heldSaid := f.given["holds"]
	phase, phaseSaid := f.given["phase"]
	switch {
	case said && c.Kind == answer.Boolean, said && c.Kind == answer.Number:
		return slices.Equal(given, possible)
	case said: // exactly that, or a narrower form of what was said
		wide := widen(c, possible)
		for _, g := range given {
			if !slices.Contains(wide, g) {
				return false
			}
		}
		for _, p := range possible {
			if !slices.ContainsFunc(widen(c, []string{p}), func(w string) bool { return slices.Contains(given, w) }) &&
				!slices.Contains(widen(c, given), p) {
				return false
			}
		}
		return true
	case c.Code == "holds" && phaseSaid:
		return fits(possible, phase[0])
	case c.Code == "phase" && heldSaid:
		phases := map[string]bool{}
		for _, id := range held {
			if p := phaseOf(id); p != "" {
				phases[p] = true
			}
		}
		return len(phases) == 0 || phases[possible[0]]
	}
	return true
}

// checked tells whether somebody knows that something made by random.window holds.
func checked(w answer.Window) bool {
	return w.KnownTo >= day && w.From == ""
}

// holds tells whether a condition is true of one answer.
func holds(k answer.Condition, answered []string) bool {
	if circumstanceOf(k.Circumstance).Kind == answer.Number {
		n, _ := strconv.Atoi(answered[0])
		bound, _ := strconv.Atoi(k.Values[0])
		return map[answer.Operator]bool{
			answer.LessThan: n < bound, answer.AtMost: n <= bound, answer.MoreThan: n > bound,
			answer.AtLeast: n >= bound, answer.In: n == bound, answer.NotIn: n != bound,
		}[k.Operator]
	}
	hit := false
	for _, v := range widen(circumstanceOf(k.Circumstance), answered) {
		hit = hit || slices.Contains(k.Values, v)
	}
	return hit == (k.Operator == answer.In)
}

// truth looks at every answer that is left.
func (f *reference) truth(conditions []answer.Condition) answer.Truth {
	all := answer.True
	for _, k := range conditions {
		yes, no := false, false
		for _, possible := range f.open[k.Circumstance] {
			if holds(k, possible) {
				yes = true
			} else {
				no = true
			}
		}
		switch {
		case !yes:
			return answer.False
		case no:
			all = answer.Unknown
		}
	}
	return all
}

// each calls visit for every whole world, on a reference that knows all of it.
func (f *reference) each(visit func(one *reference)) {
	worlds := []map[string][][]string{{}}
	for code, left := range f.open {
		if !slices.Contains(f.asked, code) {
			left = left[:1]
		}
		var more []map[string][][]string
		for _, w := range worlds {
			for _, one := range left {
				next := map[string][][]string{code: {one}}
				for k, v := range w {
					next[k] = v
				}
				more = append(more, next)
			}
		}
		worlds = more
	}
	for _, w := range worlds {
		visit(&reference{Entries: f.Entries, open: w, asked: f.asked, given: f.given})
	}
}
