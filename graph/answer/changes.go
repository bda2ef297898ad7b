package answer

import "slices"

// Changes is what a person gains and loses between two answers.
type Changes struct {
	Gained, Lost, Changed []Change
	Unchanged             int
}

// Change is one entitlement whose answer changed.
type Change struct {
	Entitlement   string
	Before, After Outcome
	Because       []RuleTrace // the rules that came out differently, as after
}

// Compare tells what changed between two answers to the same question about two
// personas.
func Compare(before, after *Assessment) Changes {
	var c Changes
	for i := range after.Results {
		now := &after.Results[i]
		place := slices.IndexFunc(before.Results, func(r Result) bool { return r.Entitlement == now.Entitlement })
		if place < 0 {
			continue
		}
		was := &before.Results[place]
		change := Change{now.Entitlement, was.Outcome, now.Outcome, differing(was.Trace, now.Trace)}
		switch {
		case was.Outcome == now.Outcome && was.Reason == now.Reason:
			c.Unchanged++
		case was.Outcome != Entitled && now.Outcome == Entitled:
			c.Gained = append(c.Gained, change)
		case was.Outcome == Entitled && now.Outcome != Entitled:
			c.Lost = append(c.Lost, change)
		default:
			c.Changed = append(c.Changed, change)
		}
	}
	return c
}

// differing gives the rules of after that came out otherwise before.
func differing(before, after []RuleTrace) []RuleTrace {
	var list []RuleTrace
	for _, now := range after {
		same := slices.ContainsFunc(before, func(was RuleTrace) bool {
			return was.Rule == now.Rule && was.Truth == now.Truth
		})
		if !same {
			list = append(list, now)
		}
	}
	return list
}
