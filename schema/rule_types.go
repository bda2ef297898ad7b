package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// typeRules are about what types are, and which types a field may have.
var typeRules = []rule{
	{"kind", oneKind},
	{"scalar", knownScalars},
	{"type", knownTypes},
	{"union", unionsOfNodes},
	{"id", nodesHaveID},
}

// kinds are the directives that say what an object type is.
func kinds() []string { return []string{"node", "embedded", "computed"} }

func oneKind(s *source, report report) {
	for _, def := range s.doc.Definitions {
		if def.Kind != ast.Object {
			continue
		}
		var found []string
		for _, k := range kinds() {
			if def.Directives.ForName(k) != nil {
				found = append(found, "@"+k)
			}
		}
		at, name := place(def.Position), def.Name
		switch {
		case name == "Mutation", name == "Subscription": // a fault of its own
		case name == "Query" && len(found) > 0:
			report(at, fmt.Sprintf("type %q is the root and takes no %s", name, found[0]), "")
		case name != "Query" && len(found) == 0:
			report(at, fmt.Sprintf("type %q does not say what it is", name), "write @node, @embedded or @computed")
		case len(found) > 1:
			report(at, fmt.Sprintf("type %q is both %s", name, strings.Join(found, " and ")), "one of them")
		}
		if d := def.Directives.ForName("node"); d != nil && len(texts(d, "labels")) > 1 {
			report(place(d.Position), fmt.Sprintf("type %q has several labels", name), "the type is told by one label")
		}
	}
}

func knownScalars(s *source, report report) {
	var known []string
	for t := range EnumType {
		known = append(known, t.String())
	}
	first := Pos{}
	for _, def := range s.doc.Definitions {
		if first.File == "" {
			first = place(def.Position)
		}
		if def.Kind == ast.Scalar && !slices.Contains(known, def.Name) {
			report(place(def.Position), fmt.Sprintf("scalar %q has no meaning here", def.Name), didYouMean(def.Name, known))
		}
		if i := slices.Index(known, def.Name); i >= 0 && Type(i) <= Boolean {
			report(place(def.Position), fmt.Sprintf("%q is a scalar of GraphQL itself", def.Name), "leave it out")
		}
	}
	if def := s.defs["Date"]; first.File != "" && (def == nil || def.Kind != ast.Scalar) {
		report(first, "scalar \"Date\" is not declared", "the argument asOf has this type")
	}
}

// builtIn reports whether GraphQL itself has the scalar.
func builtIn(name string) bool {
	t, ok := scalarType(name)
	return ok && t <= Boolean
}

// typeNames gives the types that are declared and satisfy keep, and GraphQL's own.
func (s *source) typeNames(keep func(*ast.Definition) bool) []string {
	names := []string{}
	for t := ID; t <= Boolean; t++ {
		names = append(names, t.String())
	}
	for name, def := range s.defs {
		if keep(def) {
			names = append(names, name)
		}
	}
	return names
}

func knownTypes(s *source, report report) {
	input := func(def *ast.Definition) bool { return def.IsInputType() }
	output := func(def *ast.Definition) bool { return def.Kind != ast.InputObject && def.Name != "Query" }
	for _, def := range s.doc.Definitions {
		for _, f := range def.Fields {
			what, fits := fmt.Sprintf("field %q of %q", f.Name, def.Name), output
			if def.Kind == ast.InputObject {
				fits = input
			}
			s.checkType(what, f.Type, fits, report)
			for _, a := range f.Arguments {
				s.checkType(fmt.Sprintf("argument %q of %s", a.Name, what), a.Type, input, report)
			}
		}
	}
}

func (s *source) checkType(what string, typ *ast.Type, fits func(*ast.Definition) bool, report report) {
	name := typ.Name()
	def := s.defs[name]
	switch {
	case builtIn(name), name == personaInput && def == nil:
	case def == nil:
		report(place(typ.Position), fmt.Sprintf("%s: type %q is not defined", what, name), didYouMean(name, s.typeNames(fits)))
	case !fits(def):
		report(place(typ.Position), fmt.Sprintf("%s: type %q is %s, which has no place here", what, name, kindWord(def)), "")
	}
	if typ.Elem != nil && typ.Elem.Elem != nil {
		report(place(typ.Position), what+": lists of lists have no place here", "")
	}
}

func kindWord(def *ast.Definition) string {
	switch {
	case def.Kind == ast.InputObject:
		return "an input"
	case def.Name == "Query":
		return "the root"
	case def.Kind == ast.Interface:
		return "an interface"
	case def.Kind == ast.Object:
		return "an object"
	default:
		return "a " + strings.ToLower(string(def.Kind))
	}
}

func unionsOfNodes(s *source, report report) {
	var nodes []string
	for _, n := range s.model.Nodes {
		nodes = append(nodes, n.Name)
	}
	for _, def := range s.doc.Definitions {
		if def.Kind != ast.Union {
			continue
		}
		for i, name := range def.Types {
			if s.model.Node(name) == nil {
				report(place(def.TypePositions[i]), fmt.Sprintf("union %q: %q is no node type", def.Name, name), didYouMean(name, nodes))
			}
		}
	}
}

func nodesHaveID(s *source, report report) {
	for _, n := range s.model.Nodes {
		def := s.defs[n.Name]
		f := def.Fields.ForName("id")
		switch {
		case f == nil:
			report(n.Pos, fmt.Sprintf("node type %q has no id", n.Name), "write id: ID!")
		case f.Type.String() != "ID!":
			report(place(f.Position), fmt.Sprintf("field \"id\" of %q is %s", n.Name, f.Type), "write id: ID!")
		}
	}
}
