package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	ucli "github.com/urfave/cli/v3"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph"
	"waymark/graph/generated"
	"waymark/graph/memstore"
	"waymark/graph/store"
	"waymark/loader/cli"
	"waymark/loader/personas"
	"waymark/schema"
)

// assess evaluates as the program does.
func assess(model *schema.Schema, release *store.Release) (personas.Assessor, error) {
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		return nil, err
	}
	s, err := memstore.Open(model, release)
	if err != nil {
		return nil, err
	}
	return graph.New(graph.Config{Model: model, Public: public, Store: s})
}

// country is a small folder of seed files; changes are pairs of old and new text.
func country(t *testing.T, changes ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"core.yaml", "it.yaml", "personas/it.yaml"} {
		text, err := os.ReadFile(filepath.Join("testdata/country", name))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.NewReplacer(changes...).Replace(string(text))
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// waymark runs a verb as a command line does; folders are printed as A, B, …
func waymark(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := &ucli.Command{Name: "waymark", Writer: &out, ErrWriter: &out,
		ExitErrHandler: func(context.Context, *ucli.Command, error) {}}
	root.Commands = cli.Commands(cli.Config{Out: &out, Assess: assess})
	err := root.Run(t.Context(), append([]string{"waymark"}, args...))
	text, letter := out.String(), 'A'
	for _, arg := range args {
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			text = strings.ReplaceAll(text, filepath.ToSlash(arg), string(letter))
			letter++
		}
	}
	return text, err
}

// TestCheckAnswers: a rule that is edited so that a row gets another answer is told
// as a fault, and so is a row that cannot be read.
func TestCheckAnswers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		changes []string
		err     error
		want    string
	}{
		{"right", nil, nil, "     3  persona rows answered as they say\n"},
		{"a rule is loosened", []string{"force: must", "force: may"}, cli.ErrFaults,
			"A/personas/it.yaml:5:3: persona \"foreigner\": IT:beds is answered \"conditional\" (discretion), where the row says \"entitled\" (rule satisfied)\n" +
				"    Beds: on 1 May 2013, in Italy, "},
		{"how many", []string{"force: must", "force: may"}, cli.ErrFaults, "\n1 of 3 persona rows answered otherwise; mend the rules, or the rows\n"},
		{"a row is wrong", []string{"nationality: eu", "nationality: europe"}, cli.ErrFaults,
			"A/personas/it.yaml:13:28: persona \"union\": \"nationality\" cannot be \"europe\""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := waymark(t, "check", country(t, test.changes...))
			if err != test.err || !strings.Contains(got, test.want) {
				t.Errorf("check: %v, want %v; prints\n%s\nwant in it\n%s", err, test.err, got, test.want)
			}
		})
	}
}
