package neostore

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/store"
)

// lease is how long a lock holds after it was last renewed: a loader that died
// keeps others out no longer.
const lease = 20 * time.Second

// lock is the right to load, held by one loader at a time: a node that names its
// holder. A holder whose lease has run out can be replaced.
type lock struct {
	s       *Store
	holder  string
	renewed time.Time
}

// lock takes the right to load. Where another holds it, it waits as long as
// patience says, then returns an *store.Error of kind Invalid that says who.
func (s *Store) lock(ctx context.Context, patience time.Duration) (*lock, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown host"
	}
	l := &lock{s: s, holder: fmt.Sprintf("%s, process %d, %s", host, os.Getpid(), rand.Text()[:8])}
	deadline := time.Now().Add(patience)
	for {
		holder, err := l.take(ctx)
		if err != nil {
			return nil, fmt.Errorf("take the right to load: %w", err)
		}
		if holder == l.holder {
			return l, nil
		}
		if time.Now().After(deadline) {
			return nil, &store.Error{Kind: store.Invalid, Message: fmt.Sprintf(
				"another load is under way (%s); let it end, or wait for it with --wait", holder)}
		}
		if err := pause(ctx, 500*time.Millisecond); err != nil {
			return nil, classify(err)
		}
	}
}

// take tries once and gives whoever holds the lock afterwards.
func (l *lock) take(ctx context.Context) (string, error) {
	// Setting a property takes Neo4j's write lock on the node before it is read,
	// so that two who come at once are ordered.
	result, err := l.s.query(ctx, `MERGE (l:`+lockLabel+` {name: 'load'})
SET l.asked = datetime()
SET l.holder = CASE WHEN l.holder IS NULL OR l.until < datetime() THEN $holder ELSE l.holder END
SET l.until = CASE WHEN l.holder = $holder THEN datetime() + duration({seconds: $lease}) ELSE l.until END
RETURN l.holder`, map[string]any{"holder": l.holder, "lease": int64(lease.Seconds())})
	if err != nil {
		return "", err
	}
	holder, _ := result.Records[0].Values[0].(string)
	return holder, nil
}

// renew prolongs the lease, if a part of it has gone. Returns an *store.Error of
// kind Invalid if another has taken over.
func (l *lock) renew(ctx context.Context) error {
	if time.Since(l.renewed) < lease/8 {
		return nil
	}
	result, err := l.s.query(ctx, `MATCH (l:`+lockLabel+` {name: 'load', holder: $holder})
SET l.until = datetime() + duration({seconds: $lease})
RETURN l.holder`, map[string]any{"holder": l.holder, "lease": int64(lease.Seconds())})
	if err != nil {
		return err
	}
	if len(result.Records) == 0 {
		return takenOver()
	}
	l.renewed = time.Now()
	return nil
}

// release gives the right to load back. An error is of no consequence: the lease
// runs out by itself.
func (l *lock) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_ = l.s.write(ctx, `MATCH (l:`+lockLabel+` {name: 'load', holder: $holder})
REMOVE l.holder, l.until`, map[string]any{"holder": l.holder})
}

func takenOver() error {
	return &store.Error{Kind: store.Invalid,
		Message: "another load has taken over; the current release was left as it was"}
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// query runs one writing statement in a transaction of its own and gives its rows.
func (s *Store) query(ctx context.Context, text string, params map[string]any) (*neo4j.EagerResult, error) {
	result, err := neo4j.ExecuteQuery(ctx, s.driver, text, params, neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase(s.database), neo4j.ExecuteQueryWithBookmarkManager(s.bookmarks))
	return result, classify(err)
}

// write runs one writing statement in a transaction of its own.
func (s *Store) write(ctx context.Context, text string, params map[string]any) error {
	_, err := s.query(ctx, text, params)
	return err
}
