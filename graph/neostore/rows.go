package neostore

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"waymark/graph/cypher"
	"waymark/graph/store"
	"waymark/schema"
)

// properties gives what Neo4j stores of a record: its columns, the folded form
// and the collation key of each text, its release, and each localized text in the
// first language that there is: `name`.
func properties(n *schema.Node, r store.Record, release string) map[string]any {
	props := make(map[string]any, 2*len(n.Properties)+1)
	props["release"] = release
	for i, p := range n.Properties {
		v := r.Props[i]
		if v.IsNull() {
			continue
		}
		props[p.Column] = toDriver(v, p.Type)
		if p.Type == schema.String && !p.List {
			props[cypher.FoldColumn(p.Column)] = schema.Fold(v.Text)
			props[cypher.SortColumn(p.Column)] = schema.SortKey(v.Text)
		}
	}
	for _, f := range n.Fields {
		if text := firstText(f.Localized, r); !text.IsNull() {
			props[cypher.FallbackColumn(f.Localized[0].Column)] = text.Text
		}
	}
	return props
}

func firstText(properties []*schema.Property, r store.Record) schema.Value {
	for _, p := range properties {
		if v := r.Props[p.Index]; !v.IsNull() {
			return v
		}
	}
	return schema.Value{}
}

// toDriver turns a value into one that the driver sends. Dates become Neo4j's
// own, so that those who work in Neo4j can count with them.
func toDriver(v schema.Value, t schema.Type) any {
	switch v.Kind {
	case schema.TextValue:
		if t == schema.Date {
			if day, err := time.Parse("2006-01-02", v.Text); err == nil {
				return dbtype.Date(day)
			}
		}
		return v.Text
	case schema.IntValue:
		return v.Int
	case schema.FloatValue:
		return v.Float
	case schema.BoolValue:
		return v.Bool
	case schema.ListValue:
		list := make([]any, len(v.List))
		for i, e := range v.List {
			list[i] = toDriver(e, t)
		}
		return list
	default:
		return nil
	}
}
