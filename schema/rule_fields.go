package schema

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/text/language"
)

// fieldRules are about how the values of a node are stored.
var fieldRules = []rule{
	{"stored", storedAsOne},
	{"list", plainLists},
	{"embedded", flatObjects},
	{"key", keysOfOneValue},
	{"localized", localizedTexts},
	{"language", languageTags},
	{"fulltext", searchedTexts},
	{"precision", precisionOfDates},
	{"reserved", freeColumns},
}

// storedField is a field that says where values of the graph are.
type storedField struct {
	def  *ast.Definition
	f    *ast.FieldDefinition
	what string // for people: field "name" of "Service"
}

// eachStored calls do for every stored field.
func (s *source) eachStored(do func(def *ast.Definition, f *ast.FieldDefinition, what string)) {
	for _, stored := range s.stored {
		do(stored.def, stored.f, stored.what)
	}
}

func (s *source) storedFields() []storedField {
	var list []storedField
	for _, def := range s.doc.Definitions {
		if !s.stores(def) {
			continue
		}
		for _, f := range def.Fields {
			list = append(list, storedField{def, f, fmt.Sprintf("field %q of %q", f.Name, def.Name)})
		}
	}
	return list
}

func (s *source) stores(def *ast.Definition) bool {
	return def.Kind == ast.Interface || s.model.Node(def.Name) != nil || s.model.EmbeddedType(def.Name) != nil
}

func storedAsOne(s *source, report report) {
	s.eachStored(func(_ *ast.Definition, f *ast.FieldDefinition, what string) {
		if len(f.Arguments) > 0 {
			report(place(f.Position), what+" has arguments", "those of stored fields are made by the generator")
		}
		leads := f.Directives.ForName("relationship")
		switch object := s.defs[f.Type.Name()]; {
		case leads == nil && object != nil && len(s.model.NodesOf(object.Name)) > 0:
			report(place(f.Position), fmt.Sprintf("%s: %q is reached by a relationship", what, object.Name), `write @relationship(type: "…", direction: OUT)`)
		case leads == nil && object != nil && object.Directives.ForName("computed") != nil:
			report(place(f.Position), fmt.Sprintf("%s: %q is computed and cannot be stored", what, object.Name), "")
		}
		for _, other := range []string{"localized", "key", "indexed", "fulltext"} {
			if d := f.Directives.ForName(other); leads != nil && d != nil {
				report(place(d.Position), fmt.Sprintf("%s: @%s stands on a value, not on a relationship", what, other), "")
			}
		}
	})
}

func plainLists(s *source, report report) {
	s.eachStored(func(_ *ast.Definition, f *ast.FieldDefinition, what string) {
		if f.Type.Elem != nil && !(f.Type.NonNull && f.Type.Elem.NonNull) {
			report(place(f.Type.Position), fmt.Sprintf("%s: a stored list is never null and has no nulls", what),
				fmt.Sprintf("write [%s!]!", f.Type.Name()))
		}
		if d := f.Directives.ForName("connection"); d != nil && (f.Type.Elem == nil || f.Directives.ForName("relationship") == nil) {
			report(place(d.Position), what+": @connection stands on a list of a relationship", "")
		}
	})
}

func flatObjects(s *source, report report) {
	s.eachStored(func(def *ast.Definition, f *ast.FieldDefinition, what string) {
		inner := s.model.EmbeddedType(f.Type.Name()) != nil
		if inner && f.Type.Elem != nil {
			report(place(f.Position), what+": value objects do not stand in lists", "make it a node type")
		}
		if s.model.EmbeddedType(def.Name) == nil {
			return
		}
		if inner {
			report(place(f.Position), what+": value objects do not nest", "")
		}
		for _, d := range f.Directives {
			switch d.Name {
			case "relationship", "localized", "key", "indexed", "fulltext":
				report(place(d.Position), fmt.Sprintf("%s: @%s has no place in a value object", what, d.Name), "")
			}
		}
	})
}

