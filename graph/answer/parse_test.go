package answer_test

import (
	"fmt"
	"strings"
	"testing"

	"waymark/graph/answer"
)

// circumstances are what the tests ask about a person: those of the code lists
// that the situations need.
const circumstances = `
circumstance nationality many control=GIVEN values=national,eu,eu-transitional,third-country,stateless>third-country
circumstance age_group control=GIVEN values=minor,adult,age-disputed?
circumstance recognition control=AUTHORITY values=not-yet,presumed,reasonable-grounds>presumed,identified,conclusive-grounds>identified,refused
circumstance identified_by many control=AUTHORITY values=ngo,social-services,police,other-member-state,nobody-yet
circumstance referred_by many control=NGO values=ngo,police,nobody-yet next="Ask an organization whether it refers you."
circumstance consents kind=BOOLEAN control=PERSON exposes
circumstance holds kind=HOLDINGS many control=AUTHORITY
circumstance phase control=AUTHORITY values=reflection,proceedings,recovery,long-term
circumstance in_distress kind=BOOLEAN control=GIVEN
circumstance in_danger kind=BOOLEAN control=GIVEN
circumstance ties_cut kind=BOOLEAN control=PERSON
circumstance cooperation many control=PERSON values=none,information,statement,complaint,witness next="Take advice first." exposes
circumstance police_request kind=BOOLEAN control=AUTHORITY
circumstance accepts_support kind=BOOLEAN control=PERSON
circumstance accommodation control=PERSON values=centre,private,other
circumstance months_in_centre kind=NUMBER control=GIVEN
circumstance days_since_reasonable_grounds kind=NUMBER control=GIVEN
circumstance months_unemployed kind=NUMBER control=GIVEN
circumstance has_identity_document kind=BOOLEAN control=AUTHORITY
`

// parse reads a country's entries, one a line: a word for the type, an id, words
// and attributes, and after "if" conditions.
func parse(t *testing.T, text string) answer.Entries {
	t.Helper()
	e := answer.Entries{Country: "XX", Name: "Testland", Help: []string{"XX:line"}}
	for _, line := range strings.Split(circumstances+text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		l := split(line)
		switch l.words[0] {
		case "circumstance":
			e.Circumstances = append(e.Circumstances, l.circumstance(len(e.Circumstances)+1))
		case "status":
			e.Statuses = append(e.Statuses, answer.Status{ID: l.words[1], Name: l.or("name", l.words[1]), Phase: l.attrs["phase"], Window: l.window()})
		case "permit":
			e.Permits = append(e.Permits, answer.Permit{ID: l.words[1], Name: l.or("name", l.words[1]), Proves: l.attrs["proves"], Practice: l.practice(), Window: l.window()})
		case "entitlement":
			e.Entitlements = append(e.Entitlements, answer.Entitlement{
				ID: l.words[1], Name: l.or("name", l.words[1]), Types: l.list("types"), Wider: l.list("wider"),
				Duration: l.attrs["duration"], Practice: l.practice(), Areas: l.list("areas"), Window: l.window(),
			})
		case "rule":
			e.Rules = append(e.Rules, l.rule(t))
		case "floor":
			e.Floors = append(e.Floors, l.rule(t))
		case "complete":
			e.Completeness = append(e.Completeness, answer.Completeness{
				ID: l.words[1], About: l.words[2], Conditions: l.conditions(t), Voices: voices(l.list("voices")), Window: l.window(),
			})
		case "member":
			e.Memberships = append(e.Memberships, answer.Membership{Group: l.words[1], Window: l.window()})
		case "conflict":
			e.Conflicts = append(e.Conflicts, answer.Conflict{
				ID: l.words[1], Kind: answer.ConflictKind(l.words[2]), About: l.list("about"), Voices: voices(l.list("voices")),
			})
		case "area":
			e.Areas = append(e.Areas, answer.Area{ID: l.words[1], Name: l.or("name", l.words[1])})
		default:
			t.Fatalf("no such entry: %s", line)
		}
	}
	return e
}

type line struct {
	words []string
	attrs map[string]string
	terms []string // after "if"
}

// split cuts a line at its blanks, save for those within quotation marks.
func split(s string) line {
	l := line{attrs: map[string]string{}}
	quoted, conditions := false, false
	for _, word := range strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	}) {
		word = strings.ReplaceAll(word, `"`, "")
		key, value, attr := strings.Cut(word, "=")
		switch {
		case word == "if":
			conditions = true
		case conditions:
			l.terms = append(l.terms, word)
		case attr:
			l.attrs[key] = value
		default:
			l.words = append(l.words, word)
		}
	}
	return l
}

func (l line) or(key, other string) string {
	if v, ok := l.attrs[key]; ok {
		return v
	}
	return other
}

func (l line) list(key string) []string {
	if l.attrs[key] == "" {
		return nil
	}
	return strings.Split(l.attrs[key], "|")
}

func (l line) has(word string) bool {
	for _, w := range l.words {
		if w == word {
			return true
		}
	}
	return false
}

func voices(list []string) []answer.Voice {
	var vs []answer.Voice
	for _, v := range list {
		vs = append(vs, answer.Voice(v))
	}
	return vs
}

// window is known to hold up to the end of May 2013, unless the line says its own.
func (l line) window() answer.Window {
	return answer.Window{
		From: l.attrs["from"], FromPrecision: answer.Precision(l.attrs["fromPrecision"]),
		To: l.attrs["to"], ToPrecision: answer.Precision(l.attrs["toPrecision"]),
		KnownTo: l.or("knownTo", "2013-05-31"),
	}
}

