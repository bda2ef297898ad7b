package neostore

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/store"
)

// Records are all records of a release. They are ranged over twice, first for the
// nodes, then for the relationships, and must come the same both times; an error
// ends the load.
type Records = iter.Seq2[store.Record, error]

// Load loads a release that is in memory; see LoadRecords.
func (s *Store) Load(ctx context.Context, r *store.Release, o store.LoadOptions) (store.LoadReport, error) {
	return s.LoadRecords(ctx, r.Info, func(yield func(store.Record, error) bool) {
		for _, record := range r.Records {
			if !yield(record, nil) {
				return
			}
		}
	}, o)
}

// LoadRecords writes a release beside the current one, checks that all of it
// arrived, and moves the pointer; readers see the one or the other. Records stream
// through it: it keeps a batch of each type and
// some 16 bytes a node. Interrupted, it
// leaves nothing but rows that no reader sees and the next load clears. Returns an
// *store.Error of kind Invalid if another load is under way or the release was made
// with another schema, Unavailable or
// Internal if the database fails, or the error of records.
func (s *Store) LoadRecords(ctx context.Context, info store.Info, records Records, o store.LoadOptions) (store.LoadReport, error) {
	report := store.LoadReport{Release: info.ID, Nodes: info.Nodes, Edges: info.Edges}
	if info.Schema != s.model.Hash {
		return report, &store.Error{Kind: store.Invalid, Message: fmt.Sprintf(
			"the release was made with another schema (%.12s, not %.12s); make it again from the seed files", info.Schema, s.model.Hash)}
	}
	if err := s.Define(ctx); err != nil {
		return report, err
	}
	lock, err := s.lock(ctx, o.Wait)
	if err != nil {
		return report, err
	}
	defer lock.release(context.WithoutCancel(ctx))
	l := loading{s: s, lock: lock, o: o}
	if report.Removed, err = l.clearUnfinished(ctx); err != nil {
		return report, err
	}
	state, err := s.stateOf(ctx, info.ID)
	if err != nil {
		return report, err
	}
	if state.current {
		report.Already = true
		return report, nil
	}
	if !state.complete {
		if err := l.writeRelease(ctx, info, records); err != nil {
			return report, err
		}
	}
	if err := s.point(ctx, lock, info.ID); err != nil {
		return report, err
	}
	old, err := l.clearOld(ctx)
	report.Removed = append(report.Removed, old...)
	return report, err
}

// loading is one load under way.
type loading struct {
	s    *Store
	lock *lock
	o    store.LoadOptions
}

func (l *loading) progress(stage string, done, of int) {
	if l.o.Progress != nil {
		l.o.Progress(stage, done, of)
	}
}

func (l *loading) batchSize() int {
	if l.o.Batch == 0 {
		return 5_000
	}
	return l.o.Batch
}

// writeRelease writes all nodes and relationships and marks the release complete
// once their numbers are right.
func (l *loading) writeRelease(ctx context.Context, info store.Info, records Records) error {
	err := l.s.write(ctx, `MERGE (r:`+releaseLabel+` {id: $id})
SET r.state = 'loading', r.asOf = $asOf, r.schema = $schema, r.nodes = $nodes, r.edges = $edges, r.labels = $labels`,
		map[string]any{"id": info.ID, "labels": l.s.labels(), "asOf": info.AsOf, "schema": info.Schema,
			"nodes": int64(info.Nodes), "edges": int64(info.Edges)})
	if err != nil {
		return fmt.Errorf("begin the release: %w", err)
	}
	rows := newBatcher(l.s.model, info.ID, l.batchSize())
	if err := l.batches(ctx, "nodes", info, rows.nodes(records)); err != nil {
		return err
	}
	if err := l.batches(ctx, "relationships", info, rows.edges(records)); err != nil {
		return err
	}
	if err := l.verify(ctx, info); err != nil {
		return err
	}
	return l.s.write(ctx, "MATCH (r:"+releaseLabel+" {id: $id}) SET r.state = 'complete', r.loadedAt = datetime()",
		map[string]any{"id": info.ID})
}

