package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestComments demands a package comment of every package and a sentence that
// begins with its name of every exported name.
func TestComments(t *testing.T) {
	t.Parallel()
	for dir, files := range goFiles(t) {
		commented := false
		for _, path := range files {
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			commented = commented || file.Doc != nil
			if !ast.IsGenerated(file) {
				checkComments(t, path, file)
			}
		}
		if !commented {
			t.Errorf("package in %s has no package comment", dir)
		}
	}
}

func checkComments(t *testing.T, path string, file *ast.File) {
	t.Helper()
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && receiverExported(d) && !begins(d.Doc, d.Name.Name) {
				t.Errorf("%s: %s has no comment that begins with its name", path, d.Name.Name)
			}
		case *ast.GenDecl:
			checkSpecs(t, path, d)
		}
	}
}

func checkSpecs(t *testing.T, path string, d *ast.GenDecl) {
	t.Helper()
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && !begins(d.Doc, s.Name.Name) && !begins(s.Doc, s.Name.Name) {
				t.Errorf("%s: type %s has no comment that begins with its name", path, s.Name.Name)
			}
		case *ast.ValueSpec:
			// One comment may speak for a whole block of values.
			if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
				t.Errorf("%s: %s has no comment", path, s.Names[0].Name)
			}
		}
	}
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	name, ok := typ.(*ast.Ident)
	return !ok || name.IsExported()
}

func begins(doc *ast.CommentGroup, name string) bool {
	if doc == nil {
		return false
	}
	text := strings.TrimSpace(doc.Text())
	for _, article := range []string{"A ", "An ", "The "} {
		text = strings.TrimPrefix(text, article)
	}
	return strings.HasPrefix(text, name) || strings.HasPrefix(text, "Deprecated:")
}

// goFiles gives the Go files of the project that are no tests, by folder.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "testdata" || len(name) > 2 && name[0] == '.') {
			return filepath.SkipDir
		}
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != ".." {
				return filepath.SkipDir // a module of its own
			}
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			dir := filepath.Dir(path)
			files[dir] = append(files[dir], path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go files found")
	}
	return files
}

// TestTopLevel keeps the root of the repository to what a newcomer expects there.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{
		"graph": true, "schema": true, "loader": true, "seed": true, "docs": true,
		"server.go": true, "gqlgen.yml": true, "go.mod": true, "go.sum": true,
		"README.md": true, "LICENSE": true, "CONTRIBUTING.md": true,
		"Dockerfile": true, "compose.yaml": true, "waymark": true,
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !allowed[e.Name()] && !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
