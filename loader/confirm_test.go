package loader_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/schema"
	"waymark/seed"
)

const confirmFile = `# Rules, as a page tells them.
jurisdiction: IT
source: doc
known_to: 2013-05   # the page is of May
read: ab 2026-11-23

services:
  beds:                     # for the night
    name: {en: Beds}        # as the page says: "beds"
    types: shelter
    # the line of the page
    cite: L1 "a shelter gives help"
  più: {name: {it: "Più letti"}, types: shelter, cite: 'L1 "a shelter gives help"'}
statuses:
  social:
    known_to: '2012-03'     # older
    name: Social protection
    read:
      - ab 2026-11-20       # on paper
      - cd 2026-11-21
    cite: L10 "calls this the “social path”"
  other: {name: Other, known_to: 2014, read: [ab 2026-11-20, "cd 2026-11-21"], cite: 'L10 "calls this the “social path”"'}
`

const confirmedFile = `# Rules, as a page tells them.
jurisdiction: IT
source: doc
known_to: 2013-05   # the page is of May
read: ab 2026-11-23

services:
  beds:                     # for the night
    name: {en: Beds}        # as the page says: "beds"
    types: shelter
    # the line of the page
    known_to: 2026-11
    read: [ab 2026-11-23, ef 2026-12-24]
    cite: L1 "a shelter gives help"
  più: {name: {it: "Più letti"}, types: shelter, known_to: 2026-11, read: [ab 2026-11-23, ef 2026-12-24], cite: 'L1 "a shelter gives help"'}
statuses:
  social:
    known_to: 2026-11     # older
    name: Social protection
    read:
      - ab 2026-11-20       # on paper
      - cd 2026-11-21
      - ef 2026-12-24
    cite: L10 "calls this the “social path”"
  other: {name: Other, known_to: 2026-11, read: [ab 2026-11-20, "cd 2026-11-21", ef 2026-12-24], cite: 'L10 "calls this the “social path”"'}
`

func confirmFolder(t *testing.T) (fstest.MapFS, loader.Options) {
	t.Helper()
	files, sources := base(t)
	place(files, sources, "it.yaml", []byte(confirmFile))
	return files, loader.Options{Sources: sources, Folder: "seed"}
}

