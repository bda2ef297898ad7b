package coverage

import (
	"context"
	"sync"

	"waymark/graph/store"
	"waymark/schema"
)

// Kept gives the report of the current release, and makes it anew when another
// release has become current. It is safe for concurrent use.
type Kept struct {
	Model   *schema.Schema
	Current func(context.Context) (store.Info, error)     // which release is current
	Export  func(context.Context) (*store.Release, error) // its content

	mu   sync.Mutex
	last *Report
}

// Report gives the report. Returns the errors of Current and Export.
func (k *Kept) Report(ctx context.Context) (*Report, error) {
	info, err := k.Current(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil && k.last.Release == info.ID {
		return k.last, nil
	}
	release, err := k.Export(ctx)
	if err != nil {
		return nil, err
	}
	k.last = Of(k.Model, release, Options{})
	return k.last, nil
}
