package neostore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/log"

	"waymark/graph/cypher"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// Store is the graph in Neo4j. It is safe for concurrent use.
type Store struct {
	model     *schema.Schema
	driver    neo4j.DriverWithContext
	database  string
	bookmarks neo4j.BookmarkManager
	refresh   time.Duration
	bolt      log.BoltLogger

	mu       sync.Mutex
	current  store.Info
	looked   time.Time
	compiled map[*plan.Plan]cypher.Statement
}

var (
	_ store.Reader = (*Store)(nil)
	_ store.Writer = (*Store)(nil)
)

// keptStatements bounds the compiled statements that a Store keeps.
const keptStatements = 4096

// Open makes a Store. It does not connect: a database that is down is noticed
// by the first read. Returns an error that names what is wrong with c.
func Open(model *schema.Schema, c Config) (*Store, error) {
	driver, err := c.driver()
	if err != nil {
		return nil, err
	}
	return &Store{
		model:     model,
		driver:    driver,
		database:  c.Database,
		bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{}),
		refresh:   or(c.Refresh, 2*time.Second),
		bolt:      c.Bolt,
		compiled:  map[*plan.Plan]cypher.Statement{},
	}, nil
}

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error { return classify(s.driver.Close(ctx)) }

// Read runs the plan as one statement in one transaction and writes its rows as
// JSON. Errors are those of store.Reader.
func (s *Store) Read(ctx context.Context, p *plan.Plan, args plan.Args, limits store.Limits) (*store.Result, error) {
	release, err := s.pin(ctx, limits.Release)
	if err != nil {
		return nil, err
	}
	if len(p.Roots) == 0 {
		return &store.Result{Release: release}, nil
	}
	statement := s.compile(p)
	if err := checkCursors(statement, args, release); err != nil {
		return nil, err
	}
	record, err := s.single(ctx, statement.Text, params(statement, args, release, limits.Rows))
	if err != nil {
		return nil, err
	}
	return decode(p, args, record.Values, release, limits.Rows)
}

// pin gives the release to read: the current one, or one that is asked for, which
// costs a statement more where it is not the current one.
func (s *Store) pin(ctx context.Context, asked string) (string, error) {
	info, err := s.Current(ctx)
	if err != nil || asked == "" || asked == info.ID {
		return info.ID, err
	}
	record, err := s.single(ctx, "RETURN EXISTS { (:"+releaseLabel+" {id: $id, state: 'complete'}) }", map[string]any{"id": asked})
	if err != nil {
		return "", err
	}
	if there, _ := record.Values[0].(bool); !there {
		return "", &store.Error{Kind: store.NotFound, Message: "the release that the answer began with is gone; ask again"}
	}
	return asked, nil
}

// compile gives the statement of a plan, compiled once. Plans are shared by
// shape, so few of them make many requests; beyond keptStatements all are let go.
func (s *Store) compile(p *plan.Plan) cypher.Statement {
	s.mu.Lock()
	defer s.mu.Unlock()
	if statement, ok := s.compiled[p]; ok {
		return statement
	}
	if len(s.compiled) >= keptStatements {
		clear(s.compiled)
	}
	statement := cypher.Compile(p)
	s.compiled[p] = statement
	return statement
}

// single runs a statement that reads and gives one row. It lets the database end
// the transaction with the statement, which saves two ways there and back against
// a transaction that is begun and ended by messages of its own; reading can be
// repeated, so what such a transaction is for, trying again, is done here.
func (s *Store) single(ctx context.Context, text string, params map[string]any) (*neo4j.Record, error) {
	for try := 1; ; try++ {
		record, err := s.once(ctx, text, params)
		if err == nil {
			return record, nil
		}
		if ctx.Err() != nil {
			return nil, classify(errors.Join(ctx.Err(), err)) // whatever broke off, it was for the time
		}
		if try == tries || !neo4j.IsRetryable(err) || pause(ctx, time.Duration(try)*50*time.Millisecond) != nil {
			return nil, classify(err)
		}
	}
}

// tries is how often a read is asked when the database says that asking again may
// help.
const tries = 4

func (s *Store) once(ctx context.Context, text string, params map[string]any) (*neo4j.Record, error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: neo4j.AccessModeRead, DatabaseName: s.database, BookmarkManager: s.bookmarks, BoltLogger: s.bolt,
	})
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, text, params, timeout(ctx)...)
	if err != nil {
		return nil, err
	}
	return result.Single(ctx)
}

// closeSession gives the connection back. A server that has stopped answering is
// not waited for: the request is over.
func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 100*time.Millisecond)
	defer cancel()
	_ = session.Close(ctx) // its error is that of the read
}

// timeout ends the transaction in the database too when the request ends.
func timeout(ctx context.Context) []func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond))}
}

// Current gives the release that the pointer names, looked up at most once in
// the refresh time. Returns an *store.Error of kind Unavailable where the
// database cannot be reached or holds no release.
func (s *Store) Current(ctx context.Context) (store.Info, error) {
	s.mu.Lock()
	info, fresh := s.current, time.Since(s.looked) < s.refresh
	s.mu.Unlock()
	if fresh {
		return info, nil
	}
	info, err := s.lookUp(ctx)
	if err != nil {
		return store.Info{}, err
	}
	s.mu.Lock()
	s.current, s.looked = info, time.Now()
	s.mu.Unlock()
	return info, nil
}

func (s *Store) lookUp(ctx context.Context) (store.Info, error) {
	record, err := s.single(ctx, `OPTIONAL MATCH (p:`+pointerLabel+` {name: 'current'})
OPTIONAL MATCH (r:`+releaseLabel+` {id: p.release})
RETURN r.id, r.asOf, r.schema, r.nodes, r.edges`, nil)
	if err != nil {
		return store.Info{}, err
	}
	info, ok := infoOf(record.Values)
	if !ok {
		return store.Info{}, &store.Error{Kind: store.Unavailable,
			Message: "the database holds no release yet; load one with: waymark load",
			Err:     errors.New("neostore: no current release")}
	}
	if info.Schema != s.model.Hash {
		return store.Info{}, &store.Error{Kind: store.Unavailable,
			Message: "the current release was made with another schema; load it anew with this version, or run the version that loaded it",
			Err:     fmt.Errorf("neostore: schema %.12s, want %.12s", info.Schema, s.model.Hash)}
	}
	return info, nil
}

func infoOf(values []any) (store.Info, bool) {
	id, ok := values[0].(string)
	if !ok {
		return store.Info{}, false
	}
	asOf, _ := values[1].(string)
	hash, _ := values[2].(string)
	nodes, _ := values[3].(int64)
	edges, _ := values[4].(int64)
	return store.Info{ID: id, AsOf: asOf, Schema: hash, Nodes: int(nodes), Edges: int(edges)}, true
}
