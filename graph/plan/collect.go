package plan

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// group is the fields of a selection that share a response key, in the order in
// which they stand. Validation has seen to it that they ask for the same.
type group struct {
	key    string
	fields []*ast.Field
}

func (g *group) first() *ast.Field { return g.fields[0] }

// selections are what is selected below the group.
func (g *group) selections() []ast.SelectionSet {
	sets := make([]ast.SelectionSet, 0, len(g.fields))
	for _, f := range g.fields {
		if len(f.SelectionSet) > 0 {
			sets = append(sets, f.SelectionSet)
		}
	}
	return sets
}

// collector gathers the fields of selections by response key, as CollectFields of
// the specification does (section 6.3.2).
type collector struct {
	doc       *ast.QueryDocument
	variables variables
	applies   func(condition string) bool
	visited   map[string]bool
	places    map[string]int
	groups    []*group
}

func (c *collector) set(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if c.included(s.Directives) {
				c.field(s)
			}
		case *ast.InlineFragment:
			if c.included(s.Directives) && (s.TypeCondition == "" || c.applies(s.TypeCondition)) {
				c.set(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			c.spread(s)
		}
	}
}

func (c *collector) field(f *ast.Field) {
	key := f.Alias
	if key == "" {
		key = f.Name
	}
	if place, known := c.places[key]; known {
		c.groups[place].fields = append(c.groups[place].fields, f)
		return
	}
	if c.places == nil {
		c.places = map[string]int{}
	}
	c.places[key] = len(c.groups)
	c.groups = append(c.groups, &group{key, []*ast.Field{f}})
}

func (c *collector) spread(s *ast.FragmentSpread) {
	if c.visited[s.Name] || !c.included(s.Directives) {
		return
	}
	if c.visited == nil {
		c.visited = map[string]bool{}
	}
	c.visited[s.Name] = true
	fragment := c.doc.Fragments.ForName(s.Name)
	if fragment != nil && c.applies(fragment.TypeCondition) {
		c.set(fragment.SelectionSet)
	}
}

// included tells what @skip and @include say.
func (c *collector) included(directives ast.DirectiveList) bool {
	for _, d := range directives {
		switch d.Name {
		case "skip":
			if c.variables.flag(d) {
				return false
			}
		case "include":
			if !c.variables.flag(d) {
				return false
			}
		}
	}
	return true
}

// conditions gives the type conditions that decide what is selected from a node,
// each once, in the order of the document.
func conditions(doc *ast.QueryDocument, sets []ast.SelectionSet) []string {
	var list []string
	seen, visited := map[string]bool{}, map[string]bool{}
	var walk func(set ast.SelectionSet)
	note := func(condition string) {
		if condition != "" && !seen[condition] {
			seen[condition] = true
			list = append(list, condition)
		}
	}
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.InlineFragment:
				note(s.TypeCondition)
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				fragment := doc.Fragments.ForName(s.Name)
				if fragment != nil && !visited[s.Name] {
					visited[s.Name] = true
					note(fragment.TypeCondition)
					walk(fragment.SelectionSet)
				}
			}
		}
	}
	for _, set := range sets {
		walk(set)
	}
	return list
}

// switches gives the variables that @skip and @include of an operation depend
// on, each once, in the order of the document. Fragments of other operations may
// add some that do not matter.
func switches(op *ast.OperationDefinition, doc *ast.QueryDocument) []string {
	var names []string
	seen := map[string]bool{}
	var walk func(set ast.SelectionSet)
	note := func(directives ast.DirectiveList) {
		for _, d := range directives {
			arg := d.Arguments.ForName("if")
			if d.Name != "skip" && d.Name != "include" || arg == nil || arg.Value == nil {
				continue
			}
			if arg.Value.Kind == ast.Variable && !seen[arg.Value.Raw] {
				seen[arg.Value.Raw] = true
				names = append(names, arg.Value.Raw)
			}
		}
	}
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				note(s.Directives)
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				note(s.Directives)
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				note(s.Directives)
			}
		}
	}
	walk(op.SelectionSet)
	for _, f := range doc.Fragments {
		walk(f.SelectionSet)
	}
	return names
}
