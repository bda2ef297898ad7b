package schema

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Files is the annotated SDL that this project is made of.
//
//go:embed *.graphql
var Files embed.FS

// directivesFile tells the words of the SDL. The copy that is embedded here
// holds for every SDL, whether or not that has a copy of its own.
const directivesFile = "directives.graphql"

// Load reads the annotated SDL in the *.graphql files at the root of fsys, in the
// order of their names. If a file cannot be read the error says which; all other
// faults are collected and returned as Errors.
func Load(fsys fs.FS) (*Schema, error) {
	words, err := readWords()
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "*.graphql")
	if err != nil {
		return nil, fmt.Errorf("list SDL files: %w", err)
	}
	var faults Errors
	doc, hash := &ast.SchemaDocument{}, sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read SDL: %w", err)
		}
		fmt.Fprintf(hash, "%s %d\n%s", name, len(text), text)
		part, err := parser.ParseSchema(&ast.Source{Name: name, Input: string(text)})
		if err != nil {
			faults = append(faults, syntaxError(name, err))
			continue
		}
		doc.Merge(part)
	}
	if len(faults) > 0 {
		return nil, faults.Sort()
	}
	s := newSource(doc, words)
	if faults := s.check(); len(faults) > 0 {
		return nil, faults
	}
	s.model.Hash = hex.EncodeToString(hash.Sum(nil))
	return s.model, nil
}

// readWords reads what the embedded directives file defines.
func readWords() (*ast.SchemaDocument, error) {
	text, err := Files.ReadFile(directivesFile)
	if err != nil {
		return nil, fmt.Errorf("read the directives: %w", err)
	}
	words, err := parser.ParseSchema(&ast.Source{Name: directivesFile, Input: string(text)})
	if err != nil {
		return nil, syntaxError(directivesFile, err)
	}
	return words, nil
}

// syntaxError gives a parser's error its place.
func syntaxError(file string, err error) *Error {
	fault := &Error{Pos: Pos{File: path.Clean(file), Line: 1, Col: 1}, Rule: "syntax", Msg: err.Error()}
	var g *gqlerror.Error
	if errors.As(err, &g) {
		fault.Msg = g.Message
		if len(g.Locations) > 0 {
			fault.Pos.Line, fault.Pos.Col = g.Locations[0].Line, g.Locations[0].Column
		}
	}
	return fault
}

// place gives the place of an AST node.
func place(p *ast.Position) Pos {
	if p == nil || p.Src == nil {
		return Pos{}
	}
	return Pos{File: p.Src.Name, Line: p.Line, Col: p.Column}
}
