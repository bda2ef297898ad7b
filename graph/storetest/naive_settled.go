package storetest

import (
	"waymark/schema"
)

// verdict is what can be said of a filter before any node is looked at.
type verdict int

const (
	open verdict = iota
	always
	never
)

// settled says whether a where is true, or false, whatever the node is:
// `{}`, `{name: {in: []}}`, `{not: {or: []}}`.
func settled(where map[string]any, fields []*schema.Field) verdict {
	var verdicts []verdict
	for name, v := range where {
		verdicts = append(verdicts, settledEntry(name, v, fields))
	}
	return all(verdicts)
}

func settledEntry(name string, v any, fields []*schema.Field) verdict {
	for _, f := range fields {
		if f.Name == name {
			return settledField(f, v)
		}
	}
	switch {
	case v == nil:
		return always
	case name == "not":
		return opposite(settled(v.(map[string]any), fields))
	}
	var verdicts []verdict
	for _, o := range items(v) {
		verdicts = append(verdicts, settled(o.(map[string]any), fields))
	}
	if name == "or" {
		return some(verdicts)
	}
	return all(verdicts)
}

func settledField(f *schema.Field, v any) verdict {
	object, given := v.(map[string]any)
	single := f.Relationship != nil && !f.Relationship.List
	switch {
	case !given && single:
		return open // null: it must lead nowhere
	case !given:
		return always
	case f.Embedded != nil:
		return settled(object, f.Embedded.Fields)
	case single:
		if settled(object, targetFields(f.Relationship)) == always {
			return always
		}
		return open
	case f.Relationship != nil:
		return settledRelated(f.Relationship, object)
	}
	var verdicts []verdict
	for name, operand := range object {
		verdicts = append(verdicts, settledOperator(name, operand))
	}
	return all(verdicts)
}

func settledRelated(r *schema.Relationship, object map[string]any) verdict {
	var verdicts []verdict
	for quantifier, inner := range object {
		where, given := inner.(map[string]any)
		if !given {
			continue
		}
		switch v := settled(where, targetFields(r)); {
		case quantifier == "all" && v == always, quantifier == "none" && v == never:
			verdicts = append(verdicts, always)
		case (quantifier == "some" || quantifier == "single") && v == never:
			verdicts = append(verdicts, never)
		default:
			verdicts = append(verdicts, open)
		}
	}
	return all(verdicts)
}

func settledOperator(name string, operand any) verdict {
	switch list, isList := operand.([]any); {
	case operand == nil && name != "eq":
		return never
	case isList && len(list) == 0:
		return never
	}
	return open
}

// targetFields gives the fields that a filter on a relationship's targets may
// name; a field that several types share is settled alike in each.
func targetFields(r *schema.Relationship) []*schema.Field {
	var fields []*schema.Field
	for _, t := range r.Targets {
		fields = append(fields, t.Fields...)
	}
	return fields
}

func all(verdicts []verdict) verdict {
	result := always
	for _, v := range verdicts {
		switch v {
		case never:
			return never
		case open:
			result = open
		}
	}
	return result
}

func some(verdicts []verdict) verdict {
	opposites := make([]verdict, len(verdicts))
	for i, v := range verdicts {
		opposites[i] = opposite(v)
	}
	return opposite(all(opposites))
}

func opposite(v verdict) verdict {
	switch v {
	case always:
		return never
	case never:
		return always
	default:
		return open
	}
}
