package graph

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/answer"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// asked reads the arguments of one computed field and gathers what is wrong with
// them.
type asked struct {
	field  *plan.Computed
	args   plan.Args
	at     []gqlerror.Location
	faults gqlerror.List
}

// fault records an error at the field.
func (a *asked) fault(err *store.Error) {
	a.faults = append(a.faults, &gqlerror.Error{
		Err: err, Message: err.Message, Path: ast.Path{ast.PathName(a.field.Key)}, Locations: a.at,
		Extensions: map[string]any{"code": "INVALID"},
	})
}

// arg finds an argument; nil: not given.
func (a *asked) arg(name string) *plan.ComputedArg {
	for i := range a.field.Args {
		if a.field.Args[i].Name == name {
			return &a.field.Args[i]
		}
	}
	return nil
}

// value gives an argument's value; null if it is not given.
func (a *asked) value(name string) schema.Value {
	if arg := a.arg(name); arg != nil && arg.Value != plan.NoArg {
		return a.args[arg.Value]
	}
	return schema.Value{}
}

// question reads all arguments but the personas.
func (a *asked) question(b *book, day string) answer.Question {
	q := answer.Question{Day: day, Trust: answer.Trust(a.value("trust").Text)}
	if asOf := a.value("asOf"); !asOf.IsNull() {
		q.Day = asOf.Text
	}
	if area := a.value("area"); !area.IsNull() {
		if q.Area = b.areas[area.Text]; q.Area == "" {
			a.fault(b.stranger("area", area.Text, "-", "is no part of "+b.Country, slices.Sorted(maps.Keys(b.areas))))
		}
	}
	q.Types = a.list("serviceTypes", func(at, name string) (string, *store.Error) {
		if id := b.concepts[name]; id != "" {
			return id, nil
		}
		return "", refuse(at, name, "is no type of service or right", slices.Sorted(maps.Keys(b.concepts)))
	})
	known := make([]string, len(b.Entitlements))
	for i, e := range b.Entitlements {
		known[i] = e.ID
	}
	q.Entitlements = a.list("entitlements", func(at, id string) (string, *store.Error) {
		if slices.Contains(known, id) {
			return id, nil
		}
		return "", b.stranger(at, id, ":", "is no service, right or status of "+b.Country, known)
	})
	return q
}

// list reads a list of ids; nil: not given.
func (a *asked) list(name string, read func(at, id string) (string, *store.Error)) []string {
	given := a.value(name)
	if given.IsNull() {
		return nil
	}
	list := make([]string, 0, len(given.List))
	for i, v := range given.List {
		id, err := read(fmt.Sprintf("%s.%d", name, i), v.Text)
		if err != nil {
			a.fault(err)
			continue
		}
		list = append(list, id)
	}
	return list
}

// persona reads what is known of a person.
func (a *asked) persona(name string, b *book) answer.Persona {
	arg := a.arg(name)
	if arg == nil {
		return nil
	}
	var p answer.Persona
	for _, f := range arg.Fields {
		at := name + "." + f.Name
		known := b.fields[f.Name]
		if known == nil {
			a.fault(&store.Error{Kind: store.Invalid, Message: at + ": the served release does not ask for this"})
			continue
		}
		if f.Value == plan.NoArg || a.args[f.Value].IsNull() {
			continue
		}
		p = append(p, answer.Answer{Circumstance: known.code, Values: a.answers(at, a.args[f.Value], known, b)})
	}
	return p
}

// answers reads the answers to one question.
func (a *asked) answers(at string, given schema.Value, f *personaField, b *book) []string {
	list := []schema.Value{given}
	if given.Kind == schema.ListValue {
		list = given.List
	}
	values := make([]string, 0, len(list))
	for i, v := range list {
		switch {
		case v.Kind == schema.BoolValue:
			values = append(values, strconv.FormatBool(v.Bool))
		case v.Kind == schema.IntValue:
			values = append(values, strconv.FormatInt(v.Int, 10))
		case len(f.answers) > 0:
			code, known := f.answers[v.Text]
			if !known {
				a.fault(refuse(at, v.Text, "is no answer", slices.Sorted(maps.Keys(f.answers))))
				continue
			}
			values = append(values, code)
		default:
			if err := b.holding(fmt.Sprintf("%s.%d", at, i), v.Text); err != nil {
				a.fault(err)
			}
			values = append(values, v.Text)
		}
	}
	return values
}
