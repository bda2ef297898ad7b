package schema

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// seedForm: a form of writing fits the field that it is written on.
func seedForm(s *source, report report) {
	s.eachStored(func(def *ast.Definition, f *ast.FieldDefinition, what string) {
		d := f.Directives.ForName("seed")
		if d == nil {
			return
		}
		form, role := text(d, "form"), text(d, "role")
		if want := wantedShape(form); want != "" && !shaped(f, form) {
			report(place(d.Position), fmt.Sprintf("%s: form %s stands on %s", what, form, want), "")
		}
		if form == "OWNED" {
			s.checkOwner(def, f, what, report)
		}
		s.checkRole(d, form, role, what, report)
	})
}

// wantedShape tells for people on which fields a form stands; empty: on any.
func wantedShape(form string) string {
	switch form {
	case "OWNED", "CONDITIONS", "COMPLETENESS":
		return "a list that a relationship IN leads to"
	case "ROLE":
		return "a list that a relationship OUT leads to"
	case "EFFECT":
		return "one node that a relationship OUT leads to"
	}
	return ""
}

func shaped(f *ast.FieldDefinition, form string) bool {
	direction, list := text(f.Directives.ForName("relationship"), "direction"), f.Type.Elem != nil
	switch form {
	case "ROLE":
		return direction == "OUT" && list
	case "EFFECT":
		return direction == "OUT" && !list
	default:
		return direction == "IN" && list
	}
}

// checkOwner: the entries that a field owns find the way back by themselves.
func (s *source) checkOwner(def *ast.Definition, f *ast.FieldDefinition, what string, report report) {
	typ := text(f.Directives.ForName("relationship"), "type")
	owner := s.model.Node(def.Name)
	if owner == nil {
		return
	}
	for _, owned := range s.model.NodesOf(f.Type.Name()) {
		for _, r := range owned.Outgoing {
			if r.Type == typ && sharedTarget(r, &Relationship{Targets: []*Node{owner}}) != nil && r.Seed.Form != Derived {
				report(owned.Field(r.Name).Pos, fmt.Sprintf("field %q of %q leads to the entry around it (%s)", r.Name, owned.Name, what),
					"write @seed(form: DERIVED)")
			}
		}
	}
}

func (s *source) checkRole(d *ast.Directive, form, role, what string, report report) {
	kinds := s.model.Enum("RoleKind")
	switch {
	case form != "ROLE" && role != "":
		report(place(d.Position), fmt.Sprintf("%s: a role goes with form ROLE", what), "")
	case form == "ROLE" && role == "":
		report(place(d.Position), fmt.Sprintf("%s: form ROLE needs a role", what), "")
	case form == "ROLE" && kinds == nil:
		report(place(d.Position), fmt.Sprintf("%s: there is no enum \"RoleKind\"", what), "")
	case form == "ROLE" && !kinds.Has(role):
		report(place(d.Position), fmt.Sprintf("%s: %q is no RoleKind", what, role), didYouMean(role, kinds.Names()))
	}
}

// seedKeys: every field that a seed file writes has a word of its own there.
func seedKeys(s *source, report report) {
	for _, n := range s.model.Nodes {
		checkSeedKeys(n.Name, n.Fields, report)
	}
	for _, e := range s.model.Embedded {
		checkSeedKeys(e.Name, e.Fields, report)
	}
}

func checkSeedKeys(name string, fields []*Field, report report) {
	first := map[string]string{}
	for _, f := range fields {
		if f.Seed.Form == Derived || f.Name == "id" {
			continue
		}
		if other, taken := first[f.Seed.Key]; taken && other != f.Name {
			report(f.Pos, fmt.Sprintf("fields %q and %q of %q are both written %q in seed files", other, f.Name, name, f.Seed.Key), `write @seed(key: "…")`)
			continue
		}
		first[f.Seed.Key] = f.Name
	}
}
