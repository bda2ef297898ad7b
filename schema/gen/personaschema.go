package gen

import "waymark/schema"

// PersonaSchema gives the JSON Schema (draft 2020-12) of a file of personas: a row
// says what is known of a person on a day, and the answer that the sources call
// for. Whether a reference leads somewhere and a line is there only the loader knows.
// Outcome and OutcomeReason of the model give the codes of answers.
func PersonaSchema(model *schema.Schema, circumstances []Circumstance) ([]byte, error) {
	f := &seedFile{model: model, circumstances: circumstances, made: map[string]bool{}}
	rows := object{
		{"description", "The rows, each under its own key."},
		{"type", "object"},
		{"propertyNames", f.define("key", key)},
		{"additionalProperties", f.define("row", f.personaRow)},
	}
	return f.document(object{
		{"title", "Personas"},
		{"description", "Persons in one country, each with the answer that the sources call for. Write the answer first, from the source; then see whether the rules give it."},
		{"type", "object"},
		{"required", []string{"jurisdiction", "personas"}},
		{"properties", object{
			{"jurisdiction", describe(f.define("CountryCode", countryCode), "The country, ISO 3166-1: IT.")},
			{"source", describe(f.define("reference", reference), "The document that L825-826 is a line of. Left out: the one of the country's seed file.")},
			{"personas", rows},
		}},
		{"additionalProperties", false},
	})
}

func (f *seedFile) personaRow() object {
	known := object{{"description", "What is known. What is left out is not known, which is not the same as no; {} where nothing is."}, {"type", "object"}}
	if len(f.circumstances) > 0 {
		var answers object
		for _, c := range f.circumstances {
			answers = append(answers, member{c.Code, describe(f.known(c), c.Question)})
		}
		known = append(known, member{"properties", answers}, member{"additionalProperties", false})
	}
	id := f.define("reference", reference)
	return object{
		{"type", "object"},
		{"required", []string{"persona", "on", "entitlement", "outcome", "reason", "lines"}},
		{"properties", object{
			{"persona", known},
			{"area", describe(id, "The part of the country where the person is, by its code: ENG.")},
			{"on", object{{"description", "The day of the answer: 2013-05-01."}, {"pattern", `^\d{4}-\d{2}-\d{2}$`}}},
			{"entitlement", describe(id, "The service, right or status that is asked for, by its key.")},
			{"outcome", f.define("Outcome", func() object { return enum(f.model.Enum("Outcome")) })},
			{"reason", f.define("OutcomeReason", func() object { return enum(f.model.Enum("OutcomeReason")) })},
			{"lines", describe(oneOrMore(object{{"type", "string"}, {"minLength", 1}}), "Where the sources say so: L825-826, or the key of a source.")},
			{"note", object{{"description", "What a reader must know besides."}, {"type", "string"}}},
		}},
		{"additionalProperties", false},
	}
}

// known is what a persona says of a circumstance: an answer, or several where a
// person may give several; held may be nothing.
func (f *seedFile) known(c Circumstance) object {
	if !c.Many {
		return f.answer(c)
	}
	list := object{{"type", "array"}, {"items", f.answer(c)}}
	if c.Kind != "HOLDINGS" {
		list = append(list, member{"minItems", 1})
	}
	return object{{"anyOf", []object{f.answer(c), list}}}
}
