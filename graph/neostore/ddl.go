package neostore

import (
	"context"
	"fmt"
	"strings"

	"waymark/graph/cypher"
	"waymark/schema"
)

// Labels of the nodes that keep the books.
const (
	releaseLabel = "WaymarkRelease" // one a release: id, asOf, schema, nodes, edges, state, loadedAt
	pointerLabel = "WaymarkCurrent" // one: which release readers see
	lockLabel    = "WaymarkLock"    // one: who is loading
)

// definitions are the constraints and indexes that the SDL asks for, each safe
// to run again: a unique key of release and id for every type, a unique key for
// each @key, an index for each @indexed property, all beginning with the release.
func definitions(model *schema.Schema) []string {
	list := []string{
		constraint(releaseLabel, "id"),
		constraint(pointerLabel, "name"),
		constraint(lockLabel, "name"),
	}
	for _, n := range model.Nodes {
		list = append(list, constraint(n.Label, "release", "id"))
		for _, p := range n.Properties {
			switch {
			case p.Name == "id" || p.List:
			case p.Key:
				list = append(list, constraint(n.Label, "release", compared(p)))
			case p.Indexed:
				list = append(list, index(n.Label, "release", compared(p)))
			}
		}
	}
	return list
}

// compared is the stored name of what a comparison with p looks at.
func compared(p *schema.Property) string {
	if p.Type == schema.String {
		return cypher.FoldColumn(p.Column)
	}
	return p.Column
}

func constraint(label string, properties ...string) string {
	return fmt.Sprintf("CREATE CONSTRAINT %s IF NOT EXISTS FOR (n:%s) REQUIRE (%s) IS UNIQUE",
		definitionName("key", label, properties), label, propertyList(properties))
}

func index(label string, properties ...string) string {
	return fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (n:%s) ON (%s)",
		definitionName("by", label, properties), label, propertyList(properties))
}

func definitionName(kind, label string, properties []string) string {
	return "waymark_" + label + "_" + kind + "_" + strings.Join(properties, "_")
}

func propertyList(properties []string) string {
	parts := make([]string, len(properties))
	for i, p := range properties {
		parts[i] = "n.`" + p + "`"
	}
	return strings.Join(parts, ", ")
}

// Define creates the constraints and indexes that are missing and waits until
// they serve. Returns an *store.Error of kind Unavailable or Internal.
func (s *Store) Define(ctx context.Context) error {
	for _, text := range definitions(s.model) {
		if err := s.write(ctx, text, nil); err != nil {
			return fmt.Errorf("define the graph in Neo4j: %w", err)
		}
	}
	return s.write(ctx, "CALL db.awaitIndexes(300)", nil)
}
