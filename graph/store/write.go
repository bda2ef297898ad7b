package store

import (
	"context"
	"iter"
	"time"
)

// Writer keeps releases and says which one is current.
type Writer interface {
	// Load makes a release current. Loading the current one does nothing. Returns
	// an *Error of kind Invalid if another load is under way, Unavailable if the
	// store cannot be reached.
	Load(ctx context.Context, r *Release, o LoadOptions) (LoadReport, error)
	// LoadRecords does what Load does with records that stream: they come in the
	// order of their ids, are ranged over twice, and must be the same both times; an
	// error among them ends the load.
	LoadRecords(ctx context.Context, info Info, records iter.Seq2[Record, error], o LoadOptions) (LoadReport, error)
	// Releases lists the releases that are there, the newest first.
	Releases(ctx context.Context) ([]ReleaseState, error)
	// Rollback makes another release current that is there: the one with the id,
	// or where that is empty the one before. Returns an *Error of kind NotFound if
	// there is none.
	Rollback(ctx context.Context, id string) (Info, error)
	// Export gives a whole release: the current one where id is empty.
	Export(ctx context.Context, id string) (*Release, error)
}

// LoadOptions say how a release is loaded. The zero value is sane.
type LoadOptions struct {
	Keep     int                              // former releases that are kept, for a rollback
	Grace    time.Duration                    // how long readers may go on with a former release before it is cleared away; 0: 15 seconds
	Wait     time.Duration                    // how long to wait for another load to end; 0: not at all
	Batch    int                              // rows in one transaction; 0: 5,000
	Progress func(stage string, done, of int) // nil: silent; of 0: not known
}

// LoadReport tells what a load did.
type LoadReport struct {
	Release string
	Already bool // the release was current: nothing was done
	Nodes   int
	Edges   int
	Removed []string // releases that were cleared away
}

// ReleaseState is a release that the database holds.
type ReleaseState struct {
	Info
	Current  bool      // readers see it
	Complete bool      // all of it has arrived; false: a load was interrupted
	LoadedAt time.Time // when its load ended; zero if it did not
}
