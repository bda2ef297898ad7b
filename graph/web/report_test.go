package web_test

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"waymark/graph/web"
	"waymark/loader/coverage"
)

// report is a small report, with words that HTML must not take for its own.
func report(context.Context) (*coverage.Report, error) {
	beds := coverage.Entry{ID: "IT:beds", Type: "Service", Name: "Beds & <b>meals</b>"}
	return &coverage.Report{
		Release: "0123456789abcdef", AsOf: "2026-11-25", Before: "2025-11-25",
		Jurisdictions: []string{"IT", "CORE"}, Facts: []int{3, 0},
		Kinds:        []coverage.Count{{Name: "services", Of: []int{3, 0}}},
		Themes:       []coverage.Count{{Name: "Shelter", Of: []int{1, 0}}},
		Conflicts:    []coverage.Conflict{{Entry: beds, Kind: "NOT_COMPARABLE", About: []string{"IT:beds", "IT:meals"}, Open: "Neither is the law."}},
		Unknowns:     []coverage.Unknown{{Entry: beds, Field: "value"}, {Entry: beds, Because: "The column is lost."}},
		Overdue:      []coverage.Overdue{{Entry: beds, KnownTo: "2013-05-01"}, {Entry: beds}},
		OverdueKinds: []coverage.Count{{Name: "services", Of: []int{2, 0}}},
		Cited: []coverage.Cited{{Document: "CORE:fiit", Section: "Introduction", First: 1, Last: 10, Lines: 4, Passages: 2,
			Gaps: []coverage.Range{{From: 5, To: 8}, {From: 1, To: 2}}}},
	}, nil
}

// TestReportPage holds the page to what it must say, and to what a reader with a
// screen reader or without scripts needs.
func TestReportPage(t *testing.T) {
	t.Parallel()
	response := get(t, "/report")
	body := response.Body.String()
	if response.Code != http.StatusOK || response.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("GET /report = %d, %s", response.Code, response.Header().Get("Content-Type"))
	}
	for _, want := range []string{
		`<html lang="en">`, `<main id="content">`, "0123456789ab<", `<th scope="row">services</th><td class="number">3</td><td class="number none">0</td>`,
		"Beds &amp; &lt;b&gt;meals&lt;/b&gt;", "(not comparable, about <code>IT:beds</code>, <code>IT:meals</code>)", "Neither is the law.",
		"only the existence of <code>value</code> is told", "The column is lost.", `<time datetime="2013-05-01">2013-05-01</time>`, "no day is known",
		"4 (40%)", "5 to 8, 1 to 2", "Open conflicts (1)", "Overdue (2)",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(body, "<script") || strings.Contains(body, "style=") {
		t.Error("the page needs a script or styles of its own")
	}
	checkLinks(t, body)
	checkTables(t, body)
	again := httptest.NewRequest(http.MethodGet, "/report", nil)
	again.Header.Set("If-None-Match", response.Header().Get("ETag"))
	recorder := httptest.NewRecorder()
	web.Handler(report).ServeHTTP(recorder, again)
	if recorder.Code != http.StatusNotModified {
		t.Errorf("the same report again = %d, want 304", recorder.Code)
	}
}

// checkLinks follows links within the page and to this server.
func checkLinks(t *testing.T, body string) {
	t.Helper()
	for _, match := range regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		anchor, inside := strings.CutPrefix(match[1], "#")
		switch {
		case inside && !strings.Contains(body, `id="`+anchor+`"`):
			t.Errorf("the page has no %s", match[1])
		case !inside && get(t, match[1]).Code != http.StatusOK:
			t.Errorf("GET %s is not found", match[1])
		}
	}
}

// checkTables wants a caption and headings of every table, and elements that close.
func checkTables(t *testing.T, body string) {
	t.Helper()
	tables, captions := strings.Count(body, "<table>"), strings.Count(body, "<caption>")
	if tables != 5 || tables != captions {
		t.Errorf("the page has %d tables and %d captions, want 5 of each", tables, captions)
	}
	// With its empty elements closed the page is XML.
	closed := regexp.MustCompile(`<(meta|link|br)([^>]*)>`).ReplaceAllString(body, "<$1$2/>")
	for d := xml.NewDecoder(strings.NewReader(closed)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("elements do not close: %v", err)
		}
	}
}

// TestReportAway: what cannot be made is told without its cause.
func TestReportAway(t *testing.T) {
	t.Parallel()
	recorder := httptest.NewRecorder()
	away := func(context.Context) (*coverage.Report, error) { return nil, errors.New("dial tcp: secret") }
	web.Handler(away).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/report", nil))
	if recorder.Code != http.StatusServiceUnavailable || strings.Contains(recorder.Body.String(), "secret") {
		t.Errorf("GET /report = %d: %s", recorder.Code, recorder.Body)
	}
}
