package neostore_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"time"

	"waymark/graph/neostore"
	"waymark/graph/neostore/neotest"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/storetest"
)

// TestFaults breaks the way to a real server in every way that a network can,
// and demands a clear error, a right answer afterwards and nothing left behind.
func TestFaults(t *testing.T) {
	uri := neotest.Open(t)
	t.Run("refused", testRefused)
	t.Run("stalled", func(t *testing.T) { testStalled(t, uri) })
	t.Run("cut in mid-query", func(t *testing.T) { testCut(t, uri) })
	t.Run("full pool", func(t *testing.T) { testFullPool(t, uri) })
	t.Run("no release", func(t *testing.T) { testNoRelease(t, uri) })
	wantNoGoroutines(t)
}

func testRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // nobody listens there now
	s := connect(t, "bolt://"+l.Addr().String(), storetest.Model(t))
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	p, args := build(t, planner(t), `{ organizations { name } }`, nil)
	_, err = s.Read(ctx, p, args, store.Limits{})
	wantKind(t, err, store.Unavailable)
	if want := "nobody answers at the database's address; is it running?"; err == nil || err.Error() != want {
		t.Errorf("Read gives %v, want %s", err, want)
	}
}

func testStalled(t *testing.T, uri string) {
	s, way, p, args := behindProxy(t, uri, neostore.Config{})
	way.stall()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	_, err := s.Read(ctx, p, args, store.Limits{})
	cancel()
	wantKind(t, err, store.Unavailable)
	if err != nil && !strings.Contains(err.Error(), "did not answer in time") {
		t.Errorf("a stalled server gives %q", err)
	}
	way.resume()
	wantAnswer(t, s, p, args)
}

func testCut(t *testing.T, uri string) {
	s, way, p, args := behindProxy(t, uri, neostore.Config{})
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for range 20 {
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				_, err := s.Read(ctx, p, args, store.Limits{})
				cancel()
				if err != nil {
					wantKind(t, err, store.Unavailable)
				}
			}
		})
	}
	for range 10 {
		way.cut()
	}
	readers.Wait()
	wantAnswer(t, s, p, args)
}

func testFullPool(t *testing.T, uri string) {
	s, _, p, args := behindProxy(t, uri, neostore.Config{Pool: 2, Acquire: 20 * time.Millisecond})
	var clients sync.WaitGroup
	answered, told := 0, 0
	var mu sync.Mutex
	for range 64 {
		clients.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			_, err := s.Read(ctx, p, args, store.Limits{})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				answered++
				return
			}
			told++
			wantKind(t, err, store.Unavailable)
		})
	}
	clients.Wait()
	if answered == 0 {
		t.Errorf("of 64 clients none was answered and %d were told to try again", told)
	}
	wantAnswer(t, s, p, args)
}

func testNoRelease(t *testing.T, uri string) {
	driver := direct(t, uri)
	rows := cypherRows(t, driver, "MATCH (p:WaymarkCurrent) WITH p, p.release AS release DELETE p RETURN release", nil)
	t.Cleanup(func() {
		cypherRows(t, driver, "CREATE (:WaymarkCurrent {name: 'current', release: $release})",
			map[string]any{"release": rows[0].Values[0]})
	})
	_, err := connect(t, uri, storetest.Model(t)).Current(t.Context())
	wantKind(t, err, store.Unavailable)
	if err != nil && !strings.Contains(err.Error(), "waymark load") {
		t.Errorf("an empty database is told of as %q, want the command that fills it", err)
	}
}

// behindProxy gives a store that reaches the server through a proxy, after its
// first right answer.
func behindProxy(t *testing.T, uri string, c neostore.Config) (*neostore.Store, *proxy, *plan.Plan, plan.Args) {
	t.Helper()
	model := storetest.Model(t)
	loaded(t, uri, model, edition(t, model, "steady"))
	way := newProxy(t, strings.TrimPrefix(uri, "bolt://"))
	c.URI, c.Refresh = "bolt://"+way.listener.Addr().String(), time.Millisecond
	s, err := neostore.Open(model, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.WithoutCancel(t.Context())) })
	p, args := build(t, planner(t), `{ organizations { name units { name } } }`, nil)
	wantAnswer(t, s, p, args)
	return s, way, p, args
}

func wantAnswer(t *testing.T, s *neostore.Store, p *plan.Plan, args plan.Args) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	result, err := s.Read(ctx, p, args, store.Limits{})
	if err != nil {
		t.Fatalf("Read: %s", withCause(err))
	}
	if !bytes.Contains(result.Data[0], []byte(`"name":"steady"`)) {
		t.Errorf("Read gives %s, want organizations named steady", result.Data[0])
	}
}

// wantNoGoroutines waits until no goroutine of the store or the driver is left.
func wantNoGoroutines(t *testing.T) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	var left []string
	for range 250 {
		left = left[:0]
		var text bytes.Buffer
		if err := pprof.Lookup("goroutine").WriteTo(&text, 2); err != nil {
			t.Fatal(err)
		}
		for _, stack := range strings.Split(text.String(), "\n\n") {
			if strings.Contains(stack, "neo4j-go-driver") || strings.Contains(stack, "neostore.ahead") {
				left = append(left, stack)
			}
		}
		if len(left) == 0 {
			return
		}
		<-tick.C
	}
	t.Errorf("%d goroutines are left behind, the first:\n%s", len(left), left[0])
}

// proxy is a network between a store and its server that a test can break.
type proxy struct {
	listener net.Listener
	target   string
	mu       sync.Mutex
	flowing  *sync.Cond
	stalled  bool
	open     []net.Conn
}

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, target: target}
	p.flowing = sync.NewCond(&p.mu)
	var serving sync.WaitGroup
	serving.Go(func() { p.serve(&serving) })
	t.Cleanup(func() {
		l.Close()
		p.resume()
		p.cut()
		serving.Wait()
	})
	return p
}

func (p *proxy) serve(serving *sync.WaitGroup) {
	for {
		client, err := p.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		p.open = append(p.open, client, server)
		p.mu.Unlock()
		serving.Go(func() { p.pass(client, server) })
		serving.Go(func() { p.pass(server, client) })
	}
}

// pass carries bytes one way until one end closes.
func (p *proxy) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		p.mu.Lock()
		for p.stalled {
			p.flowing.Wait()
		}
		p.mu.Unlock()
		if _, failed := to.Write(buffer[:n]); failed != nil || err != nil {
			return
		}
	}
}

func (p *proxy) stall() { p.set(true) }

func (p *proxy) resume() { p.set(false) }

func (p *proxy) set(stalled bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stalled = stalled
	p.flowing.Broadcast()
}

// cut ends all connections at once.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.open {
		c.Close()
	}
	p.open = nil
}
