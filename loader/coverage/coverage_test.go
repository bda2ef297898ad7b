package coverage_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/coverage"
	"waymark/schema"
	"waymark/seed"
)

const core = `jurisdiction: CORE
read: ab 2026-11-23
sources:
  doc:
    title: A document
    voice: report
    sections:
      text: {name: Text, first_line: 1, last_line: 3}
      table: {name: Table, first_line: 4, last_line: 9}
schemes:
  theme: {name: Themes}
concepts:
  theme-shelter: {scheme: theme, name: Shelter}
`

const italy = `jurisdiction: IT
source: doc
known_to: 2013-05
read: ab 2026-11-23
country: {cite: L1 "there are some beds", help: [{unknown: No number is printed., cite: L1 "there are some beds"}]}
services:
  beds: {name: {en: Beds, it: Letti}, cite: L1 "there are some beds"}
  meals: {name: Meals, known_to: 2026-11, cite: L1 "there are some beds"}
  coffee: {name: Coffee, to: 2014, cite: L1 "there are some beds"}
rules:
  beds-for-all:
    grants: beds
    force: not stated
    basis: {find: "the law on beds, whichever it may be, that nobody has found until now"}
    cite: L7,9 "for all who … for two weeks"
findings:
  too-few: {name: Beds are too few., speaker: report, themes: theme-shelter, cite: L8 "beds are too few"}
unreadable:
  a-row: {because: The column is lost., cite: L9 "for two weeks"}
conflicts:
  how-long:
    question: {en: For how long?}
    kind: contradiction
    about: beds
    says:
      - {is: two weeks, cite: L9 "for two weeks"}
      - {is: no end, cite: L7 "for all who"}
    open: Neither is the law.
`

const text = "there are some beds\n\n\n\n\n\nfor all who\nbeds are too few\nfor two weeks\n"

// small is the report of two small files.
func small(o coverage.Options) *coverage.Report {
	model, err := schema.Load(schema.Files)
	if err != nil {
		panic(err)
	}
	found, err := loader.Examine(model, fstest.MapFS{"core.yaml": {Data: []byte(core)}, "it.yaml": {Data: []byte(italy)}},
		loader.Options{Sources: fstest.MapFS{"doc.txt": {Data: []byte(text)}}})
	if err != nil || len(found.Faults) > 0 {
		panic(fmt.Sprint(err, found.Faults))
	}
	found.Release.Info.ID = "0123456789abcdef"
	o.Places, o.Wanted = found.Places, found.Summary.Wanted
	return coverage.Of(model, found.Release, o)
}

func ExampleWrite() {
	if err := coverage.Write(os.Stdout, small(coverage.Options{})); err != nil {
		panic(err)
	}
	// Output:
	// Release 0123456789ab as of 2026-11-23
	//
	// Facts                        IT   CORE
	//   schemes                     .      1
	//   concepts                    .      2
	//   country                     .      .
	//   help lines                  1      .
	//   findings                    3      .
	//   rules                       2      .
	//   services                    5      .
	//   unreadable                  1      .
	//   all                        12      3
	//
	// Entries by theme             IT   CORE
	//   Shelter                     1      .
	//
	// Lines cited                      lines   cited  passages  longest gaps
	//   CORE:doc
	//     Text                             3       1         1  2-3
	//     Table                            6       3         4  4-6
	//
	// Open conflicts: 1
	//   it.yaml:21:3: IT:how-long
	//       For how long?
	//       Neither is the law.
	//
	// Unknown, or not to be read: 2
	//   it.yaml:19:3: IT:a-row
	//       The column is lost.
	//   it.yaml:5:51: IT:help-1
	//       No number is printed.
	//
	// Legal bases wanted: 1
	//   it.yaml:14:13: IT:beds-for-all
	//       the law on beds, whichever it may be, that nobody has found until now
	//
	// Not known to hold on 2025-11-23, and not known to have ended: 2
	//
	// Overdue                      IT   CORE
	//   rules                       1      .
	//   services                    1      .
	//
	// The oldest
	//   2013-05-31  IT:beds
	//               it.yaml:7:3
	//   2013-05-31  IT:beds-for-all
	//               it.yaml:11:3
}

// TestBefore: what is overdue depends on the day.
func TestBefore(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ before, want string }{
		{"", "IT:beds IT:beds-for-all"},
		{"2013-05-31", ""},
		{"2013-06-01", "IT:beds IT:beds-for-all IT:coffee"},
		{"2026-12-01", "IT:beds IT:beds-for-all IT:meals"},
	} {
		var ids []string
		for _, o := range small(coverage.Options{Before: test.before}).Overdue {
			ids = append(ids, o.ID)
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("overdue before %q: %s, want %s", test.before, got, test.want)
		}
	}
}

// TestRelease reports on the embedded release: in 80 columns, and as JSON with the
// whole of every list.
func TestRelease(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	release, err := store.Decode(seed.Release())
	if err != nil {
		t.Fatal(err)
	}
	if release.Info.Schema != model.Hash {
		t.Fatal("the embedded release was made with another schema; go generate ./...")
	}
	r := coverage.Of(model, release, coverage.Options{})
	var out bytes.Buffer
	if err := coverage.Write(&out, r); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("a line has %d columns: %s", n, line)
		}
	}
	var back coverage.Report
	out.Reset()
	if err := coverage.JSON(&out, r); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Overdue) != len(r.Overdue) || len(back.Cited) == 0 || back.Facts[0] == 0 || len(back.Conflicts) != len(r.Conflicts) {
		t.Errorf("JSON has %d overdue, %d parts, %v facts, %d conflicts", len(back.Overdue), len(back.Cited), back.Facts, len(back.Conflicts))
	}
}
