// Package neotest starts a real Neo4j Community server for tests and developers:
// the Maven artifact org.neo4j:neo4j, run by a few lines of Java on a folder and
// a loopback port of its own. No container engine and no installation is needed
// besides Java 17 and Maven, and Maven only the first time.
//
//	Open(t) ──► NEO4J_URI, if set
//	        └─► Fetch jars once ──► Start a server ──► bolt://127.0.0.1:port
//
// Limits: one database, no authentication, loopback only; it is no way to run
// Waymark for users.
package neotest

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed pom.xml
var pom []byte

//go:embed Server.java
var program []byte

// Server is a running Neo4j.
type Server struct {
	URI    string // bolt://127.0.0.1:port
	port   int
	cmd    *exec.Cmd
	alive  io.Closer // the server ends when this closes
	killed bool
}

// Folder is where the jars are kept between runs, in the user's cache folder.
// Returns an error if the system names no such folder.
func Folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a folder for Neo4j's jars: %w", err)
	}
	return filepath.Join(cache, "waymark", "neo4j-5.26.12"), nil
}

// Fetched reports whether the jars are already in the folder.
func Fetched(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "complete"))
	return err == nil
}

// Fetch brings the jars into the folder with Maven: about 120 MB, once. Returns
// an error with Maven's last lines if that fails.
func Fetch(ctx context.Context, folder string) error {
	if Fetched(folder) {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("fetch Neo4j: %w", err)
	}
	for name, content := range map[string][]byte{"pom.xml": pom, "Server.java": program} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return fmt.Errorf("fetch Neo4j: %w", err)
		}
	}
	mvn := exec.CommandContext(ctx, "mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib")
	mvn.Dir = folder
	if out, err := mvn.CombinedOutput(); err != nil {
		return fmt.Errorf("fetch Neo4j with Maven: %w\n%s", err, out)
	}
	return os.WriteFile(filepath.Join(folder, "complete"), nil, 0o644)
}

// Start runs a server on the data folder home and a loopback port; port 0 takes
// a free one. It returns when the server takes connections, or with an error
// that holds what the server printed.
func Start(ctx context.Context, folder, home string, port int) (*Server, error) {
	if port == 0 {
		free, err := freePort()
		if err != nil {
			return nil, err
		}
		port = free
	}
	cmd := exec.CommandContext(ctx, "java", "-Xmx1g", "-cp", filepath.Join(folder, "lib", "*"),
		filepath.Join(folder, "Server.java"), home, fmt.Sprint(port))
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start Neo4j: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start Neo4j: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start Neo4j (is Java 17 installed?): %w", err)
	}
	uri, printed := waitReady(out)
	if uri == "" {
		return nil, errors.Join(fmt.Errorf("start Neo4j: it ended before it was ready\n%s", printed), cmd.Wait())
	}
	return &Server{URI: uri, port: port, cmd: cmd, alive: in}, nil
}

// waitReady reads until the line that names the address.
func waitReady(out io.Reader) (uri, printed string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if uri, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			go io.Copy(io.Discard, out)
			return uri, printed
		}
		printed += lines.Text() + "\n"
	}
	return "", printed
}

// Port is the Bolt port on loopback.
func (s *Server) Port() int { return s.port }

// Kill ends the server at once, as a power cut would.
func (s *Server) Kill() error {
	err := s.cmd.Process.Kill()
	s.cmd.Wait() // its error is that it was killed
	s.killed = true
	return err
}

// Stop shuts the server down in good order.
func (s *Server) Stop() error {
	if s.killed {
		return nil
	}
	s.alive.Close()
	return s.cmd.Wait()
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
