package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// block is one fenced block of a page.
type block struct {
	page string
	line int    // of its first line, from 1
	lang string // console, sh, graphql, yaml, text …
	file string // what follows the language: the file that the block belongs to
	body string
}

// blocks reads the fenced blocks of a page, a path from the project's root.
func blocks(t *testing.T, page string) []block {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", page))
	if err != nil {
		t.Fatal(err)
	}
	var list []block
	open := false
	for i, line := range strings.SplitAfter(string(text), "\n") {
		fence, fenced := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case fenced && !open:
			lang, file, _ := strings.Cut(strings.TrimSpace(fence), " ")
			list = append(list, block{page: page, line: i + 2, lang: lang, file: file})
			open = true
		case fenced:
			open = false
		case open:
			list[len(list)-1].body += line
		}
	}
	if len(list) == 0 {
		t.Fatalf("%s has no blocks", page)
	}
	return list
}

// step is one command of a console block and what it prints.
type step struct {
	command string
	output  string
}

// steps splits a console block: a line that begins with $ is a command, and goes on
// while a line ends with a backslash or a quotation is open; what follows is its
// output.
func steps(b block) []step {
	var list []step
	more := false
	for line := range strings.SplitSeq(strings.TrimSuffix(b.body, "\n"), "\n") {
		command, is := strings.CutPrefix(line, "$ ")
		switch {
		case is:
			list = append(list, step{command: command})
		case more:
			list[len(list)-1].command += "\n" + line
		case len(list) > 0:
			list[len(list)-1].output += line + "\n"
		}
		more = (is || more) && (strings.HasSuffix(line, `\`) || strings.Count(list[len(list)-1].command, "'")%2 == 1)
	}
	return list
}

// shell runs commands as a reader of a page would, in one folder.
type shell struct {
	dir    string
	binary string // stands for "go run .", so that nothing is compiled twice
	url    string // stands for http://localhost:8080
}

// run gives what a command prints on both outputs, and whether it succeeded.
func (s shell) run(command string) (string, bool) {
	if s.binary != "" {
		command = strings.ReplaceAll(command, "go run .", s.binary)
	}
	if s.url != "" {
		command = strings.ReplaceAll(command, "http://localhost:8080", s.url)
	}
	cmd := exec.Command("bash", "-c", command)
	cmd.Dir = s.dir
	out, err := cmd.CombinedOutput()
	if s.url == "" {
		return string(out), err == nil
	}
	return strings.ReplaceAll(string(out), s.url, "http://localhost:8080"), err == nil
}

// check runs every command of a console block and compares what it prints. A line
// … in the page stands for any number of lines.
func (s shell) check(t *testing.T, b block) {
	t.Helper()
	for _, step := range steps(b) {
		got, _ := s.run(step.command)
		if !matchesOutput(step.output, got) {
			t.Errorf("%s:%d: $ %s prints (-page +program):\n%s", b.page, b.line, step.command, cmp.Diff(step.output, got))
		}
	}
}

func matchesOutput(page, got string) bool {
	pattern := regexp.QuoteMeta(page)
	pattern = regexp.MustCompile(`(?m)^[ \t]*…\n`).ReplaceAllString(pattern, "(?:.*\n)*?")
	return regexp.MustCompile(`\A` + pattern + `\z`).MatchString(got)
}

// TestMatchesOutput holds the comparison itself to failing where it must.
func TestMatchesOutput(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		page, got string
		want      bool
	}{
		{"a\n", "a\n", true},
		{"a\n", "a\nb\n", false},
		{"a\n  …\nc\n", "a\nb\nb\nc\n", true},
		{"a\n…\n", "b\n", false},
		{"a.c\n", "abc\n", false},
	} {
		if got := matchesOutput(test.page, test.got); got != test.want {
			t.Errorf("matchesOutput(%q, %q) = %t, want %t", test.page, test.got, got, test.want)
		}
	}
}

// workFolder is a folder like the project's, whose seed files may be spoilt.
func workFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		from, to := filepath.Join(root, e.Name()), filepath.Join(dir, e.Name())
		if e.Name() == "seed" {
			err = os.CopyFS(to, os.DirFS(from))
		} else {
			err = os.Symlink(from, to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
