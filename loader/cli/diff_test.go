package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	ucli "github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/cli"
	"waymark/schema"
)

// TestDiff compares two folders: by fact, and by what becomes of the personas.
func TestDiff(t *testing.T) {
	t.Parallel()
	before := country(t)
	after := country(t, "force: must", "force: may", "name: {en: Meals}", "name: {en: Warm meals}")
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"facts", []string{"diff", before, after}, `~ Rule IT:beds-for-foreigners
    - force: "MUST"
    + force: "MAY"
~ Service IT:meals "Warm meals"
    - name.en: "Meals"
    + name.en: "Warm meals"
0 added, 2 changed, 0 removed
`},
		{"nothing", []string{"diff", before, before}, "nothing differs\n"},
		{"answers", []string{"diff", before, after, "--answers"}, `~ IT:foreigner, IT:beds on 2013-05-01
    - "entitled" (rule satisfied)
    + "conditional" (discretion)
      Beds: on 1 May 2013, in Italy, you may get it, but somebody is free to decide.
      the row still says what was answered before: B/personas/it.yaml:5:3
1 of 3 persona rows are answered otherwise
`},
		{"answers the same", []string{"diff", before, before, "--answers"}, "0 of 3 persona rows are answered otherwise\n"},
	} {
		got, err := waymark(t, test.args...)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
	for _, flags := range [][]string{{"--json"}, {"--json", "--answers"}} {
		got, err := waymark(t, append([]string{"diff", before, after}, flags...)...)
		var list []map[string]any
		if err != nil || json.Unmarshal([]byte(got), &list) != nil || len(list) == 0 {
			t.Errorf("diff %q: %v, prints\n%s", flags, err, got)
		}
	}
}

// TestDiffRefuses: folders with faults, and too many of them, are not compared.
func TestDiffRefuses(t *testing.T) {
	t.Parallel()
	right, wrong := country(t), country(t, "force: must", "force: mus")
	for _, args := range [][]string{{"diff", right, wrong}, {"diff", wrong, right}} {
		if got, err := waymark(t, args...); err != cli.ErrFaults {
			t.Errorf("diff = %v, want ErrFaults\n%s", err, got)
		}
	}
	for _, args := range [][]string{{"diff"}, {"diff", right, right, right}} {
		if _, err := waymark(t, args...); err == nil {
			t.Errorf("%q is not refused", args)
		}
	}
}

// TestDiffDatabase compares a folder with what a database serves.
func TestDiffDatabase(t *testing.T) {
	t.Parallel()
	dir := country(t)
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	release, err := loader.Check(model, os.DirFS(dir), loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &database{held: []*store.Release{release}}
	var out bytes.Buffer
	root := &ucli.Command{Name: "waymark", Commands: cli.Commands(cli.Config{Out: &out, Assess: assess,
		DatabaseFlags: []ucli.Flag{&ucli.StringFlag{Name: "neo4j", Local: true}},
		Connect: func(context.Context, *schema.Schema, *ucli.Command) (store.Writer, func(), error) {
			return d, func() {}, nil
		}})}
	after := country(t, "Meals", "Warm meals")
	if err := root.Run(t.Context(), []string{"waymark", "diff", after, "--neo4j", "neo4j://db"}); err != nil {
		t.Fatal(err)
	}
	want := "~ Service IT:meals \"Warm meals\"\n    - name.en: \"Meals\"\n    + name.en: \"Warm meals\"\n0 added, 1 changed, 0 removed\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("diff with a database (-want +got):\n%s", diff)
	}
}
