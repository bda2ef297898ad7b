package loader_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"waymark/loader"
)

// TestEveryRun quotes runs of words of a document at the lines where they stand:
// text and fingerprints take them all. With one word replaced they take none.
// Where the report is at hand it is read through as well.
func TestEveryRun(t *testing.T) {
	t.Parallel()
	_, sources := base(t)
	everyRun(t, sources["doc.txt"].Data, 1)
	if folder := os.Getenv("WAYMARK_SOURCES"); folder != "" {
		report, err := os.ReadFile(folder + "/fiit-report.txt")
		if err != nil {
			t.Fatal(err)
		}
		everyRun(t, report, 397)
	}
}

// placed is a word of a document and its line.
type placed struct {
	word string
	line int
}

func everyRun(t *testing.T, document []byte, step int) {
	t.Helper()
	var all []placed
	for i, line := range strings.Split(string(document), "\n") {
		for _, word := range strings.Fields(line) {
			all = append(all, placed{word, i + 1})
		}
	}
	var right, wrong []string
	for at := 0; at+4 < len(all); at += step {
		for _, n := range []int{4, 5, 6, 7, 12, 30} {
			run := all[at:min(at+n, len(all))]
			if len(run) < n || strings.HasSuffix(run[n-1].word, "-") || at > 0 && strings.HasSuffix(all[at-1].word, "-") {
				continue // a hyphen at the end of a line joins two halves of a word
			}
			quote := make([]string, n)
			for i, p := range run {
				quote[i] = p.word
			}
			place := fmt.Sprintf("L%d-%d", run[0].line, run[n-1].line)
			right = append(right, place+` "`+strings.Join(quote, " ")+`"`)
			quote[n/2] = "zebra"
			wrong = append(wrong, place+` "`+strings.Join(quote, " ")+`"`)
		}
	}
	if len(right) < 50 {
		t.Fatalf("only %d runs", len(right))
	}
	m := model(t)
	for _, way := range []loader.Options{
		{Sources: fstest.MapFS{"doc.txt": {Data: document}}},
		{Fingerprints: prints(t, fstest.MapFS{"doc.txt": {Data: document}}, "doc")},
	} {
		if r, err := loader.Examine(m, citing(right), way); err != nil || len(r.Faults) > 0 {
			t.Errorf("Examine of right quotes, with texts %t: %v, faults:\n%v", way.Sources != nil, err, r.Faults)
		}
		r, err := loader.Examine(m, citing(wrong), way)
		if err != nil || len(r.Faults) != len(wrong) {
			t.Errorf("Examine of %d wrong quotes, with texts %t: %v, %d faults", len(wrong), way.Sources != nil, err, len(r.Faults))
		}
	}
}

// citing gives files with one organization that has all the citations.
func citing(citations []string) fstest.MapFS {
	var b strings.Builder
	b.WriteString("jurisdiction: CORE\nsource: doc\nread: ab 2026-11-23\nsources:\n  doc: {title: Doc, voice: report}\norganizations:\n  o:\n    name: O\n    cite:\n")
	for _, citation := range citations {
		b.WriteString("      - >-\n        " + citation + "\n")
	}
	return fstest.MapFS{"core.yaml": {Data: []byte(b.String())}}
}
