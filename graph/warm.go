package graph

import (
	"context"
	"time"
)

// Warm reads the former ids and the rules of every country of the current release, so that nobody who
// asks first waits for a database to plan that statement. Returns the store's error.
func (e *Engine) Warm(ctx context.Context) error {
	info, err := e.config.Store.Current(ctx)
	if err != nil {
		return err
	}
	if _, err := e.former.of(ctx, info.ID); err != nil {
		return err
	}
	codes, err := e.rules.countries(ctx, info.ID)
	if err != nil {
		return err
	}
	for _, code := range codes {
		if _, err := e.rules.open(ctx, info.ID, code); err != nil {
			return err
		}
	}
	return nil
}

// Follow warms the engine whenever another release has become current, which it
// looks up every so often, until ctx ends. A store that cannot be read is tried
// again the next time: whoever asks meanwhile is told by the answer.
func (e *Engine) Follow(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	warm := ""
	for {
		if info, err := e.config.Store.Current(ctx); err == nil && info.ID != warm && e.Warm(ctx) == nil {
			warm = info.ID
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
