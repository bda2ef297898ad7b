package personas_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"waymark/graph/answer"
	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/personas"
	"waymark/schema"
)

// beds answers for one service: it is open to those that its list names.
type beds map[string]answer.Result

func (b beds) Assess(_ context.Context, country string, q answer.Question) (*answer.Assessment, error) {
	switch {
	case country != "IT":
		return nil, &store.Error{Kind: store.Invalid, Message: "country: there is no " + country}
	case q.Day == "":
		return nil, errors.New("the database is away")
	case q.Entitlements[0] != "IT:beds":
		return &answer.Assessment{}, nil
	}
	r, ok := b[q.Persona[0].Values[0]]
	if !ok {
		return nil, &answer.InputError{}
	}
	return &answer.Assessment{Results: []answer.Result{r}}, nil
}

func before() beds {
	return beds{
		"eu":            {Outcome: answer.Entitled, Reason: answer.RuleSatisfied, Headline: "Beds: you have a right to it."},
		"third-country": {Outcome: answer.NotKnown, Reason: answer.NoData, Headline: "Beds: the sources do not say."},
	}
}

func row(key, country, nationality, entitlement string) loader.Persona {
	return loader.Persona{
		Pos: schema.Pos{File: "it.yaml", Line: len(key), Col: 3}, Country: country, Key: key,
		Facts: []loader.Fact{{Circumstance: "nationality", Values: []string{nationality}}},
		On:    "2013-05-01", Entitlement: entitlement, Outcome: "ENTITLED", Reason: "RULE_SATISFIED",
	}
}

func rows() []loader.Persona {
	return []loader.Persona{
		row("right", "IT", "eu", "IT:beds"),
		row("wrong", "IT", "third-country", "IT:beds"),
		row("stranger", "IT", "martian", "IT:beds"),
		row("elsewhere", "FR", "eu", "FR:beds"),
		row("nothing", "IT", "eu", "IT:meals"),
	}
}

func ExampleWrong() {
	answers, err := personas.Ask(context.Background(), before(), rows())
	if err != nil {
		panic(err)
	}
	for _, a := range personas.Wrong(answers)[:1] {
		os.Stdout.WriteString(a.String() + "\n")
	}
	// Output:
	// it.yaml:5:3: persona "wrong": IT:beds is answered "unknown" (no data), where the row says "entitled" (rule satisfied)
	//     Beds: the sources do not say.
}

// TestAsk: what cannot be asked is an answer that says so; what the store cannot do
// is an error.
func TestAsk(t *testing.T) {
	t.Parallel()
	answers, err := personas.Ask(t.Context(), before(), rows())
	if err != nil {
		t.Fatal(err)
	}
	var wrong []string
	for _, a := range personas.Wrong(answers) {
		wrong = append(wrong, a.Row.Key+" "+a.Outcome)
	}
	if got, want := strings.Join(wrong, ", "), "wrong UNKNOWN, stranger , elsewhere , nothing "; got != want {
		t.Errorf("Wrong = %s, want %s", got, want)
	}
	if got, want := answers[4].Headline, "IT:meals is not there"; got != want {
		t.Errorf("Ask(nothing) = %q, want %q", got, want)
	}
	broken := row("x", "IT", "eu", "IT:beds")
	broken.On = ""
	if _, err := personas.Ask(t.Context(), before(), []loader.Persona{broken}); err == nil || err.Error() != "ask it.yaml:1:3: the database is away" {
		t.Errorf("Ask = %v, want the assessor's error", err)
	}
}

func ExampleCompare() {
	after := before()
	after["eu"] = answer.Result{Outcome: answer.Conditional, Reason: answer.Discretion, Headline: "Beds: somebody decides."}
	after["third-country"], after["martian"] = before()["eu"], after["eu"]
	was, err := personas.Ask(context.Background(), before(), rows())
	if err != nil {
		panic(err)
	}
	is, err := personas.Ask(context.Background(), after, rows())
	if err != nil {
		panic(err)
	}
	changes := personas.Compare(was, is)
	if err := personas.Write(os.Stdout, changes, len(is)); err != nil {
		panic(err)
	}
	if err := personas.JSON(os.Stdout, changes[1:2]); err != nil {
		panic(err)
	}
	// Output:
	// ~ IT:right, IT:beds on 2013-05-01
	//     - "entitled" (rule satisfied)
	//     + "conditional" (discretion)
	//       Beds: somebody decides.
	//       the row still says what was answered before: it.yaml:5:3
	// ~ IT:wrong, IT:beds on 2013-05-01
	//     - "unknown" (no data)
	//     + "entitled" (rule satisfied)
	//       Beds: you have a right to it.
	// ~ IT:stranger, IT:beds on 2013-05-01
	//     - not at all
	//     + "conditional" (discretion)
	//       Beds: somebody decides.
	//       the row says "entitled" (rule satisfied): it.yaml:8:3
	// 3 of 5 persona rows are answered otherwise
	// [
	//   {
	//     "persona": "IT:wrong",
	//     "place": "it.yaml:5:3",
	//     "on": "2013-05-01",
	//     "entitlement": "IT:beds",
	//     "row": {
	//       "outcome": "ENTITLED",
	//       "reason": "RULE_SATISFIED"
	//     },
	//     "before": {
	//       "outcome": "UNKNOWN",
	//       "reason": "NO_DATA",
	//       "headline": "Beds: the sources do not say."
	//     },
	//     "after": {
	//       "outcome": "ENTITLED",
	//       "reason": "RULE_SATISFIED",
	//       "headline": "Beds: you have a right to it."
	//     }
	//   }
	// ]
}
