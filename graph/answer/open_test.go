package answer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/answer"
)

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	many := "entitlement XX:e\n"
	for i := range 65 {
		many += fmt.Sprintf("rule r%d grants XX:e MUST\n", i)
	}
	for _, test := range []struct{ entry, want string }{
		{"rule r grants XX:e MUST if luck=true", `rule r: circumstance "luck" is not defined`},
		{"rule r grants XX:e MUST if consents=perhaps", `rule r: "perhaps" is no answer of consents`},
		{"rule r grants XX:e MUST if nationality=martian", `rule r: "martian" is no answer of nationality`},
		{"rule r grants XX:e MUST if nationality<3", `rule r: nationality cannot be compared by LESS_THAN with ["3"]`},
		{"rule r grants XX:e MUST if months_unemployed=soon", `rule r: "soon" is no answer of months_unemployed`},
		{"rule r grants XX:e SHOULD", `rule r: force "SHOULD"`},
		{"floor f grants XX:e MUST if luck=true", `floor f: circumstance "luck" is not defined`},
		{"complete c XX:e if luck=true", `completeness c: circumstance "luck" is not defined`},
		{many, "XX:e has more than 64 rules"},
	} {
		_, err := answer.Open(parse(t, test.entry))
		if err == nil || err.Error() != test.want {
			t.Errorf("Open(%.60q) = %v, want %s", test.entry, err, test.want)
		}
	}
}

func TestAssessRefuses(t *testing.T) {
	t.Parallel()
	b, err := answer.Open(parse(t, "status XX:s\nentitlement XX:e"))
	if err != nil {
		t.Fatal(err)
	}
	for _, persona := range []string{
		"luck=true", "consents=perhaps", "nationality=martian", "months_unemployed=many", "holds=YY:s", "age_group=minor|adult",
	} {
		_, err := answer.Assess(b, ask("\n"+persona))
		var input *answer.InputError
		if !errors.As(err, &input) || !strings.HasPrefix(persona, input.Circumstance+"=") {
			t.Errorf("Assess(%s) = %v, want an InputError", persona, err)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	b, err := answer.Open(parse(t, `
		entitlement XX:gained
		rule g grants XX:gained MUST if consents=true
		entitlement XX:lost
		rule l grants XX:lost MUST if consents=false
		entitlement XX:changed
		rule c grants XX:changed MAY if consents=true
		entitlement XX:same
		rule s grants XX:same MUST
	`))
	if err != nil {
		t.Fatal(err)
	}
	assess := func(persona string) *answer.Assessment {
		a, err := answer.Assess(b, ask("\n"+persona))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	got := answer.Compare(assess("consents=false"), assess("consents=true"))
	trace := func(rule string, truth answer.Truth, decisive bool) []answer.RuleTrace {
		return []answer.RuleTrace{{Rule: rule, Truth: truth, Decisive: decisive, Checked: true, Conditions: []answer.ConditionTrace{
			{Condition: rule + "/1", Truth: truth, Given: []string{"true"}},
		}}}
	}
	want := answer.Changes{
		Gained:    []answer.Change{{"XX:gained", answer.NotKnown, answer.Entitled, trace("g", answer.True, true)}},
		Lost:      []answer.Change{{"XX:lost", answer.Entitled, answer.NotKnown, trace("l", answer.False, false)}},
		Changed:   []answer.Change{{"XX:changed", answer.NotKnown, answer.Conditional, trace("c", answer.True, true)}},
		Unchanged: 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Compare (-want +got):\n%s", diff)
	}
}
