package gen

import "waymark/schema"

// filters are the names of the scalars and enums that are filtered by.
type filters struct {
	single, list map[string]bool
}

func (f *filters) use(p *schema.Property) string {
	if f.single == nil {
		f.single, f.list = map[string]bool{}, map[string]bool{}
	}
	name := p.TypeName()
	if p.List {
		f.list[name] = true
		return name + "ListFilter"
	}
	f.single[name] = true
	return name + "Filter"
}

// inputs writes how a node type or interface is filtered, sorted and paged.
func (p *public) inputs(name string, fields []*schema.Field) {
	if p.listed[name] {
		p.where(name, fields)
		p.sort(name, fields)
	}
	if p.related[name] {
		p.input("A condition on the related "+name+". All that is given must hold.", name+"Related", []arg{
			{"some", name + "Where", "At least one satisfies this."},
			{"none", name + "Where", "None satisfies this; so it is where there is none at all."},
			{"all", name + "Where", "Each satisfies this; so it is where there is none at all."},
			{"single", name + "Where", "Exactly one satisfies this."},
		})
	}
	if p.paged[name] {
		p.connection(name)
	}
}

// where writes the conditions on a node type, an interface or a value object.
func (p *public) where(name string, fields []*schema.Field) {
	typ := name + "Where"
	var list []arg
	for _, f := range fields {
		if filter := p.filterOf(f); filter != "" {
			list = append(list, arg{f.Name, filter, f.Description + filterNote(f)})
		}
	}
	list = append(list,
		arg{"and", "[" + typ + "!]", "All of these; an empty list: always true."},
		arg{"or", "[" + typ + "!]", "At least one of these; an empty list: never true."},
		arg{"not", typ, "Not this."},
	)
	p.input("A condition on "+name+". All that is given must hold; {} always does.", typ, list)
}

// filterNote says what null asks for, where that is not told by the filter's type.
func filterNote(f *schema.Field) string {
	if r := f.Relationship; r != nil && !r.List {
		return " As a condition, null: has none."
	}
	return ""
}

// filterOf gives the input type by which a field is filtered; none through unions.
func (p *public) filterOf(f *schema.Field) string {
	switch r := f.Relationship; {
	case f.Property != nil:
		return p.filters.use(f.Property)
	case f.Localized != nil:
		return p.filters.use(f.Localized[0])
	case f.Embedded != nil:
		return f.Embedded.Type.Name + "Where"
	case p.model.Union(r.Target) != nil:
		return ""
	case r.List:
		return r.Target + "Related"
	default:
		return r.Target + "Where"
	}
}

// sort writes the orders of a node type, an interface or a value object.
func (p *public) sort(name string, fields []*schema.Field) {
	list := sortArgs(fields)
	if len(list) > 0 {
		p.input("An order of "+name+": exactly one field.", name+"Sort", list)
	}
}

func sortArgs(fields []*schema.Field) []arg {
	var list []arg
	for _, f := range fields {
		switch {
		case f.Localized != nil, f.Property != nil && sortable(f.Property):
			list = append(list, arg{f.Name, "SortDirection", f.Description})
		case f.Embedded != nil && len(sortArgs(f.Embedded.Fields)) > 0:
			list = append(list, arg{f.Name, f.Embedded.Type.Name + "Sort", f.Description})
		}
	}
	return list
}

// sortable reports whether values of the property have an order: a length of
// time has none, since a month is not thirty days.
func sortable(p *schema.Property) bool { return !p.List && p.Type != schema.Duration }

// filter writes the filters of one scalar or enum, as far as they are in use.
func (p *public) filter(name string, t schema.Type) {
	if p.filters.single[name] {
		p.input("A condition on a value of type "+name+". All that is given must hold.", name+"Filter", comparisons(name, t))
	}
	if p.filters.list[name] {
		p.input("A condition on a list of values of type "+name+".", name+"ListFilter", []arg{
			{"includes", name, "The list has this value."},
		})
	}
}

// comparisons gives the operators of a type. With null, every operator but eq is
// never true.
func comparisons(name string, t schema.Type) []arg {
	eq := arg{"eq", name, "Equal to this; null: has no value."}
	if t == schema.String {
		eq.description = "Equal to this, whatever the case and the accents; null: has no value."
	}
	if t == schema.Boolean {
		return []arg{eq}
	}
	list := []arg{eq, {"in", "[" + name + "!]", "Equal to one of these; an empty list: never true."}}
	switch t {
	case schema.String:
		return append(list,
			arg{"contains", name, "Has this in it, whatever the case and the accents."},
			arg{"startsWith", name, "Begins with this, whatever the case and the accents."},
			arg{"endsWith", name, "Ends with this, whatever the case and the accents."},
		)
	case schema.Int, schema.Float, schema.Date, schema.DateTime:
		return append(list,
			arg{"lt", name, "Less, or earlier, than this."},
			arg{"lte", name, "This, or less or earlier."},
			arg{"gt", name, "More, or later, than this."},
			arg{"gte", name, "This, or more or later."},
		)
	default:
		return list
	}
}
