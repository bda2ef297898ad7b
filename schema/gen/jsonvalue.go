package gen

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"waymark/schema"
)

// object is a JSON object that keeps its order.
type object []member

type member struct {
	name  string
	value any
}

var _ json.Marshaler = object{}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := encode(m.name)
		if err != nil {
			return nil, err
		}
		value, err := encode(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode writes a value without turning < and > into escapes.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func (f *seedFile) sortedDefs() object {
	slices.SortFunc(f.defs, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return f.defs
}

// fact lets a value stand alone, with a source of its own, or as what several
// sources say.
func (f *seedFile) fact(value object) object {
	cite := f.define("citations", f.citations)
	sourced := object{
		{"description", "The value, with a source of its own."},
		{"type", "object"},
		{"required", []string{"is"}},
		{"properties", object{{"is", value}, {"cite", cite}}},
		{"additionalProperties", false},
	}
	says := object{
		{"type", "object"},
		{"required", []string{"is", "cite"}},
		{"properties", append(object{{"is", value}}, f.citationWords()...)},
		{"additionalProperties", false},
	}
	differing := object{
		{"description", "Sources that differ: what each says, then what we take and why, or why it stays open."},
		{"type", "object"},
		{"required", []string{"says"}},
		{"properties", slices.Concat(object{{"says", object{{"type", "array"}, {"minItems", 2}, {"items", says}}}},
			settlement(value), f.question())},
		{"oneOf", either("take", "open")},
		settled,
		{"additionalProperties", false},
	}
	return object{{"anyOf", []object{value, sourced, differing}}}
}

// settled: what is taken goes with why and by whom.
var settled = member{"dependentRequired", object{
	{"take", []string{"because", "decided"}}, {"because", []string{"take"}}, {"decided", []string{"take"}},
}}

// settlement are the words that resolve a difference.
func settlement(value object) object {
	return object{
		{"take", describe(value, "What we take.")},
		{"because", object{{"description", "Why it is taken."}, {"type", "string"}}},
		{"decided", object{{"description", "Who decided, and when: ab 2026-11-23."}, {"type", "string"}, {"pattern", "^" + readerForm + "$"}}},
	}
}

// question are the words of a conflict that may be said of sources that differ on
// one field.
func (f *seedFile) question() object {
	list := object{{"open", object{{"description", "Why it stays open."}, {"type", "string"}}}}
	n := f.model.Node("Conflict")
	if n == nil {
		return list
	}
	for _, name := range []string{"kind", "question"} {
		if field := n.Field(name); field != nil {
			list = append(list, member{field.Seed.Key, describe(f.value(field), field.Description)})
		}
	}
	return list
}

// valueName names the definition of a field's value; empty for one that is like
// no other.
func (f *seedFile) valueName(field *schema.Field) string {
	switch r := field.Relationship; {
	case field.Name == "read":
		return "readers"
	case r != nil && r.List:
		return "references.find"
	case r != nil && r.NonNull:
		return "reference"
	case r != nil:
		return "reference.find"
	case field.Embedded != nil:
		return field.Embedded.Type.Name
	case field.Localized != nil:
		return "localized"
	case field.Property.Type == schema.Date && !field.Property.List && f.vague(field):
		return "Date.bounded"
	case field.Property.List:
		return field.Property.TypeName() + ".list"
	default:
		return field.Property.TypeName()
	}
}

// vague reports whether a date may be told by a bound: before 2013. It needs a
// place to keep how exactly it is known.
func (f *seedFile) vague(field *schema.Field) bool {
	for _, n := range f.model.Nodes {
		if slices.Contains(n.Fields, field) {
			return n.Field(field.Name+"Precision") != nil
		}
	}
	return false
}

// value gives the schema of a field's value.
func (f *seedFile) value(field *schema.Field) object {
	switch name := f.valueName(field); {
	case field.Name == "read":
		return f.define(name, readers)
	case field.Relationship != nil:
		return f.define(name, func() object { return f.related(field.Relationship) })
	case field.Embedded != nil:
		return f.define(name, func() object { return f.embedded(field.Embedded) })
	case field.Localized != nil:
		return f.define(name, func() object { return localized(field.Localized) })
	case name == "Date.bounded":
		return f.define(name, bounded)
	case field.Property.List:
		return f.define(name, func() object { return oneOrMore(f.scalar(field.Property)) })
	default:
		return f.scalar(field.Property)
	}
}

// related is a key or an id; for a list, one or several. What is missing may be
// noted with find, unless it must be there.
func (f *seedFile) related(r *schema.Relationship) object {
	one := f.define("reference", reference)
	if r.List {
		one = object{{"anyOf", []object{one, f.define("find", find), f.define("reference.sourced", func() object {
			return object{
				{"type", "object"},
				{"required", []string{"is"}},
				{"properties", object{{"is", f.define("reference", reference)}, {"cite", f.define("citations", f.citations)}}},
				{"additionalProperties", false},
			}
		})}}}
		return oneOrMore(one)
	}
	if r.NonNull {
		return one
	}
	return object{{"anyOf", []object{one, f.define("find", find)}}}
}

// scalar gives the schema of one value.
func (f *seedFile) scalar(p *schema.Property) object {
	if p.Enum != nil {
		return f.define(p.Enum.Name, func() object { return enum(p.Enum) })
	}
	build := map[schema.Type]func() object{
		schema.ID: textValue, schema.String: textValue, schema.Int: whole, schema.Float: number, schema.Boolean: boolean,
		schema.Date: day, schema.DateTime: moment, schema.Duration: length, schema.URI: address, schema.CountryCode: countryCode,
	}[p.Type]
	return f.define(p.Type.String(), build)
}

// embedded is a value object: a text of its own form, or a map of its fields,
// perhaps with a source of its own.
func (f *seedFile) embedded(e *schema.EmbeddedField) object {
	text := f.textForm(e)
	if e.Type.Name == "Period" {
		return text
	}
	var list object
	var required []string
	for _, inner := range e.Fields {
		if inner.Name == "printed" { // what the file says, word by word
			continue
		}
		list = append(list, member{inner.Seed.Key, describe(f.inner(e, inner), inner.Description)})
		if inner.NonNull {
			required = append(required, inner.Seed.Key)
		}
	}
	list = append(list, member{"cite", f.define("citations", f.citations)})
	whole := object{{"type", "object"}, {"properties", list}, {"additionalProperties", false}}
	if len(required) > 0 {
		whole = append(whole, member{"required", required})
	}
	if text == nil {
		return describe(whole, e.Type.Description)
	}
	return object{{"description", e.Type.Description}, {"anyOf", []object{text, whole}}}
}

// textForm gives the text that stands for a value object; nil if none does.
func (f *seedFile) textForm(e *schema.EmbeddedField) object {
	switch e.Type.Name {
	case "Quantity":
		return object{{"type", []string{"string", "number"}}, {"pattern", "^(unknown|" + quantityForm + ")$"},
			{"examples", []string{"about 200", "500 to 600 a year", "up to 12", "2,106", "unknown"}}}
	case "Money":
		return object{{"type", "string"}, {"pattern", "^(unknown|" + moneyForm + ")$"},
			{"examples", []string{"700 EUR, about", "6 to 6.5 million EUR a year, average"}}}
	case "Term":
		return f.define("term", term)
	case "Period":
		return object{{"description", e.Type.Description}, {"type", []string{"string", "integer"}},
			{"pattern", "^" + dayForm + "( to " + dayForm + ")?$"}, {"minimum", 1000}, {"maximum", 9999},
			{"examples", []string{"2004 to 2011", "2013", "2007-08", "2008-09-26"}}}
	}
	if is := e.Type.Field("is"); is != nil {
		return f.scalar(is.Property)
	}
	return nil
}

// inner is a field of a value object. Two have words of their own.
func (f *seedFile) inner(e *schema.EmbeddedField, inner *schema.Field) object {
	switch e.Type.Name + "." + inner.Name {
	case "Renewal.times":
		return object{{"anyOf", []object{{{"enum", []string{"once", "twice", "unlimited"}}}, {{"type", "integer"}, {"minimum", 0}}}}}
	case "Term.length":
		return f.define("term", term)
	}
	return f.scalar(inner.Property)
}
