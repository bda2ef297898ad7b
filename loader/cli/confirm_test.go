package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/loader/cli"
)

// TestConfirm renews two entries of a folder, and then nothing: what is wrong
// leaves the files as they are.
func TestConfirm(t *testing.T) {
	t.Parallel()
	dir := country(t)
	read := func() string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, "it.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	got, err := waymark(t, "confirm", "beds-for-others", "IT:meals", "--to", "2026-11", "--by", "cd", "--on", "2026-12-24", "--in", dir)
	want := "A/it.yaml:21:3: IT:beds-for-others was known to hold to 2012-01-31, now to 2026-11-30\n" +
		"A/it.yaml:13:3: IT:meals was known to hold to 2013-05-01, now to 2026-11-30\n"
	if err != nil || got != want {
		t.Fatalf("confirm: %v, prints\n%s\nwant\n%s", err, got, want)
	}
	renewed := read()
	for _, want := range []string{"    known_to: 2026-11      # older\n", "known_to: 2013-05-01       # up to", "    read: [ab 2026-11-20, cd 2026-12-24]\n"} {
		if !strings.Contains(renewed, want) {
			t.Errorf("the file has no %q:\n%s", want, renewed)
		}
	}
	for _, args := range [][]string{
		{"beds", "--to", "2026-12-10"},
		{"bed", "--to", "2026-11", "--by", "cd"},
		{"--to", "2026-11"},
		{"beds"},
	} {
		if got, err := waymark(t, append(append([]string{"confirm"}, args...), "--on", "2026-12-24", "--in", dir)...); err == nil {
			t.Errorf("confirm %q is not refused: %s", args, got)
		}
	}
	faulty := country(t, "force: must", "force: mus")
	got, err = waymark(t, "confirm", "beds", "--to", "2026-11", "--by", "cd", "--on", "2026-12-24", "--in", faulty)
	if err != cli.ErrFaults || !strings.HasSuffix(got, "\n1 fault; nothing is written\n") {
		t.Errorf("confirm in files with faults: %v, prints\n%s", err, got)
	}
	if read() != renewed {
		t.Error("what was refused has changed the file")
	}
	if names, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(names) != 3 {
		t.Errorf("the folder holds %q, %v", names, err)
	}
}