func keysOfOneValue(s *source, report report) {
	s.eachStored(func(def *ast.Definition, f *ast.FieldDefinition, what string) {
		for _, name := range []string{"key", "indexed"} {
			d := f.Directives.ForName(name)
			if d == nil {
				continue
			}
			t, _ := scalarType(f.Type.Name())
			switch {
			case f.Type.Elem != nil:
				report(place(d.Position), fmt.Sprintf("%s: @%s does not stand on a list", what, name), "")
			case f.Directives.ForName("localized") != nil:
				report(place(d.Position), fmt.Sprintf("%s: @%s does not stand on a text in several languages", what, name), "")
			case s.model.EmbeddedType(f.Type.Name()) != nil:
				report(place(d.Position), fmt.Sprintf("%s: @%s does not stand on a value object", what, name), "")
			case name == "key" && (t == Float || t == Boolean):
				report(place(d.Position), fmt.Sprintf("%s: a key is no %s", what, t), "")
			case name == "key" && def.Kind == ast.Interface:
				report(place(d.Position), what+": a key is of a node type, not of an interface", "")
			}
		}
	})
}

func localizedTexts(s *source, report report) {
	s.eachStored(func(_ *ast.Definition, f *ast.FieldDefinition, what string) {
		d := f.Directives.ForName("localized")
		if d == nil {
			return
		}
		if f.Type.Elem != nil || f.Type.Name() != "String" {
			report(place(d.Position), fmt.Sprintf("%s: @localized stands on a String, not on %s", what, f.Type), "")
		}
		if s.model.Enum("Language") == nil {
			report(place(d.Position), what+": there is no enum \"Language\"", "it lists the languages that texts may be in")
		}
	})
}

// languageTags: the languages are told by their tags, English first, since that
// is what a text falls back to.
func languageTags(s *source, report report) {
	def := s.defs["Language"]
	if def == nil || def.Kind != ast.Enum {
		return
	}
	for i, v := range def.EnumValues {
		if _, err := language.Parse(v.Name); err != nil {
			report(place(v.Position), fmt.Sprintf("value %q of \"Language\" is no language (BCP 47)", v.Name), "")
		}
		if (v.Name == "EN") != (i == 0) {
			report(place(v.Position), fmt.Sprintf("value %q of \"Language\": English, and only English, stands first", v.Name), "")
		}
	}
}

func searchedTexts(s *source, report report) {
	s.eachStored(func(_ *ast.Definition, f *ast.FieldDefinition, what string) {
		if d := f.Directives.ForName("fulltext"); d != nil && f.Type.Name() != "String" {
			report(place(d.Position), fmt.Sprintf("%s: @fulltext stands on a String, not on %s", what, f.Type), "")
		}
	})
}

// precisionOfDates: fromPrecision tells how exactly from is known.
func precisionOfDates(s *source, report report) {
	s.eachStored(func(def *ast.Definition, f *ast.FieldDefinition, what string) {
		base, ok := strings.CutSuffix(f.Name, "Precision")
		if !ok || f.Type.Name() != "DatePrecision" {
			return
		}
		if date := def.Fields.ForName(base); date == nil || date.Type.Name() != "Date" || date.Type.Elem != nil {
			report(place(f.Position), fmt.Sprintf("%s tells how exactly %q is known, and there is no such date", what, base), "")
		}
	})
}

// freeColumns: the stores keep the release, folded texts and sort keys beside the
// values, and every value in a column of its own.
func freeColumns(s *source, report report) {
	for _, n := range s.model.Nodes {
		if strings.HasPrefix(n.Label, "Waymark") {
			report(n.Pos, fmt.Sprintf("type %q: labels that begin with Waymark are the store's own", n.Name), "")
		}
		columns := map[string]string{}
		for _, f := range n.Fields {
			for _, p := range f.properties() {
				first, taken := columns[p.Column]
				switch {
				case p.Column == "release", strings.HasSuffix(p.Column, "_fold"), strings.HasSuffix(p.Column, "_sort"):
					report(f.Pos, fmt.Sprintf("field %q of %q: column %q is the store's own", f.Name, n.Name, p.Column), "choose another name")
				case taken && first != f.Name:
					report(f.Pos, fmt.Sprintf("field %q of %q: column %q is that of field %q", f.Name, n.Name, p.Column, first), "choose another name")
				}
				columns[p.Column] = f.Name
			}
		}
	}
}

// properties gives the properties that hold the field's value.
func (f *Field) properties() []*Property {
	switch {
	case f.Property != nil:
		return []*Property{f.Property}
	case f.Embedded != nil:
		var list []*Property
		for _, inner := range f.Embedded.Fields {
			list = append(list, inner.properties()...)
		}
		return list
	default:
		return f.Localized
	}
}
