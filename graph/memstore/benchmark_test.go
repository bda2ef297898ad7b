package memstore_test

import (
	"testing"

	"waymark/graph/memstore"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/seed"
)

// BenchmarkRead asks the three questions: go test -bench Read ./graph/memstore.
func BenchmarkRead(b *testing.B) { storetest.Benchmark(b, open) }

// BenchmarkOpen opens the release that a server embeds.
func BenchmarkOpen(b *testing.B) {
	model := storetest.Product(b)
	release, err := store.Decode(seed.Release())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := memstore.Open(model, release); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(release.Records)), "records")
}
