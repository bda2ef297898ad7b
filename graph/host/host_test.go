package host_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"waymark/graph/host"
)

// TestRun asks a server to stop while it answers: the answer must still arrive, and
// only then may Run return.
func TestRun(t *testing.T) {
	t.Parallel()
	listener, err := host.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	entered, leave := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-leave
		io.WriteString(w, "the answer")
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- host.Run(ctx, listener, host.Config{Handler: handler, Answer: time.Minute, Log: slog.New(slog.DiscardHandler)})
	}()
	body := make(chan string, 1)
	go func() {
		response, err := http.Get(host.URL(listener))
		if err != nil {
			body <- err.Error()
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		body <- string(text)
	}()
	<-entered
	stop()
	select {
	case err := <-done:
		t.Fatalf("Run returned %v while a request was running", err)
	default:
	}
	close(leave)
	if got := <-body; got != "the answer" {
		t.Errorf("the running request got %q, want its answer", got)
	}
	if err := <-done; err != nil {
		t.Errorf("Run = %v, want nil", err)
	}
}

// TestListen holds the commonest fault, a port in use, to saying what to do.
func TestListen(t *testing.T) {
	t.Parallel()
	first, err := host.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if got := host.URL(first); !strings.HasPrefix(got, "http://localhost:") {
		t.Errorf("URL = %q, want http://localhost:…", got)
	}
	if _, err = host.Listen(t.Context(), first.Addr().String()); err == nil || !strings.Contains(err.Error(), "in use") ||
		!strings.Contains(err.Error(), "--listen") {
		t.Errorf("Listen on a port in use: %v, want what to do", err)
	}
	if _, err = host.Listen(t.Context(), "nowhere"); err == nil || !strings.Contains(err.Error(), `"nowhere"`) {
		t.Errorf(`Listen("nowhere") = %v, want an error that names it`, err)
	}
}

// TestProbes asks what a supervisor asks, of a server that can answer and of one
// that cannot.
func TestProbes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		ready        error
		path         string
		status       int
		body, format string
	}{
		{nil, "/healthz", 200, "ok\n", "text/plain"},
		{nil, "/readyz", 200, "ready\n", "text/plain"},
		{errors.New("no release"), "/healthz", 200, "ok\n", "text/plain"},
		{errors.New("no release"), "/readyz", 503, "no release\n", "text/plain"},
		{nil, "/version", 200, "{\"a\":\"b\"}\n", "application/json"},
	} {
		mux := http.NewServeMux()
		host.Probes(mux, func(context.Context) error { return test.ready }, func(context.Context) any { return map[string]string{"a": "b"} })
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, test.path, nil))
		if w.Code != test.status || w.Body.String() != test.body || !strings.HasPrefix(w.Header().Get("Content-Type"), test.format) {
			t.Errorf("GET %s (ready: %v) = %d %q as %s, want %d %q as %s", test.path, test.ready,
				w.Code, w.Body, w.Header().Get("Content-Type"), test.status, test.body, test.format)
		}
	}
}
