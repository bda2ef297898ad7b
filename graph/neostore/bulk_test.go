package neostore

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"waymark/graph/neostore/neotest"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// bulk is how many nodes BenchmarkBulk loads; there are twice as many relationships.
var bulk = flag.Int("bulk", 20_000, "nodes that BenchmarkBulk loads")

// BenchmarkBulk streams generated records into a release and, beside it, sends the
// same rows, made ready before the clock starts, by plain UNWIND batches:
//
//	go test -run '^$' -bench Bulk -benchtime 1x ./graph/neostore -bulk 1000000
//
// It reports rows a second of both, their ratio, and the most memory that the
// stream took.
func BenchmarkBulk(b *testing.B) {
	model := storetest.Model(b)
	s, err := Open(model, Config{URI: neotest.Open(b)})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close(b.Context())
	for b.Loop() {
		info := store.Info{ID: fmt.Sprintf("bulk-%d", time.Now().UnixNano()), AsOf: "2013-05-01", Schema: model.Hash}
		for record := range generated(model, *bulk) {
			info.Nodes++
			for _, targets := range record.Edges {
				info.Edges += len(targets)
			}
		}
		rows := float64(info.Nodes + info.Edges)
		plain := plainly(b, s, info, model)
		peak := watchMemory(b.Context())
		began := time.Now()
		if _, err := s.LoadRecords(b.Context(), info, generated(model, *bulk), store.LoadOptions{Grace: time.Millisecond}); err != nil {
			b.Fatal(err)
		}
		streamed := time.Since(began)
		b.ReportMetric(rows/streamed.Seconds(), "rows/s")
		b.ReportMetric(rows/plain.Seconds(), "plain-rows/s")
		b.ReportMetric(plain.Seconds()/streamed.Seconds(), "of-plain")
		b.ReportMetric(float64(peak())/(1<<20), "MB-peak")
	}
}

// generated streams n nodes over the test schema: organizations and services in
// equal parts, after a few countries.
func generated(model *schema.Schema, n int) Records {
	return func(yield func(store.Record, error) bool) {
		for i := range 27 {
			if !yield(node(model, "Country", fmt.Sprintf("C%02d", i), map[string]string{"name_en": fmt.Sprintf("Country %d", i), "code": fmt.Sprintf("C%d", i)}, nil), nil) {
				return
			}
		}
		for i := range n / 2 {
			country := fmt.Sprintf("C%02d", i%27)
			organization := node(model, "Organization", fmt.Sprintf("%s:org-%07d", country, i),
				map[string]string{"name_en": fmt.Sprintf("Organization %d of the town", i), "sector": "PRIVATE"},
				map[string][]string{"country": {country}})
			if !yield(organization, nil) {
				return
			}
		}
		for i := range n / 2 {
			country := fmt.Sprintf("C%02d", i%27)
			other := (i + 27) % (n / 2)
			service := node(model, "Service", fmt.Sprintf("%s:service-%07d", country, i),
				map[string]string{"name_en": fmt.Sprintf("Shelter number %d", i), "from": "2010-01-01"},
				map[string][]string{"country": {country}, "providers": {
					fmt.Sprintf("%s:org-%07d", country, i), fmt.Sprintf("C%02d:org-%07d", other%27, other)}})
			if !yield(service, nil) {
				return
			}
		}
	}
}

func node(model *schema.Schema, typ, id string, texts map[string]string, edges map[string][]string) store.Record {
	n := model.Node(typ)
	r := store.Record{Type: typ, ID: id, Props: make([]schema.Value, len(n.Properties)), Edges: make([][]string, len(n.Outgoing))}
	r.Props[n.Property("id").Index] = schema.Text(id)
	r.Props[n.Property("jurisdiction").Index] = schema.Text(id[:3])
	for column, text := range texts {
		r.Props[n.Property(column).Index] = schema.Text(text)
	}
	for name, targets := range edges {
		r.Edges[n.Field(name).Relationship.Index] = targets
	}
	return r
}

// plainly writes the rows of a release of its own and gives the time that the
// database took for them; the rows are made while the clock stands.
func plainly(b *testing.B, s *Store, info store.Info, model *schema.Schema) time.Duration {
	b.Helper()
	if err := s.Define(b.Context()); err != nil {
		b.Fatal(err)
	}
	info.ID += "-plain"
	rows := newBatcher(model, info.ID, 5_000)
	var took time.Duration
	send := func(next batch, err error) {
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		result, err := s.query(b.Context(), next.text, map[string]any{"rows": next.rows})
		if err != nil {
			b.Fatal(err)
		}
		took += time.Since(began)
		if next.created == nil {
			return
		}
		ids := make([]string, len(result.Records))
		for i, record := range result.Records {
			ids[i] = record.Values[0].(string)
		}
		if err := next.created(ids); err != nil {
			b.Fatal(err)
		}
	}
	for next, err := range rows.nodes(generated(model, *bulk)) {
		send(next, err)
	}
	for next, err := range rows.edges(generated(model, *bulk)) {
		send(next, err)
	}
	return took
}

// watchMemory samples the heap until the function that it gives is called, which
// tells the most bytes that were in use.
func watchMemory(ctx context.Context) func() uint64 {
	ctx, stop := context.WithCancel(ctx)
	result := make(chan uint64)
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		var stats runtime.MemStats
		most := uint64(0)
		for {
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapInuse)
			select {
			case <-ctx.Done():
				result <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 { stop(); return <-result }
}
