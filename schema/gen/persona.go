package gen

import (
	"cmp"
	"strings"
)

// Persona gives the SDL of PersonaInput: one field for each circumstance, and an
// enum for each that has a list of answers. It gives no SDL for no circumstances.
//
//	identified_by, values [ngo, social-services]  →  identifiedBy: [PersonaIdentifiedBy!]
func Persona(circumstances []Circumstance) string {
	if len(circumstances) == 0 {
		return ""
	}
	var w sdl
	w.open("What is known of a person. Nothing of it is stored. What is left out, or null, is not known, which is not the same as no.", "input PersonaInput")
	for _, c := range circumstances {
		w.field(c.Question+leftOut(c), camel(c.Code), personaType(c))
	}
	w.close()
	for _, c := range circumstances {
		if c.Kind == "CODE" {
			w.answers(c)
		}
	}
	return strings.TrimPrefix(w.String(), "\n")
}

func leftOut(c Circumstance) string {
	if c.Kind == "HOLDINGS" {
		return " Give the ids of residence statuses or of permits, which stand for the status that they prove. Left out: not known; an empty list: none."
	}
	return " Left out: not known."
}

func personaType(c Circumstance) string {
	typ := map[string]string{"BOOLEAN": "Boolean", "NUMBER": "Int", "HOLDINGS": "ID"}[c.Kind]
	return wrap(cmp.Or(typ, answersType(c)), c.Many, false)
}

// answersType is the enum of a circumstance's answers. The prefix keeps it apart
// from the enums of the graph, some of which have the same codes.
func answersType(c Circumstance) string {
	name := camel(c.Code)
	return "Persona" + strings.ToUpper(name[:1]) + name[1:]
}

func (w *sdl) answers(c Circumstance) {
	w.open("Answers to: "+c.Question, "enum "+answersType(c))
	for _, a := range c.Answers {
		w.enumValue(sentence(cmp.Or(a.Name, strings.ReplaceAll(a.Code, "-", " "))), strings.ToUpper(strings.ReplaceAll(a.Code, "-", "_")))
	}
	w.close()
}

func (w *sdl) enumValue(description, name string) {
	w.describe("  ", description)
	w.WriteString("  " + name + "\n")
}

// sentence writes words as a description: gave information → Gave information.
func sentence(words string) string {
	for i, r := range words {
		return strings.ToUpper(string(r)) + words[i+len(string(r)):] + "."
	}
	return ""
}

// camel writes a circumstance's code as a field of GraphQL: identified_by as
// identifiedBy.
func camel(code string) string {
	first, rest, _ := strings.Cut(code, "_")
	for word := range strings.SplitSeq(rest, "_") {
		if word != "" {
			first += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return first
}
