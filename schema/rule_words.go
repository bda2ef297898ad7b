package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// wordRules are about how the SDL is written: its definitions, directives and
// descriptions.
var wordRules = []rule{
	{"definition", wholeDefinitions},
	{"redeclared", declaredOnce},
	{"directive", knownDirectives},
	{"description", described},
}

func wholeDefinitions(s *source, report report) {
	for _, def := range s.doc.Extensions {
		report(place(def.Position), fmt.Sprintf("type %q is extended", def.Name), "write its fields where it is defined")
	}
	for _, def := range slices.Concat(s.doc.Schema, s.doc.SchemaExtension) {
		report(place(def.Position), "a schema block has no place here", "the root type is Query")
	}
	for _, def := range s.doc.Directives {
		if s.words.Directives.ForName(def.Name) == nil {
			report(place(def.Position), fmt.Sprintf("directive @%s has no meaning here", def.Name), "the reader knows those of "+directivesFile)
		}
	}
	for _, name := range []string{"Mutation", "Subscription"} {
		if def := s.defs[name]; def != nil {
			report(place(def.Position), fmt.Sprintf("type %q has no place here", name), "the graph is read, never written, through GraphQL")
		}
	}
}

func declaredOnce(s *source, report report) {
	for _, def := range s.doc.Definitions {
		if first := s.defs[def.Name]; first != def {
			report(place(def.Position), fmt.Sprintf("type %q is defined twice", def.Name), "first at "+place(first.Position).String())
		}
		seen := map[string]bool{}
		once := func(kind, name string, at *ast.Position) {
			if seen[name] {
				report(place(at), fmt.Sprintf("%s %q of %q is written twice", kind, name, def.Name), "")
			}
			seen[name] = true
		}
		for _, f := range def.Fields {
			once("field", f.Name, f.Position)
		}
		for _, v := range def.EnumValues {
			once("value", v.Name, v.Position)
		}
	}
}

// use is one place where directives may stand.
type use struct {
	location ast.DirectiveLocation
	what     string // for people: field "name" of "Service"
	list     ast.DirectiveList
}

// uses gives every place where directives may stand.
func (s *source) uses() []use {
	var list []use
	for _, def := range s.doc.Definitions {
		list = append(list, use{ast.DirectiveLocation(def.Kind), fmt.Sprintf("type %q", def.Name), def.Directives})
		for _, v := range def.EnumValues {
			list = append(list, use{ast.LocationEnumValue, fmt.Sprintf("value %q of %q", v.Name, def.Name), v.Directives})
		}
		for _, f := range def.Fields {
			at := ast.LocationFieldDefinition
			if def.Kind == ast.InputObject {
				at = ast.LocationInputFieldDefinition
			}
			what := fmt.Sprintf("field %q of %q", f.Name, def.Name)
			list = append(list, use{at, what, f.Directives})
			for _, a := range f.Arguments {
				list = append(list, use{ast.LocationArgumentDefinition, fmt.Sprintf("argument %q of %s", a.Name, what), a.Directives})
			}
		}
	}
	return list
}

func knownDirectives(s *source, report report) {
	var known []string
	for _, d := range s.words.Directives {
		known = append(known, d.Name)
	}
	for _, u := range s.uses() {
		seen := map[string]bool{}
		for _, d := range u.list {
			def := s.words.Directives.ForName(d.Name)
			switch {
			case def == nil:
				report(place(d.Position), fmt.Sprintf("%s: directive @%s is not known", u.what, d.Name), didYouMean(d.Name, known))
				continue
			case !slices.Contains(def.Locations, u.location):
				report(place(d.Position), fmt.Sprintf("%s: directive @%s has no place here", u.what, d.Name), "it stands on "+locations(def))
			case seen[d.Name]:
				report(place(d.Position), fmt.Sprintf("%s: directive @%s is written twice", u.what, d.Name), "")
			}
			seen[d.Name] = true
			s.checkArguments(u.what, d, def, report)
		}
	}
}

func locations(def *ast.DirectiveDefinition) string {
	names := make([]string, len(def.Locations))
	for i, l := range def.Locations {
		names[i] = strings.ToLower(strings.ReplaceAll(string(l), "_", " "))
	}
	return strings.Join(names, ", ")
}

func (s *source) checkArguments(what string, d *ast.Directive, def *ast.DirectiveDefinition, report report) {
	var known []string
	for _, a := range def.Arguments {
		known = append(known, a.Name)
		if a.Type.NonNull && d.Arguments.ForName(a.Name) == nil {
			report(place(d.Position), fmt.Sprintf("%s: @%s needs %q", what, d.Name, a.Name), a.Name+": "+a.Type.String())
		}
	}
	for _, a := range d.Arguments {
		declared := def.Arguments.ForName(a.Name)
		if declared == nil {
			report(place(a.Position), fmt.Sprintf("%s: @%s has no argument %q", what, d.Name, a.Name), didYouMean(a.Name, known))
			continue
		}
		s.checkArgument(what, d.Name, a, declared.Type, report)
	}
}

// checkArgument checks the value of a directive's argument: a text, a list of
// texts or a code.
func (s *source) checkArgument(what, directive string, a *ast.Argument, typ *ast.Type, report report) {
	values := []*ast.Value{a.Value}
	if typ.Elem != nil && a.Value.Kind == ast.ListValue {
		values = nil
		for _, c := range a.Value.Children {
			values = append(values, c.Value)
		}
	}
	enum := s.words.Definitions.ForName(typ.Name())
	for _, v := range values {
		switch {
		case enum == nil && (v.Kind != ast.StringValue || v.Raw == ""):
			report(place(v.Position), fmt.Sprintf("%s: %q of @%s is %s, not a text", what, a.Name, directive, v), "write it in quotation marks")
		case enum != nil && (v.Kind != ast.EnumValue || enum.EnumValues.ForName(v.Raw) == nil):
			report(place(v.Position), fmt.Sprintf("%s: %q of @%s is %s, which is no %s", what, a.Name, directive, v, enum.Name), codeHint(v, enum))
		}
	}
}

func codeHint(v *ast.Value, enum *ast.Definition) string {
	if v.Kind == ast.StringValue {
		return "write it without quotation marks"
	}
	var known []string
	for _, e := range enum.EnumValues {
		known = append(known, e.Name)
	}
	return didYouMean(v.Raw, known)
}

func described(s *source, report report) {
	need := func(description, what string, at *ast.Position) {
		if strings.TrimSpace(description) == "" {
			report(place(at), what+" has no description", "write a sentence in quotation marks above it")
		}
	}
	for _, def := range s.doc.Definitions {
		need(def.Description, fmt.Sprintf("type %q", def.Name), def.Position)
		for _, v := range def.EnumValues {
			need(v.Description, fmt.Sprintf("value %q of %q", v.Name, def.Name), v.Position)
		}
		for _, f := range def.Fields {
			what := fmt.Sprintf("field %q of %q", f.Name, def.Name)
			need(f.Description, what, f.Position)
			for _, a := range f.Arguments {
				need(a.Description, fmt.Sprintf("argument %q of %s", a.Name, what), a.Position)
			}
		}
	}
}
