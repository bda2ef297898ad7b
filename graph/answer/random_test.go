package answer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"waymark/graph/answer"
)

// random is a rule set made by chance, with one entitlement, and all that can be
// true of a person in it.
type random struct {
	*rand.Rand
	answer.Entries
	circumstances []string // that the rules may ask for
}

// pool are the circumstances of random sets: each kind, and all that is special.
var pool = []answer.Circumstance{
	{Code: "age_group", Kind: answer.Code, Control: answer.Given, Values: codes("minor", "adult", "disputed?")},
	{Code: "nation", Kind: answer.Code, Control: answer.Given, Many: true, Values: codes("eu", "third", "stateless>third")},
	{Code: "recognition", Kind: answer.Code, Control: answer.Authority, Values: codes("no", "presumed", "grounds>presumed", "sure")},
	{Code: "consents", Kind: answer.Boolean, Control: answer.Person},
	{Code: "request", Kind: answer.Boolean, Control: answer.Court},
	{Code: "months", Kind: answer.Number, Control: answer.Given},
	{Code: "holds", Kind: answer.Holdings, Control: answer.Authority, Many: true},
	{Code: "phase", Kind: answer.Code, Control: answer.NGO, Values: codes("reflection", "recovery", "settled")},
}

func codes(list ...string) []answer.Value {
	var values []answer.Value
	for _, s := range list {
		l := split("circumstance x values=" + s)
		values = append(values, l.circumstance(0).Values...)
	}
	return values
}

const day = "2013-05-01"

// newRandom makes a rule set from a seed.
func newRandom(seed uint64) *random {
	r := &random{Rand: rand.New(rand.NewPCG(seed, 1))}
	r.Circumstances = slices.Clone(pool)
	for i := range r.Circumstances {
		r.Circumstances[i].ID, r.Circumstances[i].Order = "CORE:"+r.Circumstances[i].Code, i
		r.Circumstances[i].Name = r.Circumstances[i].Code
	}
	r.Statuses = []answer.Status{{ID: "a", Phase: "reflection"}, {ID: "b", Phase: "recovery"}, {ID: "c", Phase: "recovery"}, {ID: "d"}}
	r.Permits = []answer.Permit{{ID: "p", Proves: "b"}, {ID: "q"}}
	r.Entitlements = []answer.Entitlement{{ID: "e", Practice: r.practice()}}
	r.Areas = []answer.Area{{ID: "north"}, {ID: "south"}}
	for _, i := range r.Perm(len(pool))[:1+r.IntN(3)] {
		r.circumstances = append(r.circumstances, pool[i].Code)
	}
	for i := range r.IntN(6) {
		r.Rules = append(r.Rules, r.rule(i))
	}
	for i := range r.IntN(2) {
		r.Completeness = append(r.Completeness, answer.Completeness{
			ID: fmt.Sprint("only", i), About: "e", Conditions: r.conditions(1), Window: r.window(),
		})
	}
	if r.IntN(6) == 0 {
		r.Conflicts = append(r.Conflicts, answer.Conflict{ID: "x", Kind: answer.Contradiction, About: []string{"r0", "r2"}})
	}
	return r
}

func (r *random) rule(i int) answer.Rule {
	rule := answer.Rule{
		ID: fmt.Sprint("r", i), Target: "e", Effect: pick(r, answer.Grant, answer.Grant, answer.Deny),
		Force:      pick(r, answer.Must, answer.Must, answer.May, answer.NotStated, answer.InPractice),
		Conditions: r.conditions(3), Practice: r.practice(), Window: r.window(), Voices: []answer.Voice{answer.VoiceReport},
	}
	if r.IntN(5) == 0 {
		rule.Overrides = append(rule.Overrides, fmt.Sprint("r", r.IntN(5)))
	}
	if r.IntN(8) == 0 {
		rule.Areas = []string{"north"}
	}
	return rule
}

func pick[T any](r *random, list ...T) T { return list[r.IntN(len(list))] }

func (r *random) practice() answer.Practice {
	if r.IntN(8) > 0 {
		return answer.Practice{}
	}
	return answer.Practice{Is: pick(r, answer.Applied, answer.Partly, answer.NeverApplied, answer.Paused)}
}

