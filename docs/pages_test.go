package docs_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/generated"
	"waymark/graph/web"
	"waymark/graph/web/webtest"
)

// pages are what people read: every block in them is run, parsed or explained.
var pages = []string{"README.md", "docs/stewards.md", "docs/exchange.md", "docs/frontends.md", "docs/figures.md"}

// TestPages runs every console block of every page against the program and a
// server of its own, and holds every GraphQL block to the public schema.
func TestPages(t *testing.T) {
	t.Parallel()
	binary := webtest.Build(t)
	url := webtest.Serve(t, binary)
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		t.Run(path.Base(page), func(t *testing.T) {
			s := shell{dir: workFolder(t), binary: binary, url: url}
			for _, b := range blocks(t, page) {
				switch b.lang {
				case "console":
					s.check(t, b)
				case "graphql":
					if _, errs := gqlparser.LoadQueryWithRules(public, b.body, nil); len(errs) > 0 {
						t.Errorf("%s:%d: %v", b.page, b.line, errs)
					}
				case "json":
					if !json.Valid([]byte(b.body)) {
						t.Errorf("%s:%d is no JSON", b.page, b.line)
					}
				case "sh":
					checkKnownCommands(t, b)
				case "text", "yaml":
				default:
					t.Errorf("%s:%d: a block of %q, which no test looks at", b.page, b.line, b.lang)
				}
			}
		})
	}
}

// benchmark is a command of a page that measures: its name and its package.
var benchmark = regexp.MustCompile(`^go test -run '\^\$' -bench (\w+)(?: -benchtime 1x)? \./(\S+)(?: -\w+ \d+)?$`)

// comparison is a command of the module that compares, which takes minutes and
// installs packages: its verb, if it has one.
var comparison = regexp.MustCompile(`^cd graph/bench && go run \. ?(\w*)`)

// checkKnownCommands looks at the commands that cannot be run inside a test: the
// server, which TestPages starts itself, the tests, which are running, and the
// benchmarks, which must be there.
func checkKnownCommands(t *testing.T, b block) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSpace(b.body), "\n") {
		command, _, _ := strings.Cut(line, "#")
		command = strings.TrimSpace(command)
		if command == "go run ." || command == "go test ./..." {
			continue
		}
		if verb := comparison.FindStringSubmatch(command); verb != nil {
			main, err := os.ReadFile("../graph/bench/main.go")
			if err != nil || !strings.Contains(string(main), `"`+verb[1]+`"`) && verb[1] != "" {
				t.Errorf("%s:%d: graph/bench has no verb %q (%v)", b.page, b.line, verb[1], err)
			}
			continue
		}
		measured := benchmark.FindStringSubmatch(command)
		if measured == nil {
			t.Errorf("%s:%d: %q is run by no test; make it a console block", b.page, b.line, command)
		} else if !declares(t, measured[2], "func Benchmark"+measured[1]+"(") {
			t.Errorf("%s:%d: package %s has no Benchmark%s", b.page, b.line, measured[2], measured[1])
		}
	}
}

// declares tells whether a test file of a package has a declaration.
func declares(t *testing.T, dir, declaration string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), declaration) {
			return true
		}
	}
	return false
}

// TestYAMLBlocks demands that what a page shows of the seed files stands in them.
func TestYAMLBlocks(t *testing.T) {
	t.Parallel()
	for _, page := range pages {
		for _, b := range blocks(t, page) {
			if b.lang != "yaml" {
				continue
			}
			text, err := os.ReadFile(filepath.Join("..", b.file))
			if err != nil {
				t.Errorf("%s:%d: a yaml block names the seed file that it is from: %v", b.page, b.line, err)
				continue
			}
			if !strings.Contains(string(text), b.body) {
				t.Errorf("%s:%d: %s does not say:\n%s", b.page, b.line, b.file, b.body)
			}
		}
	}
}

// TestQuestionsAnswered asks every question of the playground: each is answered
// with data and without an error.
func TestQuestionsAnswered(t *testing.T) {
	t.Parallel()
	s := shell{dir: "..", binary: webtest.Build(t)}
	for _, q := range web.Questions() {
		out, ok := s.run("go run . query graph/web/questions/" + q.File)
		var answer struct {
			Data   map[string]any
			Errors []any
		}
		err := json.Unmarshal([]byte(out), &answer)
		if err != nil || !ok || len(answer.Errors) > 0 {
			t.Errorf("%s: %v\n%.2000s", q.File, err, out)
			continue
		}
		for key, value := range answer.Data {
			list, is := value.([]any)
			if value == nil || is && len(list) == 0 {
				t.Errorf("%s: %s is empty", q.File, key)
			}
		}
	}
}

// TestLinks follows every relative link of every page.
func TestLinks(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)
	for _, page := range append(slices.Clone(pages), "CONTRIBUTING.md") {
		text, err := os.ReadFile(filepath.Join("..", page))
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(match[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", filepath.Dir(page), match[1])); err != nil {
				t.Errorf("%s refers to %s, which is not there", page, match[1])
			}
		}
	}
}

// TestFolderTable compares the README's table of folders with the packages.
func TestFolderTable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)`").FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, row[1])
	}
	for _, folder := range listed {
		if info, err := fs.Stat(os.DirFS(".."), folder); err != nil || !info.IsDir() {
			t.Errorf("README.md lists %s, which is no folder", folder)
		}
	}
	for name := range mayImport {
		if name != "" && !slices.ContainsFunc(listed, func(f string) bool {
			return f == name || strings.HasPrefix(name, f+"/") && strings.Count(name, "/") > 1
		}) {
			t.Errorf("README.md does not list the package %s", name)
		}
	}
}
