package storetest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// mark goes before every response key of a renamed operation. No text of the test
// data holds it, so that taking it out of a response gives the plain one.
const mark = "zz_"

// permuted asks each case again: with all response keys renamed, with selections
// wrapped in fragments, and with both.
func (s *suite) permuted(t *testing.T) {
	for _, c := range Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			if _, listed := s.deviations[c.Name]; listed {
				return
			}
			want := s.ask(t, c.Query, c.Variables, c.Keyed, c.Languages...)
			if len(want.members) == 0 {
				return // an error: its path and place are of the query as it stands
			}
			for name, change := range map[string]func(*ast.QueryDocument){
				"renamed": rename,
				"wrapped": wrap,
				"both":    func(d *ast.QueryDocument) { wrap(d); rename(d) },
			} {
				query := s.changed(t, c, change)
				keyed := c.Keyed
				if name != "wrapped" {
					keyed = renamedKeys(t, keyed)
				}
				got := s.ask(t, query, c.Variables, keyed, c.Languages...).String()
				if got = strings.ReplaceAll(got, mark, ""); got != want.String() {
					t.Errorf("%s, asked as\n%s\ngives\n%s\nwant\n%s", name, query, got, want.String())
				}
			}
		})
	}
}

// changed prints a case's query after a change to its document.
func (s *suite) changed(t *testing.T, c *Case, change func(*ast.QueryDocument)) string {
	t.Helper()
	o, err := s.parse(c.Query, c.Variables)
	if err != nil {
		t.Fatal(err)
	}
	change(o.doc)
	return printed(o.doc)
}

func printed(doc *ast.QueryDocument) string {
	var b strings.Builder
	formatter.NewFormatter(&b).FormatQueryDocument(doc)
	return b.String()
}

// rename gives every field a response key of its own.
func rename(doc *ast.QueryDocument) {
	eachSet(doc, func(_ string, set ast.SelectionSet) ast.SelectionSet {
		for _, s := range set {
			if f, ok := s.(*ast.Field); ok {
				f.Alias = mark + f.Alias
			}
		}
		return set
	})
}

// renamedKeys renames the paths of keyed roots alike.
func renamedKeys(t *testing.T, keyed string) string {
	t.Helper()
	if keyed == "" {
		return ""
	}
	var ids map[string][]string
	if err := json.Unmarshal([]byte(keyed), &ids); err != nil {
		t.Fatalf("keyed.json: %v", err)
	}
	renamed := make(map[string][]string, len(ids))
	for path, list := range ids {
		renamed[mark+strings.ReplaceAll(path, "/", "/"+mark)] = list
	}
	text, err := json.Marshal(renamed)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// wrap puts one half of every selection into an inline fragment and the other
// into a named one.
func wrap(doc *ast.QueryDocument) {
	var made ast.FragmentDefinitionList
	eachSet(doc, func(typ string, set ast.SelectionSet) ast.SelectionSet {
		half := (len(set) + 1) / 2
		wrapped := ast.SelectionSet{&ast.InlineFragment{TypeCondition: typ, SelectionSet: set[:half]}}
		if half == len(set) {
			return wrapped
		}
		f := &ast.FragmentDefinition{Name: fmt.Sprintf("Half%d", len(made)), TypeCondition: typ, SelectionSet: set[half:]}
		made = append(made, f)
		return append(wrapped, &ast.FragmentSpread{Name: f.Name})
	})
	doc.Fragments = append(doc.Fragments, made...)
}

// eachSet changes every selection set of a document, innermost first. The change
// is told the type whose fields the set selects.
func eachSet(doc *ast.QueryDocument, change func(typ string, set ast.SelectionSet) ast.SelectionSet) {
	var walk func(typ string, set ast.SelectionSet) ast.SelectionSet
	walk = func(typ string, set ast.SelectionSet) ast.SelectionSet {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				if len(s.SelectionSet) > 0 {
					s.SelectionSet = walk(s.Definition.Type.Name(), s.SelectionSet)
				}
			case *ast.InlineFragment:
				inner := typ
				if s.TypeCondition != "" {
					inner = s.TypeCondition
				}
				s.SelectionSet = walk(inner, s.SelectionSet)
			}
		}
		return change(typ, set)
	}
	fragments := doc.Fragments
	for _, f := range fragments {
		f.SelectionSet = walk(f.TypeCondition, f.SelectionSet)
	}
	for _, o := range doc.Operations {
		o.SelectionSet = walk("Query", o.SelectionSet)
	}
}
