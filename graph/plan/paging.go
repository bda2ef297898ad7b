package plan

import (
	"strings"

	"waymark/schema"
)

// sort binds the argument sort: a list of objects with exactly one field each.
func (b *binder) sort(in input, t *target, out *bound) {
	for _, o := range in.list {
		if order, ok := b.order(o, t.fields); ok {
			out.sort = append(out.sort, order)
		}
	}
	if len(out.sort) > 0 {
		b.mark("sort")
		b.mark(signatureOf(out.sort))
	}
}

func (b *binder) order(o input, fields map[string]*schema.Field) (order Order, ok bool) {
	if o.kind != object {
		return order, false // what is wrong with it is said already
	}
	if len(o.fields) != 1 {
		b.fault(o.pos, "sort: an object has %d fields; write one field an object, the most important first: [{name: ASC}, {id: DESC}]", len(o.fields))
		return order, false
	}
	by := o.fields[0]
	f := fields[by.name]
	switch {
	case by.kind == null:
		b.fault(o.pos, "sort: %s has no direction; write ASC or DESC", by.name)
		return order, false
	case f == nil:
		b.fault(o.pos, "sort: nothing can be sorted by %s", by.name)
		return order, false
	case f.Embedded != nil:
		return b.order(by.input, b.catalog.inner[f.Embedded])
	}
	p := f.Property
	for _, localized := range f.Localized {
		if localized.Language == "en" {
			p = localized
		}
	}
	if p == nil {
		b.fault(o.pos, "sort: nothing can be sorted by %s", by.name)
		return order, false
	}
	return Order{Column: p.Column, Type: p.Type, Descending: by.value.Text == "DESC"}, true
}

// paging binds the cursors, which depend on the sort, and checks what may stand
// together.
func (b *binder) paging(s *site, cursors map[string]input, out *bound) {
	if out.window.First != NoArg && out.window.Last != NoArg {
		b.fault(nil, "first and last cannot stand together; give the one that you page by")
	}
	for _, name := range [...]string{"after", "before"} {
		in, given := cursors[name]
		if !given || in.kind != leaf {
			continue
		}
		v, err := decodeCursor(in.value.Text, out.sort)
		if err != nil {
			b.fault(in.pos, "%s: %s", name, err)
		}
		b.mark(name)
		arg := b.param(name, schema.String, true, v)
		if name == "after" {
			out.window.After = arg
		} else {
			out.window.Before = arg
		}
	}
}

// joined lists names as people do.
func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
