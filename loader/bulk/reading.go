package bulk

import (
	"slices"

	"waymark/graph/store"
	"waymark/schema"
)

// kinds finds types and their fields by name.
type kinds struct {
	model  *schema.Schema
	places map[string]int
}

func newKinds(model *schema.Schema) *kinds {
	k := &kinds{model: model, places: map[string]int{}}
	for i, n := range model.Nodes {
		k.places[n.Name] = i
	}
	return k
}

// reading is one node that is being read.
type reading struct {
	row
	faults *faults
	failed map[string]bool // fields of which a fault is reported
}

// begin starts a node; nil if there is no such type, or no id.
func (k *kinds) begin(f *faults, kind, id string, pos, typePos schema.Pos) *reading {
	place, ok := k.places[kind]
	if !ok {
		var names []string
		for _, n := range k.model.Nodes {
			names = append(names, n.Name)
		}
		f.add(typePos, "type", didYouMean(kind, names), "there is no type %q", kind)
		return nil
	}
	if id == "" {
		f.add(pos, "missing", "", `%s: "id" is missing`, kind)
		return nil
	}
	n := k.model.Nodes[place]
	r := &reading{faults: f, row: row{node: n, place: place, pos: pos, at: make([][]schema.Pos, len(n.Outgoing)),
		record: store.Record{Type: kind, ID: id, Props: make([]schema.Value, len(n.Properties)), Edges: make([][]string, len(n.Outgoing))}}}
	r.record.Props[n.Property("id").Index] = schema.Text(id)
	return r
}

func (n *reading) fault(pos schema.Pos, rule, hint, format string, args ...any) {
	n.faults.add(pos, rule, hint, title(n.row)+": "+format, args...)
}

// fail reports a fault of a field; it is then not missing as well.
func (n *reading) fail(field string) {
	if n.failed == nil {
		n.failed = map[string]bool{}
	}
	n.failed[field] = true
}

// end fills what may be left out and reports what must not be. It sorts the targets
// of relationships, each once.
func (n *reading) end() row {
	for _, f := range n.node.Fields {
		switch {
		case f.Property != nil:
			n.fill(f)
		case f.Embedded != nil:
			n.endEmbedded(f)
		case len(f.Localized) > 0 && f.NonNull && n.allNull(f.Localized):
			n.missing(f.Name, f.Name)
		}
	}
	for i, targets := range n.record.Edges {
		n.record.Edges[i], n.at[i] = distinct(targets, n.at[i])
	}
	return n.row
}

func (n *reading) fill(f *schema.Field) {
	p := f.Property
	v := &n.record.Props[p.Index]
	switch {
	case !v.IsNull():
	case p.List:
		*v = schema.Value{Kind: schema.ListValue}
	case f.NonNull && p.Type == schema.Boolean && f.Seed.Form == schema.Plain:
		*v = schema.Value{Kind: schema.BoolValue}
	case f.NonNull:
		n.missing(f.Name, f.Name)
	}
}

func (n *reading) endEmbedded(f *schema.Field) {
	var all []*schema.Property
	for _, inner := range f.Embedded.Fields {
		if inner.Property != nil {
			all = append(all, inner.Property)
		}
	}
	if n.allNull(all) {
		if f.NonNull {
			n.missing(f.Name, f.Name)
		}
		return
	}
	for _, inner := range f.Embedded.Fields {
		if inner.NonNull && inner.Property != nil && n.record.Props[inner.Property.Index].IsNull() {
			n.missing(f.Name, inner.Property.Name)
		}
	}
}

func (n *reading) allNull(list []*schema.Property) bool {
	return !slices.ContainsFunc(list, func(p *schema.Property) bool { return !n.record.Props[p.Index].IsNull() })
}

func (n *reading) missing(field, name string) {
	if !n.failed[field] {
		n.fault(n.pos, "missing", "", "%q is missing", name)
	}
}

// distinct sorts targets and their places and keeps each target once.
func distinct(targets []string, at []schema.Pos) ([]string, []schema.Pos) {
	if slices.IsSorted(targets) && len(slices.Compact(slices.Clone(targets))) == len(targets) {
		return targets, at
	}
	first := map[string]schema.Pos{}
	for i, t := range targets {
		if _, there := first[t]; !there {
			first[t] = at[i]
		}
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(targets)))
	places := make([]schema.Pos, len(sorted))
	for i, t := range sorted {
		places[i] = first[t]
	}
	return sorted, places
}