func (l line) practice() answer.Practice {
	return answer.Practice{Is: answer.PracticeKind(l.attrs["practice"]), Voices: voices(l.list("practiceVoices"))}
}

func (l line) circumstance(order int) answer.Circumstance {
	c := answer.Circumstance{
		ID: "CORE:" + l.words[1], Code: l.words[1], Name: strings.ReplaceAll(l.words[1], "_", " "),
		Kind: answer.Kind(l.or("kind", "CODE")), Many: l.has("many"), Control: answer.Control(l.attrs["control"]),
		Order: order, NextStep: l.attrs["next"], Exposes: l.has("exposes"),
	}
	if l.attrs["values"] == "" {
		return c
	}
	for _, v := range strings.Split(l.attrs["values"], ",") {
		code, unknown := strings.CutSuffix(v, "?")
		code, broader, _ := strings.Cut(code, ">")
		c.Values = append(c.Values, answer.Value{Code: code, Name: code, MeansUnknown: unknown, Broader: broader})
	}
	return c
}

func (l line) rule(t *testing.T) answer.Rule {
	t.Helper()
	effect := answer.Grant
	if l.words[2] == "denies" {
		effect = answer.Deny
	}
	return answer.Rule{
		ID: l.words[1], Effect: effect, Target: l.words[3], Force: answer.Force(l.words[4]),
		Conditions: l.conditions(t), Overrides: l.list("overrides"), Areas: l.list("areas"),
		Act:      answer.Act{By: answer.Control(l.attrs["by"]), Does: l.attrs["does"], Exposes: l.has("exposes")},
		Practice: l.practice(), Group: l.attrs["group"], Types: l.list("types"), Wider: l.list("wider"),
		Voices: voices(strings.Split(l.or("voices", "REPORT"), "|")), Note: l.attrs["note"], Window: l.window(),
	}
}

var operators = []struct {
	sign string
	is   answer.Operator
}{
	{"!=", answer.NotIn}, {"<=", answer.AtMost}, {">=", answer.AtLeast},
	{"<", answer.LessThan}, {">", answer.MoreThan}, {"=", answer.In},
}

func (l line) conditions(t *testing.T) []answer.Condition {
	t.Helper()
	var list []answer.Condition
next:
	for i, term := range l.terms {
		for _, o := range operators {
			if code, values, ok := strings.Cut(term, o.sign); ok {
				list = append(list, answer.Condition{
					ID: fmt.Sprintf("%s/%d", l.words[1], i+1), Circumstance: code, Operator: o.is, Values: strings.Split(values, "|"),
				})
				continue next
			}
		}
		t.Fatalf("no condition: %s", term)
	}
	return list
}

// ask reads a question: attributes on the first line, the persona on the second.
func ask(text string) answer.Question {
	first, second, _ := strings.Cut(text, "\n")
	l := split("ask " + first)
	q := answer.Question{
		Day: l.or("day", "2013-05-01"), Area: l.attrs["area"], Trust: answer.Trust(l.attrs["trust"]),
		Entitlements: l.list("for"), Types: l.list("types"),
	}
	for _, word := range strings.Fields(second) {
		code, values, _ := strings.Cut(word, "=")
		a := answer.Answer{Circumstance: code}
		if values != "" {
			a.Values = strings.Split(values, "|")
		}
		q.Persona = append(q.Persona, a)
	}
	return q
}

// print writes an assessment for people, all that is not empty.
func print(a *answer.Assessment) string {
	var b strings.Builder
	for _, h := range a.Held {
		fmt.Fprintf(&b, "held %s → %s\n", h.Given, h.Status)
	}
	for _, r := range a.Results {
		fmt.Fprintf(&b, "%s %s %s, in law %s, in practice %s", r.Entitlement, r.Outcome, r.Reason, r.InLaw, r.InPractice)
		if r.Basis != "" {
			fmt.Fprintf(&b, ", basis %s", r.Basis)
		}
		if r.Disputed {
			b.WriteString(", disputed")
		}
		fmt.Fprintf(&b, "\n  %s\n", r.Headline)
		if r.Until != "" {
			fmt.Fprintf(&b, "  until %s\n", r.Until)
		}
		if r.LastKnown != nil {
			fmt.Fprintf(&b, "  last known %s %s on %s\n", r.LastKnown.Outcome, r.LastKnown.Reason, r.LastKnown.On)
		}
		for _, d := range r.DependsOn {
			fmt.Fprintf(&b, "  depends on %s %s %q\n", d.Code, d.Control, d.NextStep)
		}
		for _, s := range r.Assumptions {
			fmt.Fprintf(&b, "  assumes %s\n", s)
		}
		if r.Warning != "" {
			fmt.Fprintf(&b, "  warning %s\n", r.Warning)
		}
		for _, h := range r.Help {
			fmt.Fprintf(&b, "  help %s\n", h)
		}
		for _, f := range r.Floors {
			fmt.Fprintf(&b, "  floor %s %s\n", f.Rule, f.Truth)
		}
		for _, t := range r.Trace {
			fmt.Fprintf(&b, "  rule %s %s", t.Rule, t.Truth)
			if t.Decisive {
				b.WriteString(" decisive")
			}
			if !t.Checked {
				b.WriteString(" unchecked")
			}
			for _, c := range t.Conditions {
				fmt.Fprintf(&b, " [%s %v]", c.Truth, c.Given)
			}
			b.WriteString("\n")
		}
	}
	for _, m := range a.MissingFacts {
		fmt.Fprintf(&b, "ask %s decides %d\n", m.Code, m.WouldDecide)
	}
	return b.String()
}
