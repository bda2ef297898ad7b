package graph

import (
	"context"
	"errors"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/answer"
	"waymark/graph/generated"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// Assess answers a question without an operation, from the release that an
// operation would read now; a question without a day is for the release's own.
// Returns an *answer.InputError if the persona says what is no answer, a
// *store.Error of kind Invalid if there is no such country, and the store's error.
func (e *Engine) Assess(ctx context.Context, country string, q answer.Question) (*answer.Assessment, error) {
	info, err := e.config.Store.Current(ctx)
	if err != nil {
		return nil, err
	}
	b, err := e.rules.open(ctx, info.ID, country)
	if err != nil {
		return nil, err
	}
	if q.Day == "" {
		q.Day = info.AsOf
	}
	return answer.Assess(b.Book, q)
}

// evaluate answers the computed fields of an operation on one release, and gives
// the nodes below them to the keyed reads. Returns a gqlerror.List with all that is
// wrong with the arguments, and the store's error.
func (e *Engine) evaluate(ctx context.Context, info store.Info, w *work, args plan.Args) error {
	var faults gqlerror.List
	for i, c := range w.plan.Computed {
		if err := ctx.Err(); err != nil {
			return err
		}
		asked := &asked{field: c, args: args, at: location(ctx, c.Key)}
		answered, err := e.compute(ctx, info, asked)
		if err != nil {
			return err
		}
		faults = append(faults, asked.faults...)
		w.answers[i] = answered
	}
	if len(faults) > 0 {
		return faults
	}
	names := fieldNames(ctx)
	for i, c := range w.plan.Computed {
		if c.AsOf != plan.NoArg && args[c.AsOf].IsNull() {
			args[c.AsOf] = schema.Text(info.AsOf) // an answer always has a date, and so has what is shown with it
		}
		for _, place := range c.Reads {
			root := w.plan.Roots[place]
			args[root.Read.Anchor.Arg] = schema.Texts(nodesBelow(w.answers[i], names(root.Key))...)
		}
	}
	return nil
}

// compute answers one computed field.
func (e *Engine) compute(ctx context.Context, info store.Info, a *asked) (any, error) {
	if a.field.Name == "release" {
		return &generated.Release{
			ID: info.ID, AsOf: info.AsOf, Schema: info.Schema, Nodes: info.Nodes, Relationships: info.Edges,
		}, nil
	}
	b, err := e.rules.open(ctx, info.ID, a.value("country").Text)
	if refused := (*store.Error)(nil); errors.As(err, &refused) && refused.Kind == store.Invalid {
		a.fault(refused)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	q := a.question(b, info.AsOf)
	if a.field.Name == "whatChanges" {
		return compare(info, b, a, q), nil
	}
	q.Persona = a.persona("persona", b)
	if found := a.assess(b, q); found != nil {
		return assessment(info, b, q, found), nil
	}
	return nil, nil
}

// assess answers a question; nil: something is wrong with it. What a persona says
// is told to who said it, never returned as a cause, which would be logged.
func (a *asked) assess(b *book, q answer.Question) *answer.Assessment {
	if len(a.faults) > 0 {
		return nil
	}
	found, err := answer.Assess(b.Book, q)
	if err != nil {
		a.fault(&store.Error{Kind: store.Invalid, Message: "persona: " + err.Error()})
	}
	return found
}

// compare answers the same question for two personas; nil: something is wrong.
func compare(info store.Info, b *book, a *asked, q answer.Question) any {
	before, after := q, q
	before.Persona, after.Persona = a.persona("before", b), a.persona("after", b)
	was, is := a.assess(b, before), a.assess(b, after)
	if was == nil || is == nil {
		return nil
	}
	changes := answer.Compare(was, is)
	return &generated.AssessmentDiff{
		Before: assessment(info, b, before, was), After: assessment(info, b, after, is),
		Gained: diffItems(changes.Gained), Lost: diffItems(changes.Lost), Changed: diffItems(changes.Changed),
		Unchanged: changes.Unchanged,
	}
}
