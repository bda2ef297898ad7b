package coverage_test

import (
	"strings"
	"testing"
	"unicode"
)

// maxLines is how many lines a passage has at most, so that a reader finds the words.
const maxLines = 12

// TestLines: every line of the report that says something is in a passage, or in
// the list of lines without a fact of their own, and never in both.
func TestLines(t *testing.T) {
	t.Parallel()
	const list = "testdata/fiit/lines.txt"
	text := reportText(t)
	model, release := examine(t)
	cited := map[int]string{}
	for _, p := range passages(t, model, release) {
		for _, line := range p.lines {
			if len(p.lines) <= maxLines {
				cited[line] = p.place
			}
		}
	}
	named := map[int]bool{}
	for _, r := range reasons(t, list) {
		for _, s := range spans(t, r.place) {
			if s.to > len(text) {
				t.Fatalf("%s: the report has %d lines", r.at, len(text))
			}
			if isBlank(text[s.from-1]) || isBlank(text[s.to-1]) {
				t.Errorf("%s: %s begins or ends with a blank line", r.at, r.place)
			}
			for line := s.from; line <= s.to; line++ {
				if named[line] {
					t.Errorf("%s: line %d is named twice", r.at, line)
				}
				if named[line] = true; cited[line] != "" {
					t.Errorf("%s: line %d is cited, by %s; take it out of the list", r.at, line, cited[line])
				}
			}
		}
	}
	for i, line := range text {
		if !isBlank(line) && cited[i+1] == "" && !named[i+1] {
			t.Errorf("line %d is in no passage of at most %d lines; cite it, or say in %s why it has no fact:\n%s", i+1, maxLines, list, line)
		}
	}
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }

// TestPassages: a passage has at most twelve lines, and a quote.
func TestPassages(t *testing.T) {
	t.Parallel()
	model, release := examine(t)
	for _, p := range passages(t, model, release) {
		if len(p.lines) > maxLines {
			t.Errorf("%s: %s has %d lines, at most %d are a passage", p.id, p.place, len(p.lines), maxLines)
		}
		if p.quote == "" {
			t.Errorf("%s: %s has no quote", p.id, p.place)
		}
	}
}

// TestQuotes: the words of every quote stand in its lines. The loader proves that as
// well, by a finer reading of the text; here only letters and digits are compared.
func TestQuotes(t *testing.T) {
	t.Parallel()
	text := reportText(t)
	model, release := examine(t)
	for _, p := range passages(t, model, release) {
		var b strings.Builder
		for _, line := range p.lines {
			b.WriteString(text[line-1])
		}
		rest := bare(b.String())
		for part := range strings.SplitSeq(p.quote, "…") {
			_, after, found := strings.Cut(rest, bare(part))
			if rest = after; !found {
				t.Errorf("%s: %q does not stand in %s", p.id, part, p.place)
			}
		}
	}
}

// bare keeps letters and digits.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
