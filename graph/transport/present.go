package transport

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/store"
)

// Codes of errors, in extensions.code. gqlgen adds GRAPHQL_PARSE_FAILED and
// GRAPHQL_VALIDATION_FAILED.
const (
	codeInvalid     = "INVALID"
	codeNotFound    = "NOT_FOUND"
	codeUnavailable = "UNAVAILABLE"
	codeInternal    = "INTERNAL"
)

const internalMessage = "something is broken on this server; the fault is not yours"

// Presenter returns the presenter of errors: what it returns a client may see;
// causes go to log, with the path of the field but nothing that was sent.
func Presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		shown := &gqlerror.Error{}
		if !errors.As(err, &shown) {
			shown = gqlerror.WrapPath(graphql.GetPath(ctx), err)
		}
		if _, coded := shown.Extensions["code"]; coded {
			return shown
		}
		e := classify(err)
		switch e.Kind {
		case store.Internal:
			log.LogAttrs(ctx, slog.LevelError, "internal error", slog.String("path", shown.Path.String()), slog.Any("cause", cause(e)))
		case store.Unavailable:
			log.LogAttrs(ctx, slog.LevelWarn, "store unavailable", slog.String("path", shown.Path.String()), slog.Any("cause", cause(e)))
		}
		return &gqlerror.Error{
			Message:    e.Message,
			Path:       shown.Path,
			Locations:  shown.Locations,
			Extensions: map[string]any{"code": code(e.Kind)},
		}
	}
}

// classify finds the kind of an error and words for people.
func classify(err error) *store.Error {
	var known *store.Error
	if errors.As(err, &known) {
		return known
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return &store.Error{Kind: store.Unavailable, Message: "the answer took too long; ask for less, or again later", Err: err}
	}
	var written *gqlerror.Error
	if errors.As(err, &written) && written.Err == nil {
		return &store.Error{Kind: store.Invalid, Message: written.Message} // by gqlgen, for clients
	}
	return &store.Error{Kind: store.Internal, Message: internalMessage, Err: err}
}

func cause(e *store.Error) string {
	if e.Err == nil {
		return e.Message
	}
	return e.Err.Error()
}

func code(k store.Kind) string {
	switch k {
	case store.NotFound:
		return codeNotFound
	case store.Invalid:
		return codeInvalid
	case store.Unavailable:
		return codeUnavailable
	}
	return codeInternal
}

// Recover makes an error of a panic. What was thrown may hold something that a
// client sent, so its text is kept only where the Go runtime threw it.
func Recover(_ context.Context, thrown any) error {
	text := fmt.Sprintf("a %T", thrown)
	if e, ok := thrown.(runtime.Error); ok {
		text = e.Error()
	}
	return &store.Error{
		Kind:    store.Internal,
		Message: internalMessage,
		Err:     fmt.Errorf("panic: %s\n%s", text, debug.Stack()),
	}
}
