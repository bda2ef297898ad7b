// Package host keeps an HTTP server of ours alive, and lets it end well.
//
//	Listen ─► Run ─► requests, each under a deadline ─► ctx ends ─► running ones finish
//	Probes: /healthz (it runs), /readyz (it can answer), /version
//
// Limits: it knows no GraphQL and no page; both are handlers that it is given.
package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// Deadlines of a connection; that of a response is Config.Answer and slack.
const (
	readHeader = 5 * time.Second
	read       = 15 * time.Second
	idle       = 2 * time.Minute
	slack      = 15 * time.Second
	maxHeader  = 64 << 10
)

// Config is how a server is run.
type Config struct {
	Handler http.Handler
	Answer  time.Duration // the longest that the handler takes for one answer
	Log     *slog.Logger
}

// Listen opens a TCP address. Returns an error that says what to do if the address
// is in use, or names what is wrong with it.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use, perhaps by another waymark; stop it, or choose another port: --listen localhost:8081", address)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %q: %w", address, err)
	}
	return listener, nil
}

// URL is what a person on this machine types into a browser to reach l.
func URL(l net.Listener) string {
	host := l.Addr().String()
	if tcp, ok := l.Addr().(*net.TCPAddr); ok && (tcp.IP.IsUnspecified() || tcp.IP.IsLoopback()) {
		host = fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return "http://" + host
}

// Run serves on l until ctx ends, then takes no more requests and waits for those
// that run. Returns an error if it could not go on, or could not wait for all.
func Run(ctx context.Context, l net.Listener, c Config) error {
	server := &http.Server{
		Handler:           c.Handler,
		ReadHeaderTimeout: readHeader,
		ReadTimeout:       read,
		WriteTimeout:      c.Answer + slack,
		IdleTimeout:       idle,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	c.Log.Info("stopping; running requests may finish")
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.Answer+slack)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// Probes adds to mux what a supervisor asks: /healthz is 200 while the process
// runs, /readyz 503 with the words of ready's error while it cannot answer,
// /version gives what version does, as JSON.
func Probes(mux *http.ServeMux, ready func(context.Context) error, version func(context.Context) any) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := ready(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(version(r.Context())) // the client may be gone
	})
}

// Healthy asks an address whether it can answer. Returns an error with its words
// if it does not say 200, or if nobody answers within three seconds.
func Healthy(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("ask %q: %w", url, err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("nobody answers: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		return nil
	}
	words, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return fmt.Errorf("%s: %s", response.Status, strings.TrimSpace(string(words)))
}
