package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/pprof"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph"
	"waymark/graph/bench/handwritten"
	"waymark/graph/bench/naive"
	"waymark/graph/generated"
	"waymark/graph/memstore"
	"waymark/graph/neostore"
	"waymark/graph/store"
	"waymark/graph/transport"
	"waymark/schema"
)

// serve is the program in a process that a comparison started: it serves one
// contender on a free port, prints its address, and ends when its input does. It
// writes a CPU profile into the file cpu, if that is named.
func serve(ctx context.Context, stdin io.Reader, stdout io.Writer, name, uri, release, cpu string) error {
	handler, err := contenderHandler(name, uri, release)
	if err != nil {
		return err
	}
	if cpu != "" {
		file, err := os.Create(cpu)
		if err != nil {
			return fmt.Errorf("write a profile: %w", err)
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return fmt.Errorf("write a profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		io.Copy(io.Discard, bufio.NewReader(stdin))
		server.Close()
	}()
	fmt.Fprintf(stdout, "ready http://%s/graphql\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func contenderHandler(name, uri, release string) (http.Handler, error) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	switch name {
	case waymarkNeo4j:
		reader, err := neostore.Open(model, neostore.Config{URI: uri})
		if err != nil {
			return nil, err
		}
		return waymark(model, reader)
	case waymarkEmbedded:
		data, err := generate(model)
		if err != nil {
			return nil, err
		}
		reader, err := memstore.Open(model, data)
		if err != nil {
			return nil, err
		}
		return waymark(model, reader)
	}
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth())
	if err != nil {
		return nil, err
	}
	if name == naiveGqlgen {
		return naive.New(&naive.Resolver{Driver: driver, Release: release}), nil
	}
	day, err := time.Parse(time.DateOnly, asOf)
	return handwritten.New(handwritten.Config{Driver: driver, Release: release, AsOf: day}), err
}

// waymark wires the product's handler as its server does, with its default limits.
func waymark(model *schema.Schema, reader store.Reader) (http.Handler, error) {
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		return nil, fmt.Errorf("read the public schema: %w", err)
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	engine, err := graph.New(graph.Config{Model: model, Public: public, Store: reader, Present: transport.Presenter(log)})
	if err != nil {
		return nil, err
	}
	return transport.New(transport.Config{Schema: engine.Schema(), Engine: engine, Release: engine.Release, Log: log}), nil
}