// window is known to hold on the day, save for some.
func (r *random) window() answer.Window {
	switch r.IntN(12) {
	case 0:
		return answer.Window{KnownTo: "2012-01-01"}
	case 1:
		return answer.Window{From: "2013-01-01", FromPrecision: answer.Year, KnownTo: "2014-01-01"}
	case 2:
		return answer.Window{To: "2013-01-01", KnownTo: "2012-12-31"}
	}
	return answer.Window{KnownTo: "2014-01-01"}
}

// conditions asks for at most so many circumstances, each once.
func (r *random) conditions(most int) []answer.Condition {
	var list []answer.Condition
	for _, place := range r.Perm(len(r.circumstances))[:r.IntN(min(most, len(r.circumstances))+1)] {
		list = append(list, r.condition(r.circumstances[place]))
	}
	return list
}

func (r *random) condition(code string) answer.Condition {
	c := answer.Condition{ID: "k", Circumstance: code, Operator: pick(r, answer.In, answer.In, answer.NotIn)}
	circumstance := circumstanceOf(code)
	switch circumstance.Kind {
	case answer.Boolean:
		c.Operator, c.Values = answer.In, []string{pick(r, "true", "false")}
	case answer.Number:
		c.Operator = pick(r, answer.LessThan, answer.AtMost, answer.MoreThan, answer.AtLeast, answer.In, answer.NotIn)
		c.Values = []string{strconv.Itoa(r.IntN(4))}
	case answer.Holdings:
		c.Values = some(r, []string{"a", "b", "c", "d", "p"})
	default:
		var all []string
		for _, v := range circumstance.Values {
			if !v.MeansUnknown {
				all = append(all, v.Code)
			}
		}
		c.Values = some(r, all)
	}
	return c
}

func circumstanceOf(code string) *answer.Circumstance {
	return &pool[slices.IndexFunc(pool, func(c answer.Circumstance) bool { return c.Code == code })]
}

// some takes one or two of a list.
func some(r *random, all []string) []string {
	list := []string{all[r.IntN(len(all))]}
	if other := all[r.IntN(len(all))]; r.IntN(2) == 0 && other != list[0] {
		list = append(list, other)
	}
	return list
}

// world is all that is true of a person: an answer to every circumstance, and
// where the person is.
type world struct {
	answers map[string][]string
	area    string
}

// world makes a person by chance, whose statuses fit the phase.
func (r *random) world() world {
	w := world{answers: map[string][]string{}, area: pick(r, "north", "south")}
	for i := range pool {
		c := &pool[i]
		all := answersOf(c)
		w.answers[c.Code] = all[r.IntN(len(all))]
	}
	for !fits(w.answers["holds"], w.answers["phase"][0]) {
		all := answersOf(circumstanceOf("holds"))
		w.answers["holds"] = all[r.IntN(len(all))]
	}
	return w
}

// reveal tells some of a world: what is not told is unknown. A word may be told by
// its wider form, or not at all by one that means unknown.
func (r *random) reveal(w world, from answer.Question) answer.Question {
	q := answer.Question{Day: day, Area: from.Area}
	for i := range pool {
		c := &pool[i]
		at := slices.IndexFunc(from.Persona, func(a answer.Answer) bool { return a.Circumstance == c.Code })
		switch {
		case r.IntN(2) == 0:
			q.Persona = append(q.Persona, answer.Answer{Circumstance: c.Code, Values: w.answers[c.Code]})
		case at >= 0:
			q.Persona = append(q.Persona, from.Persona[at])
		case r.IntN(6) == 0 && c.Code == "recognition" && w.answers[c.Code][0] == "grounds":
			q.Persona = append(q.Persona, answer.Answer{Circumstance: c.Code, Values: []string{"presumed"}})
		case r.IntN(6) == 0 && c.Code == "age_group":
			q.Persona = append(q.Persona, answer.Answer{Circumstance: c.Code, Values: []string{"disputed"}})
		case r.IntN(6) == 0 && c.Code == "holds" && slices.Equal(w.answers[c.Code], []string{"p"}):
			q.Persona = append(q.Persona, answer.Answer{Circumstance: c.Code, Values: []string{"b"}})
		}
	}
	if q.Area == "" && r.IntN(2) == 0 {
		q.Area = w.area
	}
	return q
}
