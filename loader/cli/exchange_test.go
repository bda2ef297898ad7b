package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	ucli "github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader/cli"
	"waymark/schema"
)

// said runs the program's verbs and gives what they print.
func said(t *testing.T, d *database, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := &ucli.Command{Name: "waymark", Writer: &out, ErrWriter: &out,
		ExitErrHandler: func(context.Context, *ucli.Command, error) {}}
	root.Commands = cli.Commands(cli.Config{Out: &out,
		DatabaseFlags: []ucli.Flag{&ucli.StringFlag{Name: "neo4j", Local: true}},
		Connect: func(context.Context, *schema.Schema, *ucli.Command) (store.Writer, func(), error) {
			return d, func() {}, nil
		}})
	err := root.Run(t.Context(), append([]string{"waymark"}, args...))
	return out.String(), err
}

func mustSay(t *testing.T, d *database, args ...string) string {
	t.Helper()
	out, err := said(t, d, args...)
	if err != nil {
		t.Fatalf("waymark %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// TestExchange goes the way round: seed files, an export in each form that is read
// again, a check, a load, a comparison, and the same bytes at the end.
func TestExchange(t *testing.T) {
	t.Parallel()
	seed := write(t, map[string]string{"it.yaml": `jurisdiction: IT
source: s
known_to: 2013-05
read: wm 2026-11-25
country: {cite: s page}
sources: {s: {title: A page, voice: law, at: "https://example.org/"}}
organizations:
  house: {name: {en: House}, sector: private, cite: s page}
services:
  beds: {name: {en: "Beds, \"warm\""}, provided_by: house, cite: s page}
`})
	out, d := t.TempDir(), &database{}
	file, tables := filepath.Join(out, "all.jsonl"), filepath.Join(out, "tables")
	first := mustSay(t, d, "export", seed)
	mustSay(t, d, "export", "--out", file, seed)
	mustSay(t, d, "export", "--format", "csv", "--out", tables, seed)
	if text, err := os.ReadFile(file); err != nil || string(text) != first {
		t.Errorf("the file differs from the standard output: %v", err)
	}
	for _, source := range []string{file, tables} {
		if got := mustSay(t, d, "export", source); got != first {
			t.Errorf("export %s gives\n%swant\n%s", source, got, first)
		}
		if got := mustSay(t, d, "check", source); !strings.Contains(got, "no faults\n\nrelease ") {
			t.Errorf("check %s says %q", source, got)
		}
		if got := mustSay(t, d, "diff", seed, source); got != "nothing differs\n" {
			t.Errorf("diff with %s says %q", source, got)
		}
	}
	mustSay(t, d, "load", seed)
	if got := mustSay(t, d, "export", "--neo4j", "neo4j://db"); got != first {
		t.Errorf("export from the database gives\n%swant\n%s", got, first)
	}
	if got := mustSay(t, d, "load", file); !strings.Contains(got, "is current already") {
		t.Errorf("load of the exported file says %q", got)
	}
	if got := mustSay(t, d, "load", tables, "--dry-run"); got != "nothing differs\n" {
		t.Errorf("a dry run with the exported folder says %q", got)
	}
	if _, err := os.Stat(file + ".part"); err == nil {
		t.Error("a part of a file is left")
	}
}

// TestExchangeFaults changes one word of an export: it is told with its place, and
// nothing is loaded.
func TestExchangeFaults(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{"x.jsonl": `{"waymark":1,"asOf":"2026-11-25"}
{"type":"Concept","id":"CORE:beds","properties":{"jurisdiction":"CORE","code":"beds","name":{"en":"Beds"}},"relationships":{"scheme":"CORE:tipe"}}
`})
	d := &database{}
	for _, args := range [][]string{{"check", dir}, {"load", filepath.Join(dir, "x.jsonl")}, {"export", dir}} {
		got, err := said(t, d, args...)
		const want = `x.jsonl:2:134: Concept CORE:beds: "scheme" leads to "CORE:tipe", which is not defined` + "\n\n1 fault; "
		if !errors.Is(err, cli.ErrFaults) || !strings.Contains(got, want) {
			t.Errorf("%s: %v, %q; want ErrFaults and %q", args[0], err, got, want)
		}
	}
	if len(d.held) > 0 {
		t.Error("files with faults were loaded")
	}
}

func TestExportForms(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	for _, test := range []struct {
		args []string
		want string // in what is printed, or in a file
		file string
	}{
		{[]string{}, `{"waymark":1,"release":"`, ""},
		{[]string{"--format", "cypher"}, "CREATE CONSTRAINT ", ""},
		{[]string{"--format", "jsonld", "--base", "https://data.example.org/"}, `"wmid":"https://data.example.org/id/"`, ""},
		{[]string{"--format", "csv", "--out", filepath.Join(out, "csv")}, "id,jurisdiction,", "csv/Service.csv"},
		{[]string{"--format", "hsds", "--out", filepath.Join(out, "hsds")}, `"organization_id": "`, "hsds/services.json"},
	} {
		got := mustSay(t, &database{}, append([]string{"export"}, test.args...)...)
		if test.file != "" {
			text, err := os.ReadFile(filepath.Join(out, test.file))
			if err != nil {
				t.Fatal(err)
			}
			got = string(text)
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("export %q gives\n%.300s\nwant in it %s", test.args, got, test.want)
		}
	}
}

func TestExchangeRefuses(t *testing.T) {
	t.Parallel()
	full := write(t, map[string]string{"old.csv": "id\n", "it.yaml": ""})
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"export", "--format", "jsnl"}, `there is no format "jsnl" (did you mean "jsonl"?)`},
		{[]string{"export", "--format", "csv"}, "name a new folder with --out"},
		{[]string{"export", "--format", "csv", "--out", full}, "the folder is not empty"},
		{[]string{"export", "a", "b"}, "export takes one folder or file, not 2"},
		{[]string{"export", "--format", "jsonld", "--base", "here"}, `the base "here" is no absolute address`},
		{[]string{"export", "--out", filepath.Join(full, "none", "x")}, "no such file or directory"},
		{[]string{"import"}, `"hsds, jurisdiction" not set`},
		{[]string{"import", "--hsds", "x", "--jurisdiction", "Italy"}, `"Italy" is no country's code`},
		{[]string{"import", "--hsds", filepath.Join(full, "none"), "--jurisdiction", "IT"}, "no such file or directory"},
		{[]string{"import", "--hsds", "../hsds/testdata/directory", "--jurisdiction", "IT", "--out", filepath.Join(full, "it.yaml")}, "it is there already"},
	} {
		if out, err := said(t, &database{}, test.args...); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("waymark %s: %v, want %q\n%.300s", strings.Join(test.args, " "), err, test.want, out)
		}
	}
}

func TestImport(t *testing.T) {
	t.Parallel()
	const directory = "../hsds/testdata/directory"
	want, err := os.ReadFile(directory + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := mustSay(t, &database{}, "import", "--hsds", directory, "--jurisdiction", "IT"); got != string(want) {
		t.Errorf("import prints\n%s\nwant\n%s", got, want)
	}
	out := filepath.Join(t.TempDir(), "it-directory.yaml")
	got := mustSay(t, &database{}, "import", "--hsds", directory, "--jurisdiction", "IT", "--out", out)
	if text, err := os.ReadFile(out); err != nil || string(text) != string(want) {
		t.Errorf("import wrote %v\n%s", err, text)
	}
	if !strings.Contains(got, "drafts of 3 organizations and 3 services\nleft behind: ") {
		t.Errorf("import says %q", got)
	}
}
