package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

// target is a contender's address, with one connection a client.
type target struct{ client *fasthttp.HostClient }

func newTarget(address string, clients int) (target, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return target{}, fmt.Errorf("the address %q: %w", address, err)
	}
	return target{&fasthttp.HostClient{
		Addr: parsed.Host, MaxConns: clients, ReadTimeout: time.Minute, WriteTimeout: time.Minute,
		MaxIdemponentCallAttempts: 1, NoDefaultUserAgentHeader: true,
	}}, nil
}

// do sends one request and reads the answer into response. Returns an error if it
// is not data without errors.
func (t target) do(r request, response *fasthttp.Response) error {
	wire := fasthttp.AcquireRequest()
	defer fasthttp.ReleaseRequest(wire)
	wire.Header.SetMethod(r.method)
	wire.SetRequestURI(r.path)
	wire.Header.SetHost(t.client.Addr)
	wire.Header.Set("Accept", "application/json")
	if r.body != nil {
		wire.Header.SetContentType("application/json")
		wire.SetBodyRaw(r.body)
	}
	if err := t.client.Do(wire, response); err != nil {
		return err
	}
	body := response.Body()
	tail := body[max(0, len(body)-300):]
	if response.StatusCode() != http.StatusOK || !bytes.HasPrefix(body, []byte(`{"data":{`)) || bytes.Contains(tail, []byte(`"errors"`)) {
		return fmt.Errorf("status %d: %.500s", response.StatusCode(), body)
	}
	return nil
}

// load is how one contender is driven with one question.
type load struct {
	requests []request
	clients  int
	time     time.Duration // after which no request begins
	most     int           // requests of one client at most
}

// sample is what one drive has measured.
type sample struct {
	took      time.Duration
	latencies []time.Duration
	bytes     int // of all answers
}

func (s sample) perSecond() float64 { return float64(len(s.latencies)) / s.took.Seconds() }

// drive lets the clients ask, each as soon as it has its answer, until the time is
// over. What has begun is ended and counts. Returns the first error of each client.
func (t target) drive(ctx context.Context, l load) (sample, error) {
	begin := time.Now()
	samples := make([]sample, l.clients)
	errs := make([]error, l.clients)
	var all sync.WaitGroup
	for c := range l.clients {
		all.Go(func() { samples[c], errs[c] = t.ask(ctx, l, c, begin.Add(l.time)) })
	}
	all.Wait()
	total := sample{took: time.Since(begin)}
	for _, s := range samples {
		total.latencies = append(total.latencies, s.latencies...)
		total.bytes += s.bytes
	}
	return total, errors.Join(errs...)
}

// ask is one client: it goes round the requests from a place of its own.
func (t target) ask(ctx context.Context, l load, client int, end time.Time) (sample, error) {
	var s sample
	response := fasthttp.AcquireResponse()
	defer fasthttp.ReleaseResponse(response)
	place := client * len(l.requests) / l.clients
	for range l.most {
		begin := time.Now()
		if !begin.Before(end) || ctx.Err() != nil {
			break
		}
		if err := t.do(l.requests[place%len(l.requests)], response); err != nil {
			return s, err
		}
		s.latencies = append(s.latencies, time.Since(begin))
		s.bytes += len(response.Body())
		place++
	}
	return s, ctx.Err()
}
