package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/web"
)

// TestQuestions holds every tab to the public schema: it has a title, one named
// operation, and nothing that the schema does not offer.
func TestQuestions(t *testing.T) {
	t.Parallel()
	sdl, err := os.ReadFile("../generated/public.graphql")
	if err != nil {
		t.Fatal(err)
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: string(sdl)})
	if err != nil {
		t.Fatal(err)
	}
	questions := web.Questions()
	if len(questions) < 6 || questions[0].Operation != "Italy" {
		t.Fatalf("Questions() = %d, the first one %q; want 6 or more, Italy first", len(questions), questions[0].Operation)
	}
	for _, q := range questions {
		doc, err := gqlparser.LoadQueryWithRules(public, q.Text, nil)
		if err != nil {
			t.Errorf("%s: %v", q.File, err)
			continue
		}
		if len(doc.Operations) != 1 || doc.Operations[0].Name != q.Operation {
			t.Errorf("%s: the tab is called %q, its operations are %v", q.File, q.Operation, doc.Operations)
		}
		if !strings.HasPrefix(q.Text, "# "+q.Title+"\n") || len(q.Title) < 10 || len(q.Title) > 50 {
			t.Errorf("%s: the title %q is no first line of 10 to 50 letters", q.File, q.Title)
		}
	}
}

// TestPage holds the page to what a reader without JavaScript, with a screen reader
// or with a careful browser needs.
func TestPage(t *testing.T) {
	t.Parallel()
	response := get(t, "/")
	body := response.Body.String()
	for _, want := range []string{
		`<html lang="en">`, "<title>", "<main ", "<h1>", "<noscript>", "/graphql", web.Questions()[0].Title,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	policy := response.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; ") {
		t.Errorf("Content-Security-Policy = %q", policy)
	}
	for _, bad := range []string{"unsafe-", "http:", "https:", "*"} {
		if strings.Contains(policy, bad) {
			t.Errorf("Content-Security-Policy = %q, which has %s", policy, bad)
		}
	}
	for _, match := range regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		if !strings.HasPrefix(match[1], "/") {
			t.Errorf("the page refers to %s, which is not of this server", match[1])
		} else if got := get(t, match[1]).Code; got != http.StatusOK {
			t.Errorf("GET %s = %d, want 200", match[1], got)
		}
	}
	if again := get(t, "/").Header().Get("Content-Security-Policy"); again == policy {
		t.Error("two pages have the same nonce")
	}
}

// TestFiles holds assets to their tags, and the rest to not being found.
func TestFiles(t *testing.T) {
	t.Parallel()
	first := get(t, "/assets/page.js")
	if got, want := first.Header().Get("Content-Type"), "text/javascript; charset=utf-8"; got != want {
		t.Errorf("Content-Type = %q, want %q", got, want)
	}
	request := httptest.NewRequest(http.MethodGet, "/assets/page.js", nil)
	request.Header.Set("If-None-Match", first.Header().Get("ETag"))
	again := httptest.NewRecorder()
	web.Handler(report).ServeHTTP(again, request)
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("the same file again = %d with %d bytes, want 304 with none", again.Code, again.Body.Len())
	}
	for _, path := range []string{"/assets/", "/assets/web.go", "/vendored/README.md", "/questions/../web.go", "/nowhere"} {
		if got := get(t, path).Code; got == http.StatusOK {
			t.Errorf("GET %s = %d, want it not to be found", path, got)
		}
	}
}

// TestVendored compares the vendored files with the sums that their README states.
func TestVendored(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("vendored/README.md")
	if err != nil {
		t.Fatal(err)
	}
	stated := map[string]string{}
	for _, row := range regexp.MustCompile("\\| `(\\S+)` \\|.*\\| `([0-9a-f]{64})` \\|").FindAllStringSubmatch(string(readme), -1) {
		stated[row[1]] = row[2]
	}
	err = fs.WalkDir(os.DirFS("vendored"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if ext := filepath.Ext(path); ext != ".js" && ext != ".css" {
			return nil
		}
		content, err := os.ReadFile(filepath.Join("vendored", path))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		if got := hex.EncodeToString(sum[:]); got != stated[path] {
			t.Errorf("vendored/%s has the sum %s; its README states %q", path, got, stated[path])
		}
		if _, err := os.Stat(filepath.Join("vendored", filepath.Dir(path), "LICENSE")); err != nil {
			t.Errorf("vendored/%s: no licence beside it", path)
		}
		delete(stated, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for path := range stated {
		t.Errorf("vendored/README.md states %s, which is not there", path)
	}
}

func get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	recorder := httptest.NewRecorder()
	web.Handler(report).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder
}
