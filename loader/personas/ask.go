package personas

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"waymark/graph/answer"
	"waymark/graph/store"
	"waymark/loader"
)

// Assessor answers questions from one release.
type Assessor interface {
	// Assess answers for a country. Returns an *answer.InputError or a *store.Error
	// of kind Invalid for a question that the release cannot be asked.
	Assess(ctx context.Context, country string, q answer.Question) (*answer.Assessment, error)
}

// Answer is what a row was answered.
type Answer struct {
	Row      loader.Persona
	Outcome  string // as the enum has it; empty: it could not be asked
	Reason   string // as the enum has it
	Headline string // the answer in a sentence, or why it could not be asked
}

// Ask puts every row to a release. What a release cannot be asked, since it has not
// what the row names, is an answer without an outcome. Returns other errors of a.
func Ask(ctx context.Context, a Assessor, rows []loader.Persona) ([]Answer, error) {
	answers := make([]Answer, len(rows))
	for i, row := range rows {
		found, err := a.Assess(ctx, row.Country, question(row))
		answers[i] = Answer{Row: row}
		switch {
		case err != nil && !cannotBeAsked(err):
			return nil, fmt.Errorf("ask %s: %w", row.Pos, err)
		case err != nil:
			answers[i].Headline = err.Error()
		case len(found.Results) == 0:
			answers[i].Headline = row.Entitlement + " is not there"
		default:
			r := found.Results[0]
			answers[i].Outcome, answers[i].Reason, answers[i].Headline = string(r.Outcome), string(r.Reason), r.Headline
		}
	}
	return answers, nil
}

func question(row loader.Persona) answer.Question {
	q := answer.Question{Area: row.Area, Day: row.On, Entitlements: []string{row.Entitlement}}
	for _, f := range row.Facts {
		q.Persona = append(q.Persona, answer.Answer{Circumstance: f.Circumstance, Values: f.Values})
	}
	return q
}

func cannotBeAsked(err error) bool {
	var input *answer.InputError
	var refused *store.Error
	return errors.As(err, &input) || errors.As(err, &refused) && refused.Kind == store.Invalid
}

// Wrong gives the answers that are not what their rows say.
func Wrong(answers []Answer) []Answer {
	var wrong []Answer
	for _, a := range answers {
		if a.Outcome != a.Row.Outcome || a.Reason != a.Row.Reason {
			wrong = append(wrong, a)
		}
	}
	return wrong
}

// String tells at which place which answer was given in place of which.
func (a Answer) String() string {
	return fmt.Sprintf("%s: persona %q: %s is answered %s, where the row says %s\n    %s",
		a.Row.Pos, a.Row.Key, a.Row.Entitlement, words(a.Outcome, a.Reason), words(a.Row.Outcome, a.Row.Reason), a.Headline)
}

// words writes an outcome and its reason as persona files do.
func words(outcome, reason string) string {
	if outcome == "" {
		return "not at all"
	}
	return fmt.Sprintf("%q (%s)", lower(outcome), lower(reason))
}

func lower(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) }
