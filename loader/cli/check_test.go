package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"waymark/loader/cli"
)

// write makes a folder with files.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCheck(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := cli.Check(t.Context(), cli.Config{Out: &out}, "../../seed"); err != nil {
		t.Fatalf("Check(seed) = %v\n%s", err, &out)
	}
	for _, want := range []string{`^no faults in \d+ files\n`, `\d+  entries\n`, `\d+  facts\n`, `\d+  citations\n`,
		`\d+  quotes proved at their lines\n`, `\d+  conflicts resolved\n`, `\d+  conflicts open\n`, `\d+  values unknown\n`,
		`\nrelease [0-9a-f]{12} as of \d{4}-\d\d-\d\d: \d+ nodes, \d+ relationships\n$`} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("Check(seed) says nothing that matches %q:\n%s", want, &out)
		}
	}
}

func TestCheckTellsEveryFault(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{
		"a.yaml": "jurisdiction: CORE\nread: ab 2026-11-23\nschemes:\n  measure: {nam: Measures}\n",
		"b.yaml": "jurisdiction: UK\n",
	})
	var out bytes.Buffer
	err := cli.Check(t.Context(), cli.Config{Out: &out}, dir)
	if !errors.Is(err, cli.ErrFaults) {
		t.Errorf("Check = %v, want ErrFaults", err)
	}
	want := "DIR/a.yaml:4:13: scheme \"measure\": \"nam\" is not known here (did you mean \"name\"?)\n" +
		"DIR/b.yaml:1:15: \"UK\" is no jurisdiction (write GB)\n" +
		"\n2 faults; nothing is made of files that have faults\n"
	if got := strings.ReplaceAll(out.String(), filepath.ToSlash(dir), "DIR"); got != want {
		t.Errorf("Check printed\n%swant\n%s", got, want)
	}
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"a", "b"}, "check takes one folder, not 2"},
		{[]string{"no-such-folder"}, "check no-such-folder: stat no-such-folder: no such file or directory"},
		{[]string{"check_test.go"}, "check check_test.go: it is a file; name the folder that holds it"},
	} {
		err := cli.Check(t.Context(), cli.Config{Out: &bytes.Buffer{}}, c.args...)
		if err == nil || err.Error() != c.want {
			t.Errorf("Check(%q) = %v, want %s", c.args, err, c.want)
		}
	}
}

// TestCommands runs the verb as a command line does; without a folder it checks
// the files in the program.
func TestCommands(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	for _, c := range cli.Commands(cli.Config{Out: &out}) {
		if c.Name != "check" {
			continue
		}
		if err := c.Run(context.Background(), []string{"check"}); err != nil {
			t.Fatalf("check: %v\n%s", err, &out)
		}
	}
	if !strings.HasPrefix(out.String(), "no faults in ") {
		t.Errorf("check printed %q", out.String())
	}
}
