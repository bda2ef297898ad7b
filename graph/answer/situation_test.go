package answer_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/graph/answer"
)

var update = flag.Bool("update", false, "rewrite the wanted answers")

// TestSituations answers each question of each case file and compares all that is
// said. A file holds a book, then pairs of a question and its answer.
func TestSituations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			answerCase(t, archive)
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func answerCase(t *testing.T, archive *txtar.Archive) {
	t.Helper()
	book, err := answer.Open(parse(t, string(archive.Files[0].Data)))
	if err != nil {
		t.Fatal(err)
	}
	var files []txtar.File
	for _, f := range archive.Files {
		name, question := strings.CutPrefix(f.Name, "ask ")
		if !question {
			if f.Name == "book" {
				files = append(files, f)
			}
			continue
		}
		a, err := answer.Assess(book, ask(string(f.Data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		files = append(files, f, txtar.File{Name: "want " + name, Data: []byte(print(a))})
	}
	if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: files}))); diff != "" && !*update {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	archive.Files = files
}
