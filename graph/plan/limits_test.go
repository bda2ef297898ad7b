package plan_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/plan"
	"waymark/graph/storetest"
)

// TestLimits exceeds each limit by one, and just does not.
func TestLimits(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{Depth: 3, Aliases: 3, Fields: 12, Operands: 5})
	tests := []struct {
		name, query string
		want        string // of the message; empty: no error
		path        string
	}{
		{"hops", `{ services { providers { units { country { id } } } } }`, "", ""},
		{"a hop too many", `{ services { providers { units { country { services { id } } } } } }`, "more than 3 hops deep", "services.providers.units.country.services"},
		{"hops through fragments", `{ services { ...F } } fragment F on Service { p: providers { ...G } } fragment G on Organization { units { units { units { id } } } }`, "more than 3 hops deep", "services.p.units.units.units"},
		{"hops of a filter", `{ services(where: {providers: {some: {units: {some: {country: {id: {eq: "x"}}}}}}}) { id } }`, "", ""},
		{"a hop too many of a filter", `{ services(where: {providers: {some: {units: {some: {units: {none: {country: {id: {eq: "x"}}}}}}}}}) { id } }`, "the filter goes more than 3 hops deep", "services"},
		{"a filter below", `{ services { providers { units(where: {units: {some: {units: {some: {id: {eq: "x"}}}}}}) { id } } } }`, "the filter goes more than 3 hops deep", "services.providers.units"},
		{"hops below a computed field", `{ assess(country: "IT", persona: {}) { country { services { providers { units { id } } } } } }`, "", ""},
		{"aliases", `{ a: services { b: id c: id } }`, "", ""},
		{"an alias too many", `{ a: services { b: id c: id d: id } }`, "more than 3 aliases", "a"},
		{"an alias that is the name", `{ services: services { id: id kinds: kinds read: read } }`, "", ""},
		{"aliases in fragments", `{ a: services { ...F } countries { services { ...F } } } fragment F on Service { b: id c: id }`, "more than 3 aliases", "countries.services"},
		{"fields", `{ services { id jurisdiction name kinds from to read duration { length bound until } } }`, "", ""},
		{"a field too many", `{ services { id jurisdiction name kinds from to read knownTo duration { length bound until } } }`, "more than 12 fields", "services.duration"},
		{"fields in fragments", `{ services { ...F providers { units { ...G } services { ...F } } } } fragment F on Service { id kinds from } fragment G on Organization { id tags speaks url }`, "more than 12 fields", "services.providers.services"},
		{"conditions", `{ services(where: {or: [{id: {eq: "a"}}, {from: {lt: null}}], not: {}}) { id } }`, "", ""},
		{"a condition too many", `{ services(where: {or: [{id: {eq: "a"}}, {id: {eq: "a"}}, {id: {eq: "a"}}]}) { id } }`, "more than 5 conditions", "services"},
		{"conditions of several fields", `{ countries(where: {id: {eq: "a"}}) { id } services(where: {id: {eq: "a", in: "b"}, from: {eq: null}, country: {name: {eq: "x"}}}) { id } }`, "more than 5 conditions", "services"},
		{"empty conditions", `{ services(where: {and: [{}, {}, {}, {}, {}, {}]}) { id } }`, "more than 5 conditions", "services"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			doc := parse(t, public, test.query)
			_, _, err := planner.Build(doc.Operations[0], doc, nil)
			if test.want == "" {
				if err != nil {
					t.Errorf("Build(%s) = %v", test.query, err)
				}
				return
			}
			errorsJSON(t, err)
			var list gqlerror.List
			if !errors.As(err, &list) || len(list) != 1 {
				t.Fatalf("Build(%s) = %v, want one error", test.query, err)
			}
			if got := list[0]; !strings.Contains(got.Message, test.want) || got.Path.String() != test.path {
				t.Errorf("Build(%s) = %v, want %q at %s", test.query, got, test.want, test.path)
			}
		})
	}
}

// TestAmplification plans documents that grow without bound when their fragments
// are unfolded; the limits must end that soon.
func TestAmplification(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{Depth: 40, Aliases: 1000})
	var doubled, wide strings.Builder
	doubled.WriteString(`{ organizations { ...F0 } } fragment F30 on Organization { id }`)
	wide.WriteString(`{ organizations { ...F0 } } fragment F30 on Organization { id }`)
	for i := range 30 {
		n, next := string(rune('0'+i/10))+string(rune('0'+i%10)), string(rune('0'+(i+1)/10))+string(rune('0'+(i+1)%10))
		if i == 0 {
			n = "0"
		}
		doubled.WriteString(` fragment F` + n + ` on Organization { a: units { ...F` + next + ` } b: units { ...F` + next + ` } }`)
		wide.WriteString(` fragment F` + n + ` on Organization { units { ...F` + next + ` } unitOf { ...F` + next + ` } }`)
	}
	for _, query := range []string{doubled.String(), wide.String()} {
		doc := parse(t, public, query)
		_, _, err := planner.Build(doc.Operations[0], doc, nil)
		if err == nil || !strings.Contains(err.Error(), "more than") {
			t.Errorf("Build(%s…) = %v, want a limit", query[:60], err)
		}
	}
}

// TestErrorsAreFew asks for a great many errors at once.
func TestErrorsAreFew(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{})
	query := "{" + strings.Repeat(` ... { a: services(limit: -1) { providers(limit: -1) { units(limit: -1) { units(limit: -1) { id } services(limit: -1) { id } } } } }`, 1) +
		` b: services(limit: -1) { id } c: services(limit: -1) { id } d: services(limit: -1) { id } e: services(limit: -1) { id }` +
		` f: services(limit: -1) { id } g: services(limit: -1) { id } h: services(limit: -1) { id } i: services(limit: -1) { id } }`
	doc := parse(t, public, query)
	_, _, err := planner.Build(doc.Operations[0], doc, nil)
	var list gqlerror.List
	if !errors.As(err, &list) || len(list) != 10 {
		t.Errorf("Build gave %d errors, want 10: %v", len(list), err)
	}
}

// TestLocations looks at the places that errors name.
func TestLocations(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{})
	tests := []struct {
		query, variables string
		line, column     int
	}{
		{"{\n  services(\n    asOf: \"x\") { id } }", "", 3, 12},
		{"query (\n  $d: Date) { services(asOf: $d) { id } }", `{"d": "x"}`, 2, 3},
		{"{\n services(where: {and: [{},\n {from: {eq: \"x\"}}]}) { id } }", "", 3, 15},
		{"{\n  country { id } }", "", 2, 3},
	}
	for _, test := range tests {
		doc := parse(t, public, test.query)
		_, _, err := planner.Build(doc.Operations[0], doc, decode(t, test.variables))
		var list gqlerror.List
		if !errors.As(err, &list) || len(list) != 1 || len(list[0].Locations) != 1 {
			t.Errorf("Build(%s) = %v, want one error with one location", test.query, err)
			continue
		}
		if got := list[0].Locations[0]; got.Line != test.line || got.Column != test.column {
			t.Errorf("Build(%s): at %d:%d, want %d:%d", test.query, got.Line, got.Column, test.line, test.column)
		}
	}
}
