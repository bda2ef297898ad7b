package diff

import (
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// formerType is the SDL type of the ids that nodes had before they were renamed.
const formerType = "FormerId"

// renames gives the ids of the earlier release that are others in the later one.
func renames(model *schema.Schema, before, after []store.Record) map[string]string {
	now := map[string]string{}
	if model.Node(formerType) == nil {
		return now
	}
	for _, r := range after {
		if r.Type == formerType {
			now[r.ID] = r.Edges[0][0]
		}
	}
	for _, r := range before {
		if r.Type == formerType {
			delete(now, r.ID)
		}
	}
	return now
}

// renamed gives the earlier records under the ids of now, in their order; what is
// named after a renamed node, as its statements are, goes with it. Only the renamed
// node keeps its former id as a value, so that the change is told once.
func renamed(model *schema.Schema, records []store.Record, now map[string]string) []store.Record {
	list := make([]store.Record, len(records))
	for i, r := range records {
		if id := current(r.ID, now); id != r.ID {
			if now[r.ID] == "" {
				r.Props = slices.Clone(r.Props)
				r.Props[model.Node(r.Type).Property("id").Index] = schema.Text(id)
			}
			r.ID = id
		}
		r.Edges = slices.Clone(r.Edges)
		for j, targets := range r.Edges {
			r.Edges[j] = make([]string, len(targets))
			for k, id := range targets {
				r.Edges[j][k] = current(id, now)
			}
			slices.Sort(r.Edges[j])
		}
		list[i] = r
	}
	slices.SortFunc(list, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// current replaces an id, or the part of it that is one.
func current(id string, now map[string]string) string {
	for end := len(id); end > 0; end = strings.LastIndexByte(id[:end], ':') {
		if other, was := now[id[:end]]; was {
			return other + id[end:]
		}
	}
	return id
}
