package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestContributing follows CONTRIBUTING.md in a copy of the project: a block that
// names a file makes it, or is added at its end if it is a seed file; a console
// block is run, and must print what the page says.
func TestContributing(t *testing.T) {
	if testing.Short() {
		t.Skip("it generates and compiles a copy of the project")
	}
	t.Parallel()
	s := shell{dir: copyProject(t)}
	for _, b := range blocks(t, "CONTRIBUTING.md") {
		switch {
		case b.lang == "console":
			follow(t, s, b)
		case b.file != "":
			write(t, filepath.Join(s.dir, b.file), b.body)
		default:
			t.Errorf("%s:%d: a block of %q that names no file is followed by no test", b.page, b.line, b.lang)
		}
	}
}

// follow runs the commands of a block; each must succeed.
func follow(t *testing.T, s shell, b block) {
	t.Helper()
	for _, step := range steps(b) {
		got, ok := s.run(step.command)
		if !ok || !matchesOutput(step.output, got) {
			t.Fatalf("%s:%d: $ %s\nprints:\n%s\nwant:\n%s", b.page, b.line, step.command, got, step.output)
		}
	}
}

// write makes a file, or adds to one that is there.
func write(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// copyProject copies all that go generate and go test need.
func copyProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dir, path), 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		text, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, path), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
