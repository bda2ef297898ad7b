package transport_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/store"
)

// TestErrors is the one place where errors become what clients see and what
// operators find in the log.
func TestErrors(t *testing.T) {
	t.Parallel()
	secret := errors.New("bolt://db: password 1234")
	for name, test := range map[string]struct {
		err     error
		status  int
		code    string
		message string
		logged  string
	}{
		"invalid":     {&store.Error{Kind: store.Invalid, Message: "no"}, 400, "INVALID", "no", ""},
		"not found":   {&store.Error{Kind: store.NotFound, Message: "none"}, 400, "NOT_FOUND", "none", ""},
		"unavailable": {&store.Error{Kind: store.Unavailable, Message: "later", Err: secret}, 503, "UNAVAILABLE", "later", "1234"},
		"internal":    {&store.Error{Kind: store.Internal, Message: "broken", Err: secret}, 500, "INTERNAL", "broken", "1234"},
		"unknown":     {secret, 500, "INTERNAL", "something is broken on this server; the fault is not yours", "1234"},
		"too late":    {context.DeadlineExceeded, 503, "UNAVAILABLE", "the answer took too long; ask for less, or again later", "deadline"},
		"coded":       {&gqlerror.Error{Message: "m", Extensions: map[string]any{"code": "INVALID"}}, 400, "INVALID", "m", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			f := newFake(t)
			f.refuse = test.err
			w := serve(f.handler(t, &log, nil), post(`{"query":"{ assess(persona: {age: 4711}) }"}`, "Accept", asGraphQL))
			want := `{"errors":[{"message":"` + test.message + `","extensions":{"code":"` + test.code + `"}}]}`
			if diff := cmp.Diff(want, w.Body.String()); diff != "" || w.Code != test.status {
				t.Errorf("status is %d, want %d; body (-want +got):\n%s", w.Code, test.status, diff)
			}
			if test.logged == "" && log.Len() > 0 || !strings.Contains(log.String(), test.logged) {
				t.Errorf("the log is %q, want %q in it", log.String(), test.logged)
			}
			if strings.Contains(log.String(), "4711") || strings.Contains(log.String(), "persona") {
				t.Errorf("the log tells of the person: %s", log.String())
			}
			if w := serve(f.handler(t, io.Discard, nil), post(`{"query":"{ word }"}`)); w.Code != 200 {
				t.Errorf("status is %d as plain JSON, want 200", w.Code)
			}
		})
	}
}

// TestPanic proves that a panic anywhere is one clean error, and that the log has
// its place but nothing that a client may have sent.
func TestPanic(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		thrown any
		logged string
	}{
		"by us":          {"age 4711", "a string"},
		"by the runtime": {nil, "nil pointer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			f := newFake(t)
			f.respond = func(context.Context) *graphql.Response {
				if test.thrown == nil {
					var none *fake
					none.reads++
				}
				panic(test.thrown)
			}
			w := serve(f.handler(t, &log, nil), post(`{"query":"{ word }"}`))
			if w.Code != 500 || !strings.Contains(w.Body.String(), `"INTERNAL"`) || !json.Valid(w.Body.Bytes()) {
				t.Errorf("got %d %s, want 500 and INTERNAL", w.Code, w.Body)
			}
			if !strings.Contains(log.String(), test.logged) || !strings.Contains(log.String(), "handler_test.go") || strings.Contains(log.String(), "4711") {
				t.Errorf("the log is %s, want %q and the place in it, and no more", log.String(), test.logged)
			}
		})
	}
}
