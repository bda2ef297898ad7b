package docs_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/graph/web/webtest"
)

// TestProgram types at the program what people type, rightly and wrongly: every
// fault is told on the error output, says what to do, and has its exit code.
func TestProgram(t *testing.T) {
	t.Parallel()
	binary := webtest.Build(t)
	variables := filepath.Join(t.TempDir(), "vars.json")
	if err := os.WriteFile(variables, []byte(`{"code": "IT"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() })
	const byCode = `query Q($code: CountryCode!) { country(code: $code) { code } }`
	for _, test := range []struct {
		args   []string
		stdin  string
		code   int
		stdout string // is in it; empty: nothing is printed
		stderr string // is in it; empty: nothing is printed
	}{
		{args: []string{"--help"}, stdout: "waymark query -e '{ countries { code name } }'"},
		{args: []string{"query", "--help"}, stdout: "--variables"},
		{args: []string{"check", "--help"}, stdout: "WAYMARK_SOURCES"},
		{args: []string{"version"}, stdout: "answers as of 20"},
		{args: []string{"quary"}, code: 2, stderr: `did you mean "query"?`},
		{args: []string{"--lisen", ":1"}, code: 2, stderr: "-lisen"},
		{args: []string{"--listen", "nowhere"}, code: 1, stderr: `"nowhere"`},
		{args: []string{"--listen", taken.Addr().String()}, code: 1, stderr: "is in use"},
		{args: []string{"--timeout", "soon"}, code: 2, stderr: "soon"},
		{args: []string{"query"}, code: 2, stderr: "-e '…'"},
		{args: []string{"query", "-e", "{ countries { code } }", "file"}, code: 2, stderr: "one operation"},
		{args: []string{"query", "nothing.graphql"}, code: 2, stderr: "nothing.graphql"},
		{args: []string{"query", "-e", "{ countries { code } }"}, stdout: `"code": "IT"`},
		{args: []string{"query", "-"}, stdin: "{ countries { code } }", stdout: `"code": "IT"`},
		{args: []string{"query", "-e", byCode, "--variables", variables}, stdout: `"code": "IT"`},
		{args: []string{"query", "-e", byCode, "--variables", "-"}, stdin: "[1]", code: 2, stderr: "no JSON object"},
		{args: []string{"query", "-e", "{ countrys { code } }"}, code: 1, stdout: "GRAPHQL_VALIDATION_FAILED", stderr: "countries"},
		{args: []string{"query", "-e", "{ countries(limit: -1) { code } }"}, code: 1, stdout: `"INVALID"`, stderr: "limit"},
		{args: []string{"query", "-e", "{"}, code: 1, stdout: "GRAPHQL_PARSE_FAILED", stderr: "Expected"},
		{args: []string{"check", "nowhere"}, code: 1, stderr: "nowhere"},
		{args: []string{"check", "../seed"}, stdout: "persona rows answered as they say"},
		{args: []string{"diff"}, code: 1, stderr: "one folder or two"},
		{args: []string{"diff", "../seed", "../seed", "--answers"}, stdout: "0 of "},
		{args: []string{"confirm", "IT:permit-art18"}, code: 2, stderr: `"to"`},
		{args: []string{"confirm", "IT:permit-art", "--to", "2026-10", "--in", "../seed"}, code: 1, stderr: `did you mean "IT:permit-art18"?`},
		{args: []string{"export"}, stdout: `{"waymark":1,"release":"`},
		{args: []string{"export", "--help"}, stdout: "waymark export --format csv --out tables seed"},
		{args: []string{"export", "--format", "cvs"}, code: 1, stderr: `did you mean "csv"?`},
		{args: []string{"import", "--hsds", "x"}, code: 2, stderr: "jurisdiction"},
		{args: []string{"report", "../seed", "--json"}, stdout: `"overdue": [`},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, binary, test.args...)
			var stdout, stderr bytes.Buffer
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(test.stdin), &stdout, &stderr
			code := 0
			if err := cmd.Run(); err != nil {
				var exit *exec.ExitError
				if !errors.As(err, &exit) {
					t.Fatal(err)
				}
				code = exit.ExitCode()
			}
			if code != test.code || !told(stdout.String(), test.stdout) || !told(stderr.String(), test.stderr) {
				t.Errorf("exit code %d, want %d\nstdout (want %q):\n%s\nstderr (want %q):\n%s",
					code, test.code, test.stdout, &stdout, test.stderr, &stderr)
			}
			for _, bad := range []string{"goroutine ", ".go:", "panic"} {
				if strings.Contains(stderr.String(), bad) {
					t.Errorf("the error output has a stack:\n%s", &stderr)
				}
			}
		})
	}
}

func told(output, want string) bool {
	if want == "" {
		return output == ""
	}
	return strings.Contains(output, want)
}

// TestServed asks a running server what browsers and supervisors ask.
func TestServed(t *testing.T) {
	t.Parallel()
	url := webtest.Serve(t, webtest.Build(t), "--cors-origin", "https://www.example.org", "--max-body", "1000")
	post := func(body string) *http.Request {
		r, err := http.NewRequest(http.MethodPost, url+"/graphql", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		return r
	}
	from := func(origin string) *http.Request {
		r := post(`{"query": "{ countries { code } }"}`)
		r.Header.Set("Origin", origin)
		return r
	}
	get := func(path string) *http.Request {
		r, err := http.NewRequest(http.MethodGet, url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, test := range []struct {
		what    string
		request *http.Request
		status  int
		body    string
		origin  string
	}{
		{"the page", get("/"), 200, "<noscript>", ""},
		{"the report", get("/report"), 200, `<h2 id="overdue-heading">`, ""},
		{"alive", get("/healthz"), 200, "ok", ""},
		{"ready", get("/readyz"), 200, "ready", ""},
		{"version", get("/version"), 200, `"release":"`, ""},
		{"nothing there", get("/nowhere"), 404, "", ""},
		{"an operation", post(`{"query": "{ countries { code } }"}`), 200, `{"code":"IT"}`, ""},
		{"too long", post(`{"query": "{ countries { code } }` + strings.Repeat(" ", 1000) + `"}`), 413, "INVALID", ""},
		{"a friend's page", from("https://www.example.org"), 200, "countries", "https://www.example.org"},
		{"a stranger's page", from("https://www.example.com"), 200, "countries", ""},
	} {
		response, err := http.DefaultClient.Do(test.request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		origin := response.Header.Get("Access-Control-Allow-Origin")
		if response.StatusCode != test.status || !strings.Contains(string(body), test.body) || origin != test.origin {
			t.Errorf("%s: %d for %q, want %d for %q\n%.500s", test.what, response.StatusCode, origin, test.status, test.origin, body)
		}
	}
}

// BenchmarkStart measures from the start of the program until it listens and can
// answer, with the release that it embeds.
func BenchmarkStart(b *testing.B) {
	binary := webtest.Build(b)
	for b.Loop() {
		cmd := exec.Command(binary, "--listen", "127.0.0.1:0")
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		line, err := bufio.NewReader(stdout).ReadString('\n')
		if err != nil || !strings.Contains(line, "http://") {
			b.Fatalf("the program says %q: %v", line, err)
		}
		b.StopTimer()
		if err := cmd.Process.Kill(); err != nil {
			b.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		b.StartTimer()
	}
}
