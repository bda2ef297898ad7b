package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// graphRules are about relationships, interfaces and how seed files write both.
var graphRules = []rule{
	{"relationship", relationshipsLead},
	{"direction", readBackwards},
	{"twice", toldApart},
	{"interface", implemented},
	{"dated", datedAndSourced},
	{"seed", seedForm},
	{"seed-key", seedKeys},
}

func relationshipsLead(s *source, report report) {
	var known []string
	for name := range s.defs {
		if len(s.model.NodesOf(name)) > 0 {
			known = append(known, name)
		}
	}
	pattern := regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)
	s.eachStored(func(_ *ast.Definition, f *ast.FieldDefinition, what string) {
		d := f.Directives.ForName("relationship")
		if d == nil {
			return
		}
		target := f.Type.Name()
		if len(s.model.NodesOf(target)) == 0 && (s.defs[target] != nil || builtIn(target)) {
			report(place(f.Type.Position), fmt.Sprintf("%s: %q is no node type, nor an interface or union of them", what, target), didYouMean(target, known))
		}
		if typ := text(d, "type"); typ != "" && !pattern.MatchString(typ) {
			report(place(d.Position), fmt.Sprintf("%s: relationship type %q", what, typ), "write capitals and underscores: PROVIDED_BY")
		}
	})
}

// readBackwards: what a field reads backwards, the other side stores.
func readBackwards(s *source, report report) {
	for _, n := range s.model.Nodes {
		for _, f := range n.Fields {
			r := f.Relationship
			if r == nil || r.Direction != In {
				continue
			}
			for _, target := range r.Targets {
				if target.stores(r.Type, n) {
					continue
				}
				report(f.Pos, fmt.Sprintf("field %q of %q reads %s from %q, which stores none to %q", f.Name, n.Name, r.Type, target.Name, n.Name),
					target.outHint(r.Type))
			}
		}
	}
}

// stores reports whether the node type has the relationship towards another.
func (n *Node) stores(typ string, to *Node) bool {
	return slices.ContainsFunc(n.Outgoing, func(r *Relationship) bool {
		return r.Type == typ && slices.Contains(r.Targets, to)
	})
}

// outHint tells where the relationship of that type leads instead, or which was meant.
func (n *Node) outHint(typ string) string {
	var known []string
	for _, r := range n.Outgoing {
		if r.Type == typ {
			return fmt.Sprintf("its field %q leads to %q", r.Name, r.Target)
		}
		known = append(known, r.Type)
	}
	return didYouMean(typ, known)
}

// toldApart: two fields of one type may store relationships of one type only if
// the targets tell them apart.
func toldApart(s *source, report report) {
	for _, n := range s.model.Nodes {
		for i, r := range n.Outgoing {
			for _, earlier := range n.Outgoing[:i] {
				if shared := sharedTarget(r, earlier); r.Type == earlier.Type && shared != nil {
					report(n.Field(r.Name).Pos, fmt.Sprintf("fields %q and %q of %q both store %s to %q", earlier.Name, r.Name, n.Name, r.Type, shared.Name),
						"give one of them another type")
				}
			}
		}
	}
}

func sharedTarget(a, b *Relationship) *Node {
	for _, n := range a.Targets {
		if slices.Contains(b.Targets, n) {
			return n
		}
	}
	return nil
}

func implemented(s *source, report report) {
	var known []string
	for _, i := range s.model.Interfaces {
		known = append(known, i.Name)
	}
	for _, def := range s.doc.Definitions {
		if def.Kind == ast.Interface && len(def.Interfaces) > 0 {
			report(place(def.Position), fmt.Sprintf("interface %q implements another", def.Name), "only types do so here")
			continue
		}
		for i, name := range def.Interfaces {
			iface := s.defs[name]
			switch {
			case iface == nil || iface.Kind != ast.Interface:
				report(place(def.Position), fmt.Sprintf("type %q: there is no interface %q", def.Name, name), didYouMean(name, known))
			case slices.Contains(def.Interfaces[:i], name):
				report(place(def.Position), fmt.Sprintf("type %q implements %q twice", def.Name, name), "")
			default:
				s.checkImplements(def, iface, report)
			}
		}
	}
}

func (s *source) checkImplements(def, iface *ast.Definition, report report) {
	for _, want := range iface.Fields {
		f := def.Fields.ForName(want.Name)
		if f == nil {
			report(place(def.Position), fmt.Sprintf("type %q lacks field %q of interface %q", def.Name, want.Name, iface.Name), want.Name+": "+want.Type.String())
			continue
		}
		what := fmt.Sprintf("field %q of %q", f.Name, def.Name)
		if !narrows(f.Type, want.Type) {
			report(place(f.Position), fmt.Sprintf("%s is %s, in interface %q %s", what, f.Type, iface.Name, want.Type), "")
		}
		if got, wanted := storage(f), storage(want); s.model.Node(def.Name) != nil && got != wanted {
			report(place(f.Position), fmt.Sprintf("%s is stored as %s, in interface %q as %s", what, got, iface.Name, wanted), "")
		}
		if want.Directives.ForName("connection") != nil && f.Directives.ForName("connection") == nil {
			report(place(f.Position), fmt.Sprintf("%s lacks @connection, which interface %q has", what, iface.Name), "")
		}
	}
}

// narrows reports whether a is b, save that it may be non-null where b is not.
// Other types would give the generated arguments of the two fields other types.
func narrows(a, b *ast.Type) bool {
	return strings.TrimSuffix(a.String(), "!") == strings.TrimSuffix(b.String(), "!") && (a.NonNull || !b.NonNull)
}

// storage says how a field is stored, for people.
func storage(f *ast.FieldDefinition) string {
	if d := f.Directives.ForName("relationship"); d != nil {
		return text(d, "type") + " " + text(d, "direction")
	}
	if f.Directives.ForName("localized") != nil {
		return "a text in several languages"
	}
	return "a value"
}

// datedAndSourced: what the reader takes from two interfaces must be in them.
func datedAndSourced(s *source, report report) {
	need := func(name, field, typ string) {
		i := s.defs[name]
		if i == nil || i.Kind != ast.Interface {
			return
		}
		if f := i.Fields.ForName(field); f == nil || f.Type.String() != typ {
			report(place(i.Position), fmt.Sprintf("interface %q lacks field %q", name, field), field+": "+typ)
		}
	}
	need("Dated", "from", "Date")
	need("Dated", "to", "Date")
	need("Sourced", "statements", "[Statement!]!")
}
