package cli_test

import (
	"bytes"
	"context"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	ucli "github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader/cli"
	"waymark/schema"
)

// database is a store.Writer in memory: it keeps every release.
type database struct {
	held    []*store.Release
	current int
}

func (d *database) Load(_ context.Context, r *store.Release, o store.LoadOptions) (store.LoadReport, error) {
	report := store.LoadReport{Release: r.Info.ID, Nodes: r.Info.Nodes, Edges: r.Info.Edges}
	if len(d.held) > 0 && d.held[d.current].Info.ID == r.Info.ID {
		report.Already = true
		return report, nil
	}
	o.Progress("nodes", r.Info.Nodes, r.Info.Nodes)
	d.held = append(d.held, r)
	d.current = len(d.held) - 1
	return report, nil
}

func (d *database) LoadRecords(ctx context.Context, info store.Info, records iter.Seq2[store.Record, error], o store.LoadOptions) (store.LoadReport, error) {
	r := &store.Release{Info: info}
	for record, err := range records {
		if err != nil {
			return store.LoadReport{}, err
		}
		r.Records = append(r.Records, record)
	}
	return d.Load(ctx, r, o)
}

func (d *database) Releases(context.Context) ([]store.ReleaseState, error) {
	list := make([]store.ReleaseState, len(d.held))
	for i, r := range d.held {
		list[i] = store.ReleaseState{Info: r.Info, Current: i == d.current, Complete: true}
	}
	return list, nil
}

func (d *database) Rollback(_ context.Context, id string) (store.Info, error) {
	for i, r := range d.held {
		if r.Info.ID == id || id == "" && i != d.current {
			d.current = i
			return r.Info, nil
		}
	}
	return store.Info{}, &store.Error{Kind: store.NotFound, Message: "no such release"}
}

func (d *database) Export(context.Context, string) (*store.Release, error) {
	return d.held[d.current], nil
}

// TestLoad walks the way of a steward: a dry run, a load, the same load again, a
// changed file, a fault that changes nothing, and back.
func TestLoad(t *testing.T) {
	t.Parallel()
	d := &database{}
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "it.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const file = `jurisdiction: IT
source: s
known_to: 2013-05
read: wm 2026-11-25
country: {cite: s page}
sources: {s: {title: A page, voice: law, at: "https://example.org/"}}
organizations:
  house: {name: {en: House}, sector: private, cite: s page}
`
	write(file)
	wantOutput(t, d, nil, "+ Country IT \"Italy\"", "load", dir, "--dry-run")
	if len(d.held) != 0 {
		t.Error("a dry run wrote a release")
	}
	wantOutput(t, d, nil, "is current:", "load", dir)
	wantOutput(t, d, nil, "is current already; nothing was written", "load", dir)
	write(strings.Replace(file, "House", "Big house", 1))
	wantOutput(t, d, nil, "    + name.en: \"Big house\"\n0 added, 1 changed, 0 removed\n", "load", dir, "--dry-run")
	wantOutput(t, d, nil, `"id": "IT:house"`, "load", dir, "--dry-run", "--json")
	wantOutput(t, d, nil, "is current:", "load", dir)
	write(strings.Replace(file, "private", "privat", 1))
	wantOutput(t, d, cli.ErrFaults, "did you mean \"private\"?", "load", dir)
	if len(d.held) != 2 {
		t.Errorf("the database holds %d releases, want 2: faulty files must not be loaded", len(d.held))
	}
	wantOutput(t, d, nil, ", current\n", "releases")
	wantOutput(t, d, nil, "is current again", "rollback")
	if d.current != 0 {
		t.Error("rollback did not go back")
	}
}

func wantOutput(t *testing.T, d *database, wantErr error, want string, args ...string) {
	t.Helper()
	var out bytes.Buffer
	root := &ucli.Command{Name: "waymark", Writer: &out, ErrWriter: &out,
		ExitErrHandler: func(context.Context, *ucli.Command, error) {}}
	root.Commands = cli.Commands(cli.Config{Out: &out,
		Connect: func(context.Context, *schema.Schema, *ucli.Command) (store.Writer, func(), error) {
			return d, func() {}, nil
		}})
	if err := root.Run(t.Context(), append([]string{"waymark"}, args...)); err != wantErr {
		t.Errorf("waymark %s: %v, want %v", strings.Join(args, " "), err, wantErr)
	}
	if !strings.Contains(out.String(), want) {
		t.Errorf("waymark %s prints\n%s\nwant in it %q", strings.Join(args, " "), out.String(), want)
	}
}
