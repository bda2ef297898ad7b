package gen

import (
	"strings"

	"waymark/schema"
)

// The forms of values that are written as people say them.
const (
	dayForm      = `[1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?`
	fullDay      = `[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
	lengthForm   = `(\d+ (day|week|month|year)s?|P\d+[YMWD](\d+[MWD])*)`
	numberForm   = `(\d{1,3}(,\d{3})+|\d+)(\.\d+)?`
	vagueForm    = `((about|some|approximately|average) )*`
	boundForm    = `(((up to|at most|fewer than|less than|at least|more than|over) )?` + numberForm + `|` + numberForm + ` to ` + numberForm + `)`
	scaleForm    = `( (thousand|million|billion))?`
	perForm      = `( (a|per|each|every) (day|week|month|year))?`
	tailForm     = `(, (about|average|approximately|derived))*`
	quantityForm = vagueForm + boundForm + scaleForm + perForm + tailForm
	moneyForm    = vagueForm + `([A-Z]{3} ` + boundForm + scaleForm + `|` + boundForm + scaleForm + ` [A-Z]{3})` + perForm + tailForm
	readerForm   = `\S+ ` + fullDay
	linesForm    = `L\d+(-\d+)?(,\d+(-\d+)?)*`
)

// Some of the scalar words of YAML are no texts, but seed files keep what was typed.

func textValue() object { return object{{"type", []string{"string", "number"}}, {"minLength", 1}} }

func whole() object { return object{{"type", "integer"}} }

func boolean() object { return object{{"type", "boolean"}} }

func number() object {
	return object{{"type", []string{"number", "string"}}, {"pattern", `^-?` + numberForm + `$`}}
}

// day is a date as exact as it is known; a bare year is a number to YAML.
func day() object {
	return object{{"type", []string{"string", "integer"}}, {"pattern", "^" + dayForm + "$"}, {"minimum", 1000}, {"maximum", 9999},
		{"examples", []string{"1998-07-25", "2024-10", "2004"}}}
}

// bounded is a day, or a bound where the day is not known.
func bounded() object {
	return object{{"type", []string{"string", "integer"}}, {"pattern", "^((before|after) )?" + dayForm + "$"}, {"minimum", 1000}, {"maximum", 9999},
		{"examples", []string{"1998-07-25", "2024-10", "2004", "before 2013"}}}
}

func moment() object {
	return object{{"type", "string"}, {"pattern", "^" + fullDay + `T\d\d:\d\d:\d\dZ$`}}
}

func length() object {
	return object{{"type", "string"}, {"pattern", "^" + lengthForm + "$"}, {"examples", []string{"6 months", "45 days"}}}
}

func term() object {
	return object{{"type", "string"}, {"pattern", "^((about|at least|up to) )?" + lengthForm + "$"},
		{"examples", []string{"6 months", "about 2 years", "at least 6 months", "up to 5 years"}}}
}

func address() object {
	return object{{"type", "string"}, {"pattern", `^[A-Za-z][A-Za-z0-9+.-]*:\S+$`}}
}

func countryCode() object {
	return object{{"type", "string"}, {"pattern", "^[A-Z]{2}$"}, {"not", object{{"const", "UK"}}}}
}

func key() object { return object{{"pattern", `^[\p{L}\p{N}][\p{L}\p{N}()._/+-]*$`}} }

func reference() object {
	return object{{"description", "A key of this jurisdiction or of CORE, or a full id: EU:32004L0081."},
		{"type", []string{"string", "integer"}}, {"pattern", `^\S+$`}}
}

func (f *seedFile) references() object { return oneOrMore(f.define("reference", reference)) }

func find() object {
	return object{
		{"description", "What is missing. It is listed by the report, and counts as none."},
		{"type", "object"},
		{"required", []string{"find"}},
		{"properties", object{{"find", object{{"type", "string"}}}}},
		{"additionalProperties", false},
	}
}

func readers() object {
	one := object{{"type", "string"}, {"pattern", "^" + readerForm + "(, *" + readerForm + ")*$"}, {"examples", []string{"ab 2026-11-23"}}}
	return oneOrMore(one)
}

// localized is a map of languages, or plain text for English.
func localized(properties []*schema.Property) object {
	var languages object
	for _, p := range properties {
		languages = append(languages, member{p.Language, object{{"type", []string{"string", "number"}}}})
	}
	return object{{"anyOf", []object{
		{{"type", []string{"string", "number"}}, {"minLength", 1}},
		{{"type", "object"}, {"minProperties", 1}, {"properties", languages}, {"additionalProperties", false}},
	}}}
}

// enum are the codes in lower case, with blanks or hyphens.
func enum(e *schema.Enum) object {
	var words []string
	for _, v := range e.Values {
		words = append(words, word(v.Name))
		if strings.Contains(v.Name, "_") {
			words = append(words, strings.ReplaceAll(word(v.Name), " ", "-"))
		}
	}
	return object{{"description", codes(e)}, {"enum", words}}
}

// citation is a text, or a map with that and more.
func (f *seedFile) citation() object {
	return object{{"anyOf", []object{f.define("cite", cite), {
		{"type", "object"},
		{"required", []string{"cite"}},
		{"properties", append(object{{"is", object{
			{"description", "What it says, where a conflict sets it against others."},
			{"type", []string{"string", "number", "boolean"}},
		}}}, f.citationWords()...)},
		{"additionalProperties", false},
	}}}}
}

func cite() object {
	return object{
		{"description", `[source] place "quote"; what begins with L… is a line of the file's own source.`},
		{"type", "string"},
		{"pattern", `^\s*(` + linesForm + `|\S+\s+[^"]*[^"\s])\s*("[\s\S]+")?\s*$`},
		{"examples", []string{`L825-826 "three words at least"`, `gu-228-2003 art. 13(1) "as it stands there"`, "eurlex-2004-81 page"}},
	}
}

