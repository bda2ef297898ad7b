package neostore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/cypher"
	"waymark/schema"
)

// Labels of the nodes that keep the books.
const (
	releaseLabel = "WaymarkRelease" // one a release: id, asOf, schema, nodes, edges, state, loadedAt
	pointerLabel = "WaymarkCurrent" // one: which release readers see
	lockLabel    = "WaymarkLock"    // one: who is loading
)

// definition is one constraint or index and the statement that makes it.
type definition struct{ name, text string }

// definitions are the constraints and indexes that the SDL asks for: a unique key
// of release and id for every type, a unique key for each @key, an index for each
// @indexed property, all beginning with the release.
func definitions(model *schema.Schema) []definition {
	list := []definition{
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

func constraint(label string, properties ...string) definition {
	name := definitionName("key", label, properties)
	return definition{name, fmt.Sprintf("CREATE CONSTRAINT `%s` IF NOT EXISTS FOR (n:`%s`) REQUIRE (%s) IS UNIQUE",
		name, label, propertyList(properties))}
}

func index(label string, properties ...string) definition {
	name := definitionName("by", label, properties)
	return definition{name, fmt.Sprintf("CREATE INDEX `%s` IF NOT EXISTS FOR (n:`%s`) ON (%s)",
		name, label, propertyList(properties))}
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

// Define creates the constraints and indexes that are missing, in one transaction,
// and waits until they serve. Returns an *store.Error of kind Unavailable or
// Internal.
func (s *Store) Define(ctx context.Context) error {
	there, err := s.defined(ctx)
	if err != nil {
		return fmt.Errorf("look at the indexes in Neo4j: %w", err)
	}
	missing := slices.DeleteFunc(definitions(s.model), func(d definition) bool { return there[d.name] })
	if len(missing) == 0 {
		return nil
	}
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database, BookmarkManager: s.bookmarks})
	defer closeSession(ctx, session)
	_, err = neo4j.ExecuteWrite(ctx, session, func(tx neo4j.ManagedTransaction) (int, error) {
		for _, d := range missing {
			if _, err := tx.Run(ctx, d.text, nil); err != nil {
				return 0, err
			}
		}
		return len(missing), nil
	})
	if err != nil {
		return fmt.Errorf("define the graph in Neo4j: %w", classify(err))
	}
	return s.write(ctx, "CALL db.awaitIndexes(300)", nil)
}

// defined gives the names of the indexes that the database has.
func (s *Store) defined(ctx context.Context) (map[string]bool, error) {
	result, err := s.query(ctx, "SHOW INDEXES YIELD name", nil)
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool, len(result.Records))
	for _, record := range result.Records {
		name, _ := record.Values[0].(string)
		names[name] = true
	}
	return names, nil
}
