package diff

import (
	"slices"

	"waymark/graph/store"
	"waymark/schema"
)

// Change is a node that differs between two releases.
type Change struct {
	Kind   Kind    `json:"kind"`
	Type   string  `json:"type"` // SDL type
	ID     string  `json:"id"`
	Name   string  `json:"name,omitempty"`   // what people call it; empty: nothing
	Fields []Field `json:"fields,omitempty"` // what differs; for Changed only
}

// Kind tells in which release a node is.
type Kind string

// The kinds of changes: the node is only in the later release, only in the earlier
// one, or in both with other facts.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Field is one property or relationship of a node that differs: its values as JSON
// or the ids of its targets, before and after.
type Field struct {
	Name   string   `json:"name"`
	Before []string `json:"before,omitempty"`
	After  []string `json:"after,omitempty"`
}

// Releases gives the nodes that differ, by id. Both must be of the same model. A node
// that the later release has under another id is the same node: its id differs.
func Releases(model *schema.Schema, before, after *store.Release) []Change {
	a, b := before.Records, after.Records // sorted by id
	now := renames(model, a, b)
	if len(now) == 0 {
		return compare(model, a, b)
	}
	changes := compare(model, renamed(model, a, now), b)
	return slices.DeleteFunc(changes, func(c Change) bool { return c.Type == formerType && now[c.ID] != "" })
}

func compare(model *schema.Schema, a, b []store.Record) []Change {
	var changes []Change
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].ID < b[0].ID:
			changes = append(changes, whole(model, Removed, a[0]))
			a = a[1:]
		case len(a) == 0 || b[0].ID < a[0].ID:
			changes = append(changes, whole(model, Added, b[0]))
			b = b[1:]
		case a[0].Type != b[0].Type:
			changes = append(changes, whole(model, Removed, a[0]), whole(model, Added, b[0]))
			a, b = a[1:], b[1:]
		default:
			if c := whole(model, Changed, b[0]); c.compare(model, a[0], b[0]) {
				changes = append(changes, c)
			}
			a, b = a[1:], b[1:]
		}
	}
	return changes
}

func whole(model *schema.Schema, kind Kind, r store.Record) Change {
	return Change{Kind: kind, Type: r.Type, ID: r.ID, Name: name(model.Node(r.Type), r)}
}

// name gives what people call a node: its first name in the order of languages.
func name(n *schema.Node, r store.Record) string {
	f := n.Field("name")
	if f == nil {
		return ""
	}
	properties := f.Localized
	if f.Property != nil {
		properties = []*schema.Property{f.Property}
	}
	for _, p := range properties {
		if v := r.Props[p.Index]; !v.IsNull() {
			return v.Text
		}
	}
	return ""
}

// compare fills the fields that differ and reports whether there are any.
func (c *Change) compare(model *schema.Schema, a, b store.Record) bool {
	n := model.Node(b.Type)
	for i, p := range n.Properties {
		before, after := values(a.Props[i]), values(b.Props[i])
		if !slices.Equal(before, after) {
			c.Fields = append(c.Fields, Field{Name: p.Name, Before: before, After: after})
		}
	}
	for i, r := range n.Outgoing {
		if !slices.Equal(a.Edges[i], b.Edges[i]) {
			c.Fields = append(c.Fields, Field{Name: r.Name, Before: less(a.Edges[i], b.Edges[i]), After: less(b.Edges[i], a.Edges[i])})
		}
	}
	return len(c.Fields) > 0
}

func values(v schema.Value) []string {
	if v.IsNull() {
		return nil
	}
	return []string{string(store.AppendValue(nil, v))}
}

// less gives what is in a and not in b.
func less(a, b []string) []string {
	var rest []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			rest = append(rest, s)
		}
	}
	return rest
}
