package gen_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"waymark/schema/gen"
)

// asked are circumstances of every kind.
func asked() []gen.Circumstance {
	return []gen.Circumstance{
		{Code: "nationality", Question: "Which nationalities?", Kind: "CODE", Many: true, Answers: []gen.Answer{
			{Code: "national"}, {Code: "eu", Name: "a citizen of another country of the Union"}, {Code: "eu-transitional"}, {Code: "third-country"}, {Code: "stateless"},
		}},
		{Code: "in_distress", Question: "Is the person in distress?", Kind: "BOOLEAN"},
		{Code: "months_unemployed", Question: "For how many months?", Kind: "NUMBER"},
		{Code: "holds", Question: "Which statuses?", Kind: "HOLDINGS", Many: true},
	}
}

func seedSchema(t *testing.T, circumstances []gen.Circumstance) *jsonschema.Schema {
	t.Helper()
	text, err := gen.JSONSchema(wholeModel(t), circumstances)
	if err != nil {
		t.Fatal(err)
	}
	return compiled(t, text)
}

func personaSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := gen.PersonaSchema(wholeModel(t), asked())
	if err != nil {
		t.Fatal(err)
	}
	return compiled(t, text)
}

func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("file.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("file.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate says what is wrong with a seed file; empty if nothing is.
func validate(t *testing.T, s *jsonschema.Schema, text []byte) string {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		return err.Error()
	}
	return ""
}

// TestSeedFiles: every seed file of the project names its JSON Schema, as it was
// generated for what the seed asks of a person, and is as that says.
func TestSeedFiles(t *testing.T) {
	t.Parallel()
	for pattern, named := range map[string]string{"*.yaml": "../schema/seed.schema.json", "personas/*.yaml": "../../schema/personas.schema.json"} {
		paths, err := filepath.Glob(filepath.Join("../../seed", pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no seed files %s: %v", pattern, err)
		}
		generated, err := os.ReadFile(filepath.Join("../../schema", filepath.Base(named)))
		if err != nil {
			t.Fatal(err)
		}
		s := compiled(t, generated)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if first, _, _ := strings.Cut(string(text), "\n"); first != "# yaml-language-server: $schema="+named {
				t.Errorf("%s begins with %q, want the name of %s", path, first, named)
			}
			if fault := validate(t, s, text); fault != "" {
				t.Errorf("%s: %s", path, fault)
			}
		}
	}
}

// TestLoaderFiles: what the loader's tests take, the JSON Schema takes.
func TestLoaderFiles(t *testing.T) {
	t.Parallel()
	s := seedSchema(t, nil)
	var files []txtar.File
	for _, pattern := range []string{"base/*.yaml", "format/*.yaml", "release/*.txtar"} {
		paths, err := filepath.Glob(filepath.Join("../../loader/testdata", pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("nothing matches %s: %v", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Ext(path) == ".yaml" {
				files = append(files, txtar.File{Name: path, Data: text})
				continue
			}
			for _, f := range txtar.Parse(text).Files {
				if filepath.Ext(f.Name) == ".yaml" {
					files = append(files, txtar.File{Name: path + " " + f.Name, Data: f.Data})
				}
			}
		}
	}
	for _, f := range files {
		if fault := validate(t, s, f.Data); fault != "" {
			t.Errorf("%s: %s", f.Name, fault)
		}
	}
}

// TestSeedForms: each file of the archive holds what its name says, good or bad;
// of a bad one the comment `#!` says what must be in the message.
func TestSeedForms(t *testing.T) {
	t.Parallel()
	forms(t, seedSchema(t, asked()), "testdata/seed.txtar")
}

// TestPersonaForms: the same for rows of personas.
func TestPersonaForms(t *testing.T) {
	t.Parallel()
	forms(t, personaSchema(t), "testdata/personas.txtar")
}

func forms(t *testing.T, s *jsonschema.Schema, name string) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			fault := validate(t, s, f.Data)
			if strings.HasPrefix(f.Name, "good/") {
				if fault != "" {
					t.Errorf("validate(%s) = %s", f.Data, fault)
				}
				return
			}
			_, want, found := strings.Cut(string(f.Data), "#! ")
			want, _, _ = strings.Cut(want, "\n")
			if !found || !strings.Contains(fault, want) {
				t.Errorf("validate(%s) = %q, want %q in it", f.Data, fault, want)
			}
		})
	}
}
