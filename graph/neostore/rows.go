package neostore

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"waymark/graph/cypher"
	"waymark/graph/store"
	"waymark/schema"
)

// properties gives what Neo4j stores of a record: its columns, the folded form
// and the collation key of each text, and its release.
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
	return props
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

// batch is some rows of one kind, sent as one statement.
type batch struct {
	text string
	rows []any
}

// nodeBatches cuts the records of a release into batches, type by type.
func nodeBatches(model *schema.Schema, r *store.Release, size int) []batch {
	byType := map[string][]any{}
	for _, record := range r.Records {
		byType[record.Type] = append(byType[record.Type], properties(model.Node(record.Type), record, r.Info.ID))
	}
	var batches []batch
	for _, n := range model.Nodes {
		text := "UNWIND $rows AS row CREATE (n:`" + n.Label + "`) SET n = row"
		batches = append(batches, cut(text, byType[n.Name], size)...)
	}
	return batches
}

// edgeKind is what relationships of one statement have in common.
type edgeKind struct{ from, relationship, to string }

// edgeBatches cuts the relationships of a release into batches by their ends.
func edgeBatches(model *schema.Schema, r *store.Release, size int) []batch {
	types := make(map[string]string, len(r.Records))
	for _, record := range r.Records {
		types[record.ID] = record.Type
	}
	rows := map[edgeKind][]any{}
	var kinds []edgeKind
	for _, record := range r.Records {
		for i, targets := range record.Edges {
			relationship := model.Node(record.Type).Outgoing[i]
			for _, target := range targets {
				k := edgeKind{record.Type, relationship.Type, types[target]}
				if rows[k] == nil {
					kinds = append(kinds, k)
				}
				rows[k] = append(rows[k], []any{record.ID, target})
			}
		}
	}
	var batches []batch
	for _, k := range kinds {
		text := "UNWIND $rows AS row " +
			"MATCH (a:`" + model.Node(k.from).Label + "` {release: $release, id: row[0]}) " +
			"MATCH (b:`" + model.Node(k.to).Label + "` {release: $release, id: row[1]}) " +
			"CREATE (a)-[:`" + k.relationship + "`]->(b)"
		batches = append(batches, cut(text, rows[k], size)...)
	}
	return batches
}

func cut(text string, rows []any, size int) []batch {
	var batches []batch
	for len(rows) > 0 {
		n := min(size, len(rows))
		batches = append(batches, batch{text, rows[:n]})
		rows = rows[n:]
	}
	return batches
}
