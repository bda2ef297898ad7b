// Command start runs the Neo4j that the tests use until it is interrupted:
//
//	go run ./graph/neostore/neotest/start [-data FOLDER] [-port PORT]
//
// Point Waymark or the tests at it with NEO4J_URI.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"waymark/graph/neostore/neotest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Stdout, os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	flags := flag.NewFlagSet("start", flag.ContinueOnError)
	data := flags.String("data", "", "folder that holds the data (default: a new temporary one)")
	port := flags.Int("port", 7687, "Bolt port on loopback; 0 takes a free one")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag; see -help", flags.Arg(0))
	}
	home := *data
	if home == "" {
		temporary, err := os.MkdirTemp("", "waymark-neo4j-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		home = temporary
	}
	folder, err := neotest.Folder()
	if err != nil {
		return err
	}
	if !neotest.Fetched(folder) {
		fmt.Fprintln(out, "fetching Neo4j, some 120 MB, once")
	}
	if err := neotest.Fetch(ctx, folder); err != nil {
		return err
	}
	server, err := neotest.Start(context.Background(), folder, home, *port)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Neo4j serves %s on %s; interrupt to end\n", home, server.URI)
	<-ctx.Done()
	return server.Stop()
}
