package gen

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/store"
	"waymark/schema"
)

// The files that Run writes as text, below the module's root.
const (
	publicFile        = "graph/generated/public.graphql"
	skeletonFile      = "graph/generated/skeleton.graphql"
	seedSchemaFile    = "schema/seed.schema.json"
	personaSchemaFile = "schema/personas.schema.json"
)

// Run generates all that is derived from the SDL and the seed of the module at
// root, and writes what has changed. Returns schema.Errors if an SDL or seed file
// has faults; then it writes nothing.
func Run(root string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	model, err := load(root)
	if err != nil {
		return err
	}
	files, err := texts(root, model)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := f.write(root); err != nil {
			return err
		}
	}
	if err := GQLGen(root); err != nil {
		return err
	}
	return Seed(root, model)
}

// load reads the SDL of the module at root. Faults name the file from there.
func load(root string) (*schema.Schema, error) {
	model, err := schema.Load(os.DirFS(filepath.Join(root, "schema")))
	var faults schema.Errors
	if errors.As(err, &faults) {
		for _, f := range faults {
			f.Pos.File = path.Join("schema", f.Pos.File)
		}
	}
	return model, err
}

// file is a text that is generated, with its place below the root.
type file struct {
	name string
	text []byte
}

// write writes the file if it says something else than before, so that nothing
// is built anew without need.
func (f file) write(root string) error {
	name := filepath.Join(root, filepath.FromSlash(f.name))
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, f.text) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, f.text, 0o644)
}

// texts makes the files that are text, without writing them.
func texts(root string, model *schema.Schema) ([]file, error) {
	circumstances, err := seedCircumstances(root, model)
	if err != nil {
		return nil, err
	}
	public := Public(model, Persona(circumstances))
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: publicFile, Input: public})
	if err != nil {
		return nil, fmt.Errorf("the public schema is none: %w", err)
	}
	seedSchema, err := JSONSchema(model, circumstances)
	if err != nil {
		return nil, err
	}
	personaSchema, err := PersonaSchema(model, circumstances)
	if err != nil {
		return nil, err
	}
	return []file{
		{publicFile, []byte(public)},
		{skeletonFile, []byte(Skeleton(model, parsed))},
		{seedSchemaFile, seedSchema},
		{personaSchemaFile, personaSchema},
	}, nil
}

// seedCircumstances checks the seed and takes from it what may be asked of a person.
func seedCircumstances(root string, model *schema.Schema) ([]Circumstance, error) {
	compiled, err := compileSeed(root, model, os.Getenv(sourcesVariable))
	if err != nil {
		return nil, err
	}
	release, err := store.Decode(compiled["release.bin"])
	if err != nil {
		return nil, err
	}
	return Circumstances(model, release), nil
}
