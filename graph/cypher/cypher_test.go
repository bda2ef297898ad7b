package cypher_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"

	"waymark/graph/cypher"
	"waymark/graph/plan"
	"waymark/graph/storetest"
)

// TestCases compares the statement and the parameters of every case that plans.
func TestCases(t *testing.T) {
	t.Parallel()
	public := storetest.Public(t)
	planner := plan.New(storetest.Model(t), public, plan.Config{})
	compiled := 0
	for _, c := range storetest.Cases(t) {
		if _, planned := c.Section(t, "plan"); !planned {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			doc, list := gqlparser.LoadQuery(public, c.Query)
			if list != nil {
				t.Fatal(list)
			}
			p, _, err := planner.Build(doc.Operations[0], doc, variables(t, c), c.Languages...)
			if err != nil {
				t.Fatal(err)
			}
			statement := cypher.Compile(p)
			if again := cypher.Compile(p); again.Text != statement.Text {
				t.Errorf("Compile gives two texts for one plan:\n%s\n%s", statement.Text, again.Text)
			}
			c.Golden(t, "cypher", statement.Text)
			c.Golden(t, "params.json", params(statement))
		})
		compiled++
	}
	if compiled == 0 {
		t.Error("no case plans")
	}
}

// params writes where each parameter comes from, one a line.
func params(s cypher.Statement) string {
	lines := make([]string, len(s.Params))
	for i, p := range s.Params {
		lines[i] = fmt.Sprintf("  %q: {\"arg\": %d, \"form\": %q}", p.Name, p.Arg, p.Form)
		if p.Form == cypher.CursorValue {
			lines[i] = fmt.Sprintf("  %q: {\"arg\": %d, \"form\": %q, \"element\": %d}", p.Name, p.Arg, p.Form, p.Element)
		}
	}
	if len(lines) == 0 {
		return "{}"
	}
	return "{\n" + strings.Join(lines, ",\n") + "\n}"
}

func variables(t testing.TB, c *storetest.Case) map[string]any {
	t.Helper()
	if c.Variables == "" {
		return nil
	}
	var v map[string]any
	decoder := json.NewDecoder(strings.NewReader(c.Variables))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
