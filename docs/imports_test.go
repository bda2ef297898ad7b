package docs_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "waymark"

// mayImport is the direction of the project: which of our packages each of our
// packages may name. A package that is not listed fails the test.
var mayImport = map[string][]string{
	"schema":                       {},
	"schema/gen":                   {"schema", "loader", "graph/store"},
	"schema/gen/generate":          {"schema/gen"},
	"graph/opaque":                 {},
	"graph/generated":              {"graph/opaque"},
	"graph/plan":                   {"schema"},
	"graph/cypher":                 {"schema", "graph/plan"},
	"graph/store":                  {"schema", "graph/plan"},
	"graph/memstore":               {"schema", "graph/plan", "graph/store"},
	"graph/neostore":               {"schema", "graph/plan", "graph/store", "graph/cypher"},
	"graph/neostore/neotest":       {},
	"graph/neostore/neotest/start": {"graph/neostore/neotest"},
	"graph/storetest":              {"schema", "schema/gen", "graph/plan", "graph/store"},
	"graph/answer":                 {},
	"graph/transport":              {"graph/store"},
	"graph/host":                   {},
	"graph/terminal":               {},
	"graph/ask":                    {"graph/terminal"},
	"graph/web":                    {"loader/coverage"},
	"graph/web/webtest":            {},
	"graph":                        {"schema", "graph/plan", "graph/store", "graph/answer", "graph/opaque", "graph/generated"},
	"loader":                       {"schema", "graph/store"},
	"loader/diff":                  {"schema", "graph/store"},
	"loader/personas":              {"graph/answer", "graph/store", "loader"},
	"loader/coverage":              {"schema", "graph/store", "loader"},
	"loader/bulk":                  {"schema", "graph/store"},
	"loader/export":                {"schema", "graph/store"},
	"loader/hsds":                  {"schema", "graph/store", "loader/export"},
	"loader/cli":                   {"schema", "graph/store", "loader", "loader/coverage", "loader/diff", "loader/personas", "loader/bulk", "loader/export", "loader/hsds", "seed"},
	"seed":                         {},
	"docs":                         {},
	"":                             {"*"},
}

// onlyImporter names the one package that may import a library.
var onlyImporter = map[string]string{
	"github.com/neo4j/neo4j-go-driver/v5/neo4j": "graph/neostore",
	"github.com/goccy/go-yaml":                  "loader",
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range goList(t) {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("package %q is not in the table of imports; add it to mayImport and to the README", name)
			continue
		}
		for _, imported := range p.Imports {
			checkImport(t, name, allowed, imported)
		}
	}
}

func checkImport(t *testing.T, name string, allowed []string, imported string) {
	t.Helper()
	if only, ok := onlyImporter[imported]; ok && only != name {
		t.Errorf("package %q imports %s; only %q may", name, imported, only)
	}
	ours, ok := strings.CutPrefix(imported, module+"/")
	if !ok || slices.Contains(allowed, "*") || slices.Contains(allowed, ours) {
		return
	}
	t.Errorf("package %q imports %q; it may import %q", name, ours, allowed)
}

func goList(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", module+"/...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		err := dec.Decode(&p)
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		list = append(list, p)
	}
}
