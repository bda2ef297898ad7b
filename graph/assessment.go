package graph

import (
	"waymark/graph/answer"
	"waymark/graph/generated"
	"waymark/graph/opaque"
	"waymark/graph/store"
)

const disclaimer = "This tells what rules say that were recorded from public sources, each up to a date. It is no legal advice: before you act on it, ask a lawyer or an organization that supports trafficked persons."

// assessment makes what gqlgen's executor walks through. Nodes of the graph are
// only named; the keyed reads bring what was asked of them.
func assessment(info store.Info, b *book, q answer.Question, a *answer.Assessment) *generated.Assessment {
	trust := answer.Checked
	if q.Trust != "" {
		trust = q.Trust
	}
	return &generated.Assessment{
		AsOf: q.Day, Release: info.ID, Country: node(b.Country), Trust: generated.Trust(trust),
		Held: each(a.Held, heldStatus), Results: each(a.Results, result), Unanswered: each(a.Unanswered, unanswered),
		MissingFacts: each(a.MissingFacts, func(m answer.MissingFact) *generated.MissingFact {
			return &generated.MissingFact{Circumstance: node(m.Circumstance), WouldDecide: m.WouldDecide}
		}),
		Disclaimer: disclaimer,
	}
}

func result(r answer.Result) *generated.AssessmentResult {
	return &generated.AssessmentResult{
		Entitlement: node(r.Entitlement), Outcome: generated.Outcome(r.Outcome), Reason: generated.OutcomeReason(r.Reason),
		Headline: r.Headline, InLaw: generated.Outcome(r.InLaw), InPractice: generated.Outcome(r.InPractice),
		Basis: optional(generated.Basis(r.Basis)), Disputed: r.Disputed, Until: optional(r.Until), LastKnown: lastKnown(r.LastKnown),
		DependsOn: each(r.DependsOn, dependsOn), Assumptions: each(r.Assumptions, func(s string) string { return s }),
		Warning: optional(r.Warning),
		Help:    each(r.Help, help),
		Floors: each(r.Floors, func(f answer.Floor) *generated.Floor {
			return &generated.Floor{Rule: node(f.Rule), Truth: generated.Truth(f.Truth.String())}
		}),
		Trace: each(r.Trace, ruleTrace),
	}
}

func unanswered(u answer.Unanswered) *generated.UnansweredType {
	return &generated.UnansweredType{
		Type: node(u.Type), Outcome: generated.Outcome(answer.NotKnown), Reason: generated.OutcomeReason(answer.NoData),
		Headline: u.Headline, Help: each(u.Help, help),
	}
}

func help(id string) *generated.Help { return &generated.Help{Line: node(id)} }

func heldStatus(h answer.Held) *generated.HeldStatus {
	held := &generated.HeldStatus{Given: h.Given}
	if h.Status != "" {
		held.Status = opaque.Node(h.Status)
	}
	return held
}

func lastKnown(l *answer.LastKnown) *generated.LastKnown {
	if l == nil {
		return nil
	}
	return &generated.LastKnown{Outcome: generated.Outcome(l.Outcome), Reason: generated.OutcomeReason(l.Reason), On: l.On}
}

func dependsOn(d answer.DependsOn) *generated.DependsOn {
	return &generated.DependsOn{
		Circumstance: node(d.Circumstance), Control: generated.Control(d.Control),
		NextStep: optional(d.NextStep), Exposes: d.Exposes,
	}
}

func ruleTrace(t answer.RuleTrace) *generated.RuleTrace {
	return &generated.RuleTrace{
		Rule: node(t.Rule), Truth: generated.Truth(t.Truth.String()), Decisive: t.Decisive, Checked: t.Checked,
		Conditions: each(t.Conditions, func(c answer.ConditionTrace) *generated.ConditionTrace {
			return &generated.ConditionTrace{
				Condition: node(c.Condition), Truth: generated.Truth(c.Truth.String()),
				Given: each(c.Given, func(s string) string { return s }),
			}
		}),
	}
}

func diffItems(changes []answer.Change) []*generated.DiffItem {
	return each(changes, func(c answer.Change) *generated.DiffItem {
		return &generated.DiffItem{
			Entitlement: node(c.Entitlement), Before: generated.Outcome(c.Before), After: generated.Outcome(c.After),
			Because: each(c.Because, ruleTrace),
		}
	})
}

// each makes a list that is never null.
func each[From, To any](list []From, convert func(From) To) []To {
	out := make([]To, len(list))
	for i, v := range list {
		out[i] = convert(v)
	}
	return out
}

func node(id string) opaque.Output { return *opaque.Node(id) }

// optional is null for an empty text.
func optional[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}
