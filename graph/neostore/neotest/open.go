package neotest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"
)

// patience is how long fetching and starting may take together.
const patience = 5 * time.Minute

// Open gives the address of a Neo4j for the test: NEO4J_URI where that is set,
// else a server of its own, which ends with the test; see Own.
func Open(t testing.TB) string {
	t.Helper()
	if uri := os.Getenv("NEO4J_URI"); uri != "" {
		return uri
	}
	return Own(t, t.TempDir(), 0).URI
}

// Own starts a server for this test alone on the folder home, so that the test
// may kill it; port 0 takes a free one. With REQUIRE_NEO4J=1 the jars are fetched
// if need be and every failure fails the test; without it the test is skipped
// where no jars were fetched yet.
func Own(t testing.TB, home string, port int) *Server {
	t.Helper()
	folder, err := Folder()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("REQUIRE_NEO4J") != "1" {
		if _, err := exec.LookPath("java"); err != nil || !Fetched(folder) {
			t.Skip("no Neo4j here; to fetch and start one: REQUIRE_NEO4J=1 go test ./graph/neostore/...")
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := Fetch(ctx, folder); err != nil {
		t.Fatal(err)
	}
	server, err := Start(context.Background(), folder, home, port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Logf("stop Neo4j: %v", err)
		}
	})
	return server
}
