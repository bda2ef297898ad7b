package bulk_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"waymark/loader/bulk"
	"waymark/schema"
)

// bulkNodes is how many nodes BenchmarkReadLines reads.
var bulkNodes = flag.Int("bulk", 20_000, "nodes that BenchmarkReadLines reads")

// BenchmarkReadLines checks a file of generated nodes with one relationship each, and
// reports nodes a second, and the most memory that was in use:
//
//	go test -run '^$' -bench ReadLines -benchtime 1x ./loader/bulk -bulk 1000000
func BenchmarkReadLines(b *testing.B) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	generate(b, filepath.Join(dir, "x.jsonl"), *bulkNodes)
	for b.Loop() {
		peak := watchMemory(b.Context())
		began := time.Now()
		content, err := bulk.ReadLines(model, os.DirFS(dir), "x.jsonl", "x.jsonl")
		if err != nil || len(content.Faults) > 0 {
			b.Fatalf("%v %.2000v", err, content.Faults)
		}
		b.ReportMetric(float64(*bulkNodes)/time.Since(began).Seconds(), "nodes/s")
		b.ReportMetric(float64(peak())/(1<<20), "MB-peak")
	}
}

func generate(b *testing.B, name string, nodes int) {
	b.Helper()
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	fmt.Fprintln(w, `{"waymark":1,"asOf":"2026-11-25"}`)
	for i := range nodes {
		fmt.Fprintf(w, `{"type":"Organization","id":"CORE:org-%08d","properties":{"jurisdiction":"CORE","name":{"en":"Organization %d of the town"},"isClass":false}`, i, i)
		if i > 0 {
			fmt.Fprintf(w, `,"relationships":{"successorOf":["CORE:org-%08d"]}`, i-1)
		}
		fmt.Fprintln(w, "}")
	}
}

// watchMemory samples the heap until the function that it gives is called, which tells
// the most bytes that were in use.
func watchMemory(ctx context.Context) func() uint64 {
	ctx, stop := context.WithCancel(ctx)
	result := make(chan uint64)
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
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