// TestConfirm: what is renewed is renewed, and the rest keeps its comments, its
// quotation marks and its blanks.
func TestConfirm(t *testing.T) {
	t.Parallel()
	files, o := confirmFolder(t)
	got, err := loader.Confirm(model(t), files, o, loader.Confirmation{
		Keys: []string{"beds", "IT:più", "social", "other", "social"}, To: "2026-11", By: "ef", On: "2026-12-24"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(confirmedFile, string(got.Files["it.yaml"])); diff != "" || len(got.Files) != 1 {
		t.Errorf("Confirm changes %d files (-want +got):\n%s", len(got.Files), diff)
	}
	var lines []string
	for _, e := range got.Entries {
		lines = append(lines, fmt.Sprintf("%s %s: %s to %s", e.Pos, e.ID, e.Before, e.After))
	}
	want := []string{
		"seed/it.yaml:8:3 IT:beds: 2013-05-31 to 2026-11-30",
		"seed/it.yaml:13:3 IT:più: 2013-05-31 to 2026-11-30",
		"seed/it.yaml:15:3 IT:social: 2012-03-31 to 2026-11-30",
		"seed/it.yaml:22:3 IT:other: 2014-12-31 to 2026-11-30",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("Entries (-want +got):\n%s", diff)
	}
	if string(files["it.yaml"].Data) != confirmFile {
		t.Error("Confirm changed the text that it was given")
	}
}

// TestConfirmReader renews the day of a reader who is there already.
func TestConfirmReader(t *testing.T) {
	t.Parallel()
	files, o := confirmFolder(t)
	for _, test := range []struct{ key, by, want string }{
		{"beds", "ab", "    read: ab 2026-12-24\n"},
		{"social", "ab", "      - ab 2026-12-24       # on paper\n      - cd 2026-11-21\n    cite"},
		{"other", "cd", "read: [ab 2026-11-20, cd 2026-12-24], cite"},
	} {
		got, err := loader.Confirm(model(t), files, o, loader.Confirmation{
			Keys: []string{test.key}, To: "2026-12-01", By: test.by, On: "2026-12-24"})
		if err != nil {
			t.Errorf("Confirm(%s, by %s): %v", test.key, test.by, err)
			continue
		}
		if text := string(got.Files["it.yaml"]); !strings.Contains(text, test.want) {
			t.Errorf("Confirm(%s, by %s) = %s\nwant in it %s", test.key, test.by, text, test.want)
		}
	}
}

func TestConfirmRefuses(t *testing.T) {
	t.Parallel()
	files, o := confirmFolder(t)
	for _, test := range []struct {
		wanted loader.Confirmation
		want   string
	}{
		{loader.Confirmation{Keys: []string{"beds"}, To: "soon"}, `"soon" is no date (write 2004, 2024-10 or 1998-07-25)`},
		{loader.Confirmation{Keys: []string{"beds"}, To: "2027"}, "nobody can know on 2026-12-24 what holds on 2027-12-31 (write 2026-12-24)"},
		{loader.Confirmation{Keys: []string{"beds"}, To: "2026-11", By: "a b"}, `"a b" are no initials (write ab)`},
		{loader.Confirmation{Keys: []string{"bed", "shelter", "IT", "beds"}, To: "2026-12-24", By: "ab"},
			"there is no entry \"bed\" (did you mean \"beds\"?)\n" +
				"seed/core.yaml:27:3: concept \"shelter\" holds at no time of its own; it has no known_to\n" +
				"seed/country.yaml:5:1: country \"IT\" holds at no time of its own; it has no known_to"},
		{loader.Confirmation{Keys: []string{"beds"}, To: "2013-05-01"}, `seed/it.yaml:8:3: service "beds" is known to hold to 2013-05-31 already`},
		{loader.Confirmation{Keys: []string{"beds"}, To: "2026-12-10"},
			`seed/it.yaml:8:3: service "beds" was last read on 2026-11-23; say who has read it since (--by ab)`},
	} {
		test.wanted.On = "2026-12-24"
		got, err := loader.Confirm(model(t), files, o, test.wanted)
		if err == nil || err.Error() != test.want || got != nil {
			t.Errorf("Confirm(%+v) = %v, %v, want %s", test.wanted, got, err, test.want)
		}
	}
	files["it.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(confirmFile, "types", "typs", 1))}
	var faults schema.Errors
	_, err := loader.Confirm(model(t), files, o, loader.Confirmation{Keys: []string{"beds"}, To: "2026-11", By: "ab", On: "2026-12-24"})
	if !errors.As(err, &faults) || len(faults) != 1 {
		t.Errorf("Confirm of files with faults = %v", err)
	}
}

// TestConfirmAll renews every entry of the project's own files that can be, at
// once: whatever form an entry has, only known_to and read change.
func TestConfirmAll(t *testing.T) {
	t.Parallel()
	m, folder := model(t), os.DirFS("../seed")
	o := loader.Options{Fingerprints: seed.Fingerprints(), Folder: "seed"}
	before, err := loader.Check(m, folder, o)
	if err != nil {
		t.Fatal(err)
	}
	wanted := loader.Confirmation{To: "2099-01", By: "zz", On: "2099-01-31"}
	for _, r := range before.Records {
		if m.Node(r.Type).Field("knownTo") != nil && r.Type != "Role" && r.Type != "Completeness" { // these two are made
			wanted.Keys = append(wanted.Keys, r.ID)
		}
	}
	got, err := loader.Confirm(m, folder, o, wanted)
	if err != nil || len(got.Entries) != len(wanted.Keys) || len(got.Entries) < 100 {
		t.Fatalf("Confirm of %d entries: %v", len(wanted.Keys), err)
	}
	texts := fstest.MapFS{}
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		if now, changed := got.Files[name]; changed {
			if strings.Count(string(text), "#") != strings.Count(string(now), "#") {
				t.Errorf("%s has lost a comment", name)
			}
			text = now
		}
		texts[name] = &fstest.MapFile{Data: text}
	}
	after, err := loader.Check(m, texts, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(facts(m, before), facts(m, after)); diff != "" {
		t.Errorf("other facts (-before +after):\n%s", diff)
	}
}

// facts prints all that a release holds but up to when it is known, and who read it
// when.
func facts(m *schema.Schema, r *store.Release) []string {
	var list []string
	for _, record := range r.Records {
		for _, p := range m.Node(record.Type).Properties {
			renewed := slices.Contains([]string{"knownTo", "read", "checkedOn"}, p.Name)
			if v := record.Props[p.Index]; !renewed && !v.IsNull() {
				list = append(list, fmt.Sprintf("%s %s: %s", record.ID, p.Name, store.AppendValue(nil, v)))
			}
		}
		list = append(list, fmt.Sprintf("%s: %q", record.ID, record.Edges))
	}
	return list
}
