package neostore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/store"
	"waymark/schema"
)

// Export reads a whole release back, as it was loaded: the current one where id is
// empty. Returns an *store.Error of kind NotFound if the database does not hold it
// complete, Unavailable or Internal if it cannot be read, and an error if what was
// read is not what its id says.
func (s *Store) Export(ctx context.Context, id string) (*store.Release, error) {
	info, err := s.infoFor(ctx, id)
	if err != nil {
		return nil, err
	}
	r := &store.Release{Info: info}
	byID := make(map[string]int, info.Nodes)
	for _, n := range s.model.Nodes {
		if err := s.exportNodes(ctx, r, n, byID); err != nil {
			return nil, fmt.Errorf("export %s: %w", n.Name, err)
		}
	}
	for _, n := range s.model.Nodes {
		for i := range n.Outgoing {
			if err := s.exportEdges(ctx, r, n, i, byID); err != nil {
				return nil, fmt.Errorf("export %s of %s: %w", n.Outgoing[i].Name, n.Name, err)
			}
		}
	}
	slices.SortFunc(r.Records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	if got := store.Hash(r); got != info.ID {
		return nil, fmt.Errorf("the content of release %.12s in the database is not what was loaded (it hashes to %.12s): "+
			"somebody changed its nodes, or it was made with another schema; load it again", info.ID, got)
	}
	return r, nil
}

// infoFor finds a complete release.
func (s *Store) infoFor(ctx context.Context, id string) (store.Info, error) {
	if id == "" {
		return s.Current(ctx)
	}
	list, err := s.Releases(ctx)
	if err != nil {
		return store.Info{}, err
	}
	for _, r := range list {
		if r.ID == id && r.Complete {
			return r.Info, nil
		}
	}
	return store.Info{}, noRelease(id)
}

func (s *Store) exportNodes(ctx context.Context, r *store.Release, n *schema.Node, byID map[string]int) error {
	columns := make([]string, len(n.Properties))
	for i, p := range n.Properties {
		columns[i] = "n.`" + p.Column + "`"
	}
	text := "MATCH (n:`" + n.Label + "`) WHERE n.release = $release AND n.id IS NOT NULL RETURN [" + strings.Join(columns, ", ") + "]"
	return s.each(ctx, text, r.Info.ID, func(row *neo4j.Record) {
		values := row.Values[0].([]any)
		record := store.Record{Type: n.Name, Props: make([]schema.Value, len(values)), Edges: make([][]string, len(n.Outgoing))}
		for i, v := range values {
			record.Props[i] = fromDriver(v)
		}
		record.ID = record.Props[n.Property("id").Index].Text
		byID[record.ID] = len(r.Records)
		r.Records = append(r.Records, record)
	})
}

func (s *Store) exportEdges(ctx context.Context, r *store.Release, n *schema.Node, outgoing int, byID map[string]int) error {
	text := "MATCH (n:`" + n.Label + "`)-[:`" + n.Outgoing[outgoing].Type + "`]->(m) " +
		"WHERE n.release = $release AND n.id IS NOT NULL RETURN n.id, m.id"
	err := s.each(ctx, text, r.Info.ID, func(row *neo4j.Record) {
		from, to := row.Values[0].(string), row.Values[1].(string)
		targets := &r.Records[byID[from]].Edges[outgoing]
		*targets = append(*targets, to)
	})
	for i := range r.Records {
		if r.Records[i].Type == n.Name {
			slices.Sort(r.Records[i].Edges[outgoing])
		}
	}
	return err
}

// each streams the rows of a reading statement.
func (s *Store) each(ctx context.Context, text, release string, row func(*neo4j.Record)) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: neo4j.AccessModeRead, DatabaseName: s.database, BookmarkManager: s.bookmarks,
	})
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, text, map[string]any{"release": release})
	if err != nil {
		return classify(err)
	}
	for result.Next(ctx) {
		row(result.Record())
	}
	return classify(result.Err())
}
