package gen_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"waymark/loader"
	"waymark/schema/gen"
)

const personaOfAsked = `"What is known of a person. Nothing of it is stored. What is left out, or null, is not known, which is not the same as no."
input PersonaInput {
  "Which nationalities? Left out: not known."
  nationality: [PersonaNationality!]
  "Is the person in distress? Left out: not known."
  inDistress: Boolean
  "For how many months? Left out: not known."
  monthsUnemployed: Int
  "Which statuses? Give the ids of residence statuses or of permits, which stand for the status that they prove. Left out: not known; an empty list: none."
  holds: [ID!]
}

"Answers to: Which nationalities?"
enum PersonaNationality {
  "National."
  NATIONAL
  "A citizen of another country of the Union."
  EU
  "Eu transitional."
  EU_TRANSITIONAL
  "Third country."
  THIRD_COUNTRY
  "Stateless."
  STATELESS
}
`

// TestPersona: each kind of circumstance has its field, and codes their enum.
func TestPersona(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(personaOfAsked, gen.Persona(asked())); diff != "" {
		t.Errorf("Persona (-want +got):\n%s", diff)
	}
	if got := gen.Persona(nil); got != "" {
		t.Errorf("Persona(nil) = %q", got)
	}
	parse(t, gen.Public(wholeModel(t), gen.Persona(asked())))
}

// TestCircumstances: they come out of the checked seed in the order of the form.
func TestCircumstances(t *testing.T) {
	t.Parallel()
	model := wholeModel(t)
	release, err := loader.Check(model, fstest.MapFS{"core.yaml": {Data: []byte(`jurisdiction: CORE
read: ab 2026-11-23
circumstances:
  in_danger: {ask: In danger?, control: given, order: 2}
  nationality:
    ask: {en: Which nationalities?}
    values:
      national: {name: a national}
      eu:
    many: true
    control: given
    order: 1
`)}}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []gen.Circumstance{
		{Code: "nationality", Question: "Which nationalities?", Kind: "CODE", Many: true, Answers: []gen.Answer{{Code: "national", Name: "a national"}, {Code: "eu"}}},
		{Code: "in_danger", Question: "In danger?", Kind: "BOOLEAN"},
	}
	if diff := cmp.Diff(want, gen.Circumstances(model, release)); diff != "" {
		t.Errorf("Circumstances (-want +got):\n%s", diff)
	}
}
