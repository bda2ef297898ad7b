// Package webtest starts the program as a newcomer does and looks at its pages with
// a real browser.
//
//	test ──go build, serve──► waymark on a free port
//	  └───chromedp──► Chromium ──every request is written down──► the same waymark
//
// Limits: it is for tests. It knows the program by its command line and its
// addresses only, and imports nothing of it.
package webtest

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long anything may take before a test gives up.
const patience = 2 * time.Minute

// Build compiles the program into a folder of the test and returns its path.
func Build(t testing.TB) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "waymark")
	out, err := exec.Command("go", "build", "-o", binary, "waymark").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// Serve runs binary's serve on a free port of this machine and returns its URL once
// it listens. When the test ends the program is asked to stop, and must.
func Serve(t testing.TB, binary string, args ...string) string {
	t.Helper()
	cmd := exec.Command(binary, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = t.Output()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	url := ""
	for url == "" && lines.Scan() {
		for _, word := range strings.Fields(lines.Text()) {
			if strings.HasPrefix(word, "http://") {
				url = strings.TrimRight(word, ".,/")
			}
		}
	}
	t.Cleanup(func() { stop(t, cmd, lines) })
	if url == "" {
		t.Fatal("serve printed no URL")
	}
	return url
}

// stop asks the program to end and waits for it.
func stop(t testing.TB, cmd *exec.Cmd, lines *bufio.Scanner) {
	overdue := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer overdue.Stop()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	for lines.Scan() {
		t.Logf("serve: %s", lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("serve, asked to stop: %v", err)
	}
}

// Browser gives the context of a tab in a new headless Chromium that belongs to the
// test; seen is told of every event of the tab, from its start. Without Chromium the
// test is skipped, or fails where REQUIRE_BROWSER=1.
func Browser(t testing.TB, seen func(event any)) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		const remedy = "Chromium is not installed (on Debian: apt-get install chromium)"
		if os.Getenv("REQUIRE_BROWSER") == "1" {
			t.Fatal(remedy)
		}
		t.Skip(remedy)
	}
	all := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // root, as in most build machines, has no sandbox
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(patience),
	)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, all...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(seen))
	t.Cleanup(cancel)
	return ctx
}
