package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The contenders, as flags and sub-commands name them.
const (
	waymarkNeo4j      = "waymark-neo4j"
	waymarkEmbedded   = "waymark-embedded"
	handwrittenCypher = "handwritten"
	neo4jGraphQL      = "neo4jgraphql"
	naiveGqlgen       = "naive"
)

// contender is one way of answering.
type contender struct {
	name    string
	title   string
	dialect string // of its questions
}

func contenders() []contender {
	return []contender{
		{waymarkNeo4j, "Waymark on Neo4j", "waymark"},
		{waymarkEmbedded, "Waymark, embedded", "waymark"},
		{handwrittenCypher, "Cypher by hand, Go driver, encoding/json", handwrittenCypher},
		{neo4jGraphQL, "@neo4j/graphql 7.6.3 on graphql-yoga 5.24", neo4jGraphQL},
		{naiveGqlgen, "gqlgen, a query per field", naiveGqlgen},
	}
}

// command is the process that serves the contender from a Neo4j. Whatever it is
// written in, it prints "ready" and its address, and ends when its input does. One
// in Go writes a CPU profile into the folder cpu, if there is one.
func (c contender) command(ctx context.Context, uri, release, cpu string) (*exec.Cmd, error) {
	if c.name == neo4jGraphQL {
		node := exec.CommandContext(ctx, "node", filepath.Join(nodeFolder, "server.js"), uri)
		node.Env = append(os.Environ(), "NODE_ENV=production")
		return node, nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	if cpu != "" {
		cpu = filepath.Join(cpu, c.name+".prof")
	}
	return exec.CommandContext(ctx, self, "serve", c.name, uri, release, cpu), nil
}

// process is a contender that runs.
type process struct {
	url string
	cmd *exec.Cmd
	in  io.Closer
}

// start runs a contender and waits until it serves.
func (c contender) start(ctx context.Context, uri, release, cpu string) (*process, error) {
	cmd, err := c.command(ctx, uri, release, cpu)
	if err != nil {
		return nil, err
	}
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", c.name, err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", c.name, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", c.name, err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			go io.Copy(io.Discard, out)
			return &process{url: url, cmd: cmd, in: in}, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("start %s: it ended before it was ready", c.name), cmd.Wait())
}

// stop lets the process end, and ends it where it does not.
func (p *process) stop() {
	p.in.Close()
	timer := time.AfterFunc(10*time.Second, func() { p.cmd.Process.Kill() })
	defer timer.Stop()
	p.cmd.Wait() // how it ends says nothing: it has been measured already
}

// nodeFolder has the server in JavaScript, seen from the folder of this module.
const nodeFolder = "neo4jgraphql"

// installNode brings the npm packages that the lock file names, once.
func installNode(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(nodeFolder, "package-lock.json")); err != nil {
		return fmt.Errorf("run this inside graph/bench: %w", err)
	}
	if _, err := os.Stat(filepath.Join(nodeFolder, "node_modules", "@neo4j", "graphql", "package.json")); err == nil {
		return nil
	}
	npm := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund")
	npm.Dir = nodeFolder
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci in %s (or leave neo4jgraphql out with -only): %w\n%s", nodeFolder, err, out)
	}
	return nil
}