// batches sends rows as they come. The next batch is made while the database writes
// the one before; small ones share a transaction.
func (l *loading) batches(ctx context.Context, stage string, info store.Info, list iter.Seq2[batch, error]) error {
	of, done := info.Nodes, 0
	if stage == "relationships" {
		of = info.Edges
	}
	making, cancel := context.WithCancel(ctx)
	batches := ahead(making, list)
	defer func() {
		cancel()
		for range batches { // whoever makes them has stopped when this ends
		}
	}()
	var together []batch
	rows := 0
	send := func() error {
		if err := l.send(ctx, together); err != nil {
			return fmt.Errorf("write %s: %w", stage, err)
		}
		done += rows
		together, rows = nil, 0
		l.progress(stage, done, of)
		return nil
	}
	for next := range batches {
		if next.err != nil {
			return next.err
		}
		if rows > 0 && rows+len(next.rows) > l.batchSize() {
			if err := send(); err != nil {
				return err
			}
		}
		together = append(together, next.batch)
		rows += len(next.rows)
	}
	if err := ctx.Err(); err != nil {
		return classify(err)
	}
	if rows == 0 {
		return nil
	}
	return send()
}

// send writes batches in one transaction.
func (l *loading) send(ctx context.Context, batches []batch) error {
	if err := l.lock.renew(ctx); err != nil {
		return err
	}
	session := l.s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: l.s.database, BookmarkManager: l.s.bookmarks})
	defer closeSession(ctx, session)
	created, err := neo4j.ExecuteWrite(ctx, session, func(tx neo4j.ManagedTransaction) ([][]string, error) {
		ids := make([][]string, len(batches))
		for i, b := range batches {
			result, err := tx.Run(ctx, b.text, map[string]any{"rows": b.rows})
			if err != nil {
				return nil, err
			}
			for result.Next(ctx) {
				id, _ := result.Record().Values[0].(string)
				ids[i] = append(ids[i], id)
			}
			if err := result.Err(); err != nil {
				return nil, err
			}
		}
		return ids, nil
	})
	if err != nil {
		return classify(err)
	}
	for i, b := range batches {
		if b.created != nil {
			if err := b.created(created[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// verify counts what arrived.
func (l *loading) verify(ctx context.Context, info store.Info) error {
	nodes, edges := 0, 0
	for _, n := range l.s.model.Nodes {
		record, err := l.s.single(ctx, "MATCH (n:`"+n.Label+"`) WHERE n.release = $release AND n.id IS NOT NULL "+
			"RETURN count(n), sum(COUNT { (n)-->() })", map[string]any{"release": info.ID})
		if err != nil {
			return fmt.Errorf("verify the release: %w", err)
		}
		nodes += int(record.Values[0].(int64))
		edges += int(record.Values[1].(int64))
	}
	if nodes != info.Nodes || edges != info.Edges {
		return &store.Error{Kind: store.Internal, Message: fmt.Sprintf(
			"the release did not arrive whole: %d of %d nodes, %d of %d relationships; load it again",
			nodes, info.Nodes, edges, info.Edges)}
	}
	return nil
}

// releaseState tells how far a release has come.
type releaseState struct{ complete, current bool }

func (s *Store) stateOf(ctx context.Context, id string) (releaseState, error) {
	record, err := s.single(ctx, `OPTIONAL MATCH (r:`+releaseLabel+` {id: $id})
OPTIONAL MATCH (p:`+pointerLabel+` {name: 'current'})
RETURN r.state = 'complete', p.release = $id`, map[string]any{"id": id})
	if err != nil {
		return releaseState{}, err
	}
	complete, _ := record.Values[0].(bool)
	current, _ := record.Values[1].(bool)
	return releaseState{complete, complete && current}, nil
}

// point makes a complete release the current one, in one small transaction that
// fails if the lock is no longer ours.
func (s *Store) point(ctx context.Context, l *lock, id string) error {
	result, err := s.query(ctx, `MATCH (l:`+lockLabel+` {name: 'load', holder: $holder})
MATCH (r:`+releaseLabel+` {id: $id, state: 'complete'})
MERGE (p:`+pointerLabel+` {name: 'current'})
WITH p, r, p.release AS former
SET p.release = r.id, p.movedAt = datetime(), r.retiredAt = null
WITH former, r
OPTIONAL MATCH (f:`+releaseLabel+` {id: former}) WHERE f.id <> r.id
SET f.retiredAt = datetime()
RETURN r.id`, map[string]any{"holder": l.holder, "id": id})
	if err != nil {
		return err
	}
	if len(result.Records) == 0 {
		return takenOver()
	}
	s.forget()
	return nil
}

// forget makes the next read look the current release up again.
func (s *Store) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked = time.Time{}
}

// labels are those that the nodes of a release have, for whoever clears it away
// with another SDL.
func (s *Store) labels() []any {
	list := make([]any, len(s.model.Nodes))
	for i, n := range s.model.Nodes {
		list[i] = n.Label
	}
	return list
}
