package schema

import "fmt"

// nameRules are about names that must not meet: sections, labels, root fields
// and the types that the public schema adds.
var nameRules = []rule{
	{"section", ownSections},
	{"root", ownRootFields},
	{"generated", freeTypeNames},
	{"field", freeFieldNames},
}

func ownSections(s *source, report report) {
	sections, labels := map[string]string{}, map[string]string{}
	for _, n := range s.model.Nodes {
		if other, taken := sections[n.Section]; taken {
			report(n.Pos, fmt.Sprintf("types %q and %q share the section %q", other, n.Name, n.Section), "")
		}
		if other, taken := labels[n.Label]; taken {
			report(n.Pos, fmt.Sprintf("types %q and %q share the label %q", other, n.Name, n.Label), "")
		}
		sections[n.Section], labels[n.Label] = n.Name, n.Name
	}
}

// ownRootFields: the root has two or three fields for each type.
func ownRootFields(s *source, report report) {
	owner := map[string]string{}
	take := func(at Pos, field, by string) {
		if other, taken := owner[field]; taken {
			report(at, fmt.Sprintf("root field %q would be %s and %s", field, other, by), "choose another name or plural")
			return
		}
		owner[field] = by
	}
	if i := s.model.Interface("Node"); i != nil {
		take(i.Pos, "node", `interface "Node"`)
		take(i.Pos, "nodes", `interface "Node"`)
	}
	for _, n := range s.model.Nodes {
		take(n.Pos, lowerCamel(n.Name), fmt.Sprintf("one %q", n.Name))
		take(n.Pos, n.Plural, fmt.Sprintf("the list of %q", n.Name))
		take(n.Pos, n.Plural+"Connection", fmt.Sprintf("the pages of %q", n.Name))
	}
	for _, i := range s.model.Interfaces {
		if i.Plural != "" {
			take(i.Pos, i.Plural, fmt.Sprintf("the list of %q", i.Name))
			take(i.Pos, i.Plural+"Connection", fmt.Sprintf("the pages of %q", i.Name))
		}
	}
	for _, q := range s.model.Queries {
		take(q.Pos, q.Name, fmt.Sprintf("field %q of \"Query\"", q.Name))
	}
}

// generatedNames gives the names of the types that the public schema may add,
// and the type that each is for.
func (s *source) generatedNames() map[string]string {
	names := map[string]string{"PageInfo": "Query", "SortDirection": "Query"}
	add := func(name string, suffixes ...string) {
		for _, suffix := range suffixes {
			names[name+suffix] = name
		}
	}
	for _, n := range s.model.Nodes {
		add(n.Name, "Where", "Sort", "Related", "Connection", "Edge")
	}
	for _, i := range s.model.Interfaces {
		add(i.Name, "Where", "Sort", "Related", "Connection", "Edge")
	}
	for _, u := range s.model.Unions {
		add(u.Name, "Connection", "Edge")
	}
	for _, e := range s.model.Embedded {
		add(e.Name, "Where", "Sort")
	}
	for _, e := range s.model.Enums {
		add(e.Name, "Filter", "ListFilter")
	}
	for t := range EnumType {
		add(t.String(), "Filter", "ListFilter")
	}
	return names
}

func freeTypeNames(s *source, report report) {
	names := s.generatedNames()
	for _, def := range s.doc.Definitions {
		if of, taken := names[def.Name]; taken {
			report(place(def.Position), fmt.Sprintf("type %q: the public schema adds a type of this name for %q", def.Name, of), "choose another name")
		}
	}
}

// freeFieldNames: filters have and, or and not beside the fields, and a field with
// @connection has a second name.
func freeFieldNames(s *source, report report) {
	check := func(name string, fields []*Field) {
		for _, f := range fields {
			switch f.Name {
			case "and", "or", "not":
				report(f.Pos, fmt.Sprintf("field %q of %q: filters use this word", f.Name, name), "choose another name")
			}
			if r := f.Relationship; r != nil && r.Connection {
				if second := findField(fields, f.Name+"Connection"); second != nil {
					report(second.Pos, fmt.Sprintf("field %q of %q: the public schema adds a field of this name for %q", second.Name, name, f.Name), "choose another name")
				}
			}
		}
	}
	for _, n := range s.model.Nodes {
		check(n.Name, n.Fields)
	}
	for _, i := range s.model.Interfaces {
		check(i.Name, i.Fields)
	}
	for _, e := range s.model.Embedded {
		check(e.Name, e.Fields)
	}
}
