package neostore

import (
	"context"
	"fmt"
	"time"

	"waymark/graph/store"
)

// Releases lists what the database holds, the newest first. Returns an
// *store.Error of kind Unavailable or Internal.
func (s *Store) Releases(ctx context.Context) ([]store.ReleaseState, error) {
	result, err := s.query(ctx, `MATCH (r:`+releaseLabel+`)
OPTIONAL MATCH (p:`+pointerLabel+` {name: 'current'})
RETURN r.id, r.asOf, r.schema, r.nodes, r.edges,
  coalesce(p.release = r.id, false), coalesce(r.state = 'complete', false), r.loadedAt
ORDER BY r.loadedAt IS NULL, r.loadedAt DESC, r.id`, nil)
	if err != nil {
		return nil, fmt.Errorf("list releases: %w", err)
	}
	list := make([]store.ReleaseState, 0, len(result.Records))
	for _, record := range result.Records {
		info, ok := infoOf(record.Values)
		if !ok {
			continue
		}
		state := store.ReleaseState{Info: info}
		state.Current, _ = record.Values[5].(bool)
		state.Complete, _ = record.Values[6].(bool)
		state.LoadedAt, _ = record.Values[7].(time.Time)
		list = append(list, state)
	}
	return list, nil
}

// Rollback makes a release current that the database still holds: the one with
// the id, or where that is empty the one that was current before. Returns an
// *store.Error of kind NotFound if there is no such complete release, Invalid if
// a load is under way.
func (s *Store) Rollback(ctx context.Context, id string) (store.Info, error) {
	lock, err := s.lock(ctx, 0)
	if err != nil {
		return store.Info{}, err
	}
	defer lock.release(context.WithoutCancel(ctx))
	list, err := s.Releases(ctx)
	if err != nil {
		return store.Info{}, err
	}
	for _, r := range list {
		if r.Complete && (r.ID == id || id == "" && !r.Current) {
			return r.Info, s.point(ctx, lock, r.ID)
		}
	}
	if id == "" {
		return store.Info{}, &store.Error{Kind: store.NotFound, Message: "the database holds no other release to go back to"}
	}
	return store.Info{}, noRelease(id)
}

func noRelease(id string) error {
	return &store.Error{Kind: store.NotFound, Message: fmt.Sprintf(
		"the database holds no complete release %q; list them with: waymark releases", id)}
}

// clearUnfinished removes what interrupted loads and removals left behind, but
// for the release keep, which is about to be written anew.
func (l *loading) clearUnfinished(ctx context.Context) ([]string, error) {
	return l.clear(ctx, `MATCH (r:`+releaseLabel+`) WHERE r.state <> 'complete' RETURN r.id, r.labels`, nil)
}

// longestRead is how long a reader may go on with a release after another became
// current: longer than an operation may take.
const longestRead = 15 * time.Second

// clearOld removes releases that are no longer current, but for the newest Keep of
// them. It waits until nobody can be reading them any more.
func (l *loading) clearOld(ctx context.Context) ([]string, error) {
	if err := l.waitForReaders(ctx); err != nil {
		return nil, err
	}
	return l.clear(ctx, oldReleases+" RETURN r.id, r.labels", map[string]any{"keep": int64(l.o.Keep)})
}

const oldReleases = `MATCH (p:` + pointerLabel + ` {name: 'current'})
MATCH (r:` + releaseLabel + ` {state: 'complete'}) WHERE r.id <> p.release
WITH r ORDER BY r.retiredAt DESC, r.id SKIP $keep`

// waitForReaders waits until the grace of each old release is over.
func (l *loading) waitForReaders(ctx context.Context) error {
	grace := l.o.Grace
	if grace == 0 {
		grace = longestRead
	}
	result, err := l.s.query(ctx, oldReleases+`
RETURN max(duration.inSeconds(datetime(), r.retiredAt + duration({milliseconds: $grace}))).milliseconds`,
		map[string]any{"keep": int64(l.o.Keep), "grace": grace.Milliseconds()})
	if err != nil {
		return fmt.Errorf("look for readers of former releases: %w", err)
	}
	left, _ := result.Records[0].Values[0].(int64)
	for ; left > 0; left -= time.Second.Milliseconds() {
		l.progress("waiting for readers of the former release", int(grace.Milliseconds()-left), int(grace.Milliseconds()))
		if err := pause(ctx, min(time.Second, time.Duration(left)*time.Millisecond)); err != nil {
			return classify(err)
		}
		if err := l.lock.renew(ctx); err != nil {
			return err
		}
	}
	return nil
}

// clear removes the releases that a statement names with their labels.
func (l *loading) clear(ctx context.Context, text string, params map[string]any) ([]string, error) {
	result, err := l.s.query(ctx, text, params)
	if err != nil {
		return nil, fmt.Errorf("look for releases to clear away: %w", err)
	}
	var removed []string
	for _, record := range result.Records {
		id, _ := record.Values[0].(string)
		labels, _ := record.Values[1].([]any)
		if err := l.remove(ctx, id, labels); err != nil {
			return removed, fmt.Errorf("clear release %s away: %w", id, err)
		}
		removed = append(removed, id)
	}
	return removed, nil
}

// remove deletes a release batch by batch, its own node last, so that an
// interrupted removal is found and finished by the next load.
func (l *loading) remove(ctx context.Context, id string, labels []any) error {
	err := l.s.write(ctx, "MATCH (r:"+releaseLabel+" {id: $id}) SET r.state = 'removing'", map[string]any{"id": id})
	if err != nil {
		return err
	}
	for _, label := range labels {
		if err := l.removeLabel(ctx, id, label.(string)); err != nil {
			return err
		}
	}
	return l.s.write(ctx, "MATCH (r:"+releaseLabel+" {id: $id}) DELETE r", map[string]any{"id": id})
}

func (l *loading) removeLabel(ctx context.Context, id, label string) error {
	for done := 0; ; {
		if err := l.lock.renew(ctx); err != nil {
			return err
		}
		result, err := l.s.query(ctx, "MATCH (n:`"+label+"`) WHERE n.release = $release AND n.id IS NOT NULL "+
			"WITH n LIMIT $batch DETACH DELETE n RETURN count(*)",
			map[string]any{"release": id, "batch": int64(l.batchSize())})
		if err != nil {
			return err
		}
		count, _ := result.Records[0].Values[0].(int64)
		if count == 0 {
			return nil
		}
		done += int(count)
		l.progress("clearing away", done, 0)
	}
}