func (f *seedFile) citations() object {
	one := f.define("citation", f.citation)
	return object{{"anyOf", []object{one, {{"type", "array"}, {"minItems", 1}, {"items", one}}}}}
}

// citationWords are what a citation that is a map may say. With several places it
// stands for as many citations.
func (f *seedFile) citationWords() object {
	one := f.define("cite", cite)
	list := object{{"cite", object{{"anyOf", []object{one, {{"type", "array"}, {"minItems", 1}, {"items", one}}}}}}}
	n := f.model.Node("Statement")
	if n == nil {
		return list
	}
	for _, name := range []string{"voice", "certainty"} {
		if field := n.Field(name); field != nil && field.Property != nil {
			list = append(list, member{field.Seed.Key, describe(f.scalar(field.Property), field.Description)})
		}
	}
	return list
}

// conditions are a map of circumstances, or anyone.
func (f *seedFile) conditions() object {
	asked := object{{"type", "object"}, {"minProperties", 1}}
	if len(f.circumstances) > 0 {
		var list object
		for _, c := range f.circumstances {
			list = append(list, member{c.Code, describe(f.condition(c), c.Question)})
		}
		asked = append(asked, member{"properties", list}, member{"additionalProperties", false})
	}
	return object{{"anyOf", []object{{{"const", "anyone"}}, asked}}}
}

// answer is one answer to what a circumstance asks.
func (f *seedFile) answer(c Circumstance) object {
	switch c.Kind {
	case "BOOLEAN":
		return boolean()
	case "NUMBER":
		return whole()
	case "HOLDINGS":
		return f.define("reference", reference)
	}
	var codes []string
	for _, a := range c.Answers {
		codes = append(codes, a.Code)
	}
	return object{{"enum", codes}}
}

// condition is one answer, a list of them (any of them), or a comparison.
func (f *seedFile) condition(c Circumstance) object {
	answer := f.answer(c)
	words := object{{"not", oneOrMore(answer)}}
	if c.Kind == "NUMBER" {
		for _, w := range []string{"less_than", "at_most", "more_than", "at_least"} {
			words = append(words, member{w, whole()})
		}
	}
	comparison := object{{"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}, {"properties", words}, {"additionalProperties", false}}
	return object{{"anyOf", []object{answer, {{"type", "array"}, {"minItems", 1}, {"items", answer}}, comparison}}}
}
