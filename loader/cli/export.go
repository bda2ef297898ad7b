package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/bulk"
	"waymark/loader/export"
	"waymark/loader/hsds"
	"waymark/schema"
)

func exportCommand(c Config) *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     "write a whole release for other programs",
		ArgsUsage: "[DIR | FILE.jsonl]",
		Description: "Without DIR it exports the release in the program, or the current one of a database\n" +
			"where one is named; else what the files hold, once they are checked. The same\n" +
			"release gives the same bytes.\n\n" +
			"   jsonl    a head, then a node a line; check and load read it again   one file\n" +
			"   csv      a table a type, one of relationships; read again too       a folder\n" +
			"   cypher   statements for an empty Neo4j: cypher-shell -f FILE        one file\n" +
			"   jsonld   linked data in the terms of CPSV-AP, ELI, SKOS, PROV …     one file\n" +
			"   hsds     organizations and services as Open Referral has them       a folder\n\n" +
			"waymark export --out waymark.jsonl\n" +
			"waymark export --format csv --out tables seed\n" +
			"waymark export --neo4j neo4j://localhost --out waymark.jsonl\n" +
			"waymark export --format jsonld --base https://data.example.org/ | gzip > waymark.jsonld.gz",
		Flags: append(slices.Clone(c.DatabaseFlags),
			&cli.StringFlag{Name: "format", Value: "jsonl", Local: true, Usage: "`what` to write: jsonl, csv, cypher, jsonld or hsds"},
			&cli.StringFlag{Name: "out", Local: true, Usage: "the `path` of the file, or of a new folder; without it a file goes to the standard output"},
			&cli.StringFlag{Name: "base", Value: export.DefaultBase, Local: true, Usage: "with jsonld: the `address` that the IRIs of nodes begin with"}),
		Action: c.export,
	}
}

func (c Config) export(ctx context.Context, cmd *cli.Command) error {
	if cmd.Args().Len() > 1 {
		return fmt.Errorf("export takes one folder or file, not %d", cmd.Args().Len())
	}
	format, out := cmd.String("format"), cmd.String("out")
	known := []string{"jsonl", "csv", "cypher", "jsonld", "hsds"}
	write, isFile := fileFormats(cmd.String("base"))[format]
	folder, isFolder := folderFormats()[format]
	switch {
	case !isFile && !isFolder:
		return fmt.Errorf("there is no format %q%s; there are %s", format, near(format, known), strings.Join(known, ", "))
	case isFolder && out == "":
		return fmt.Errorf("%s takes several files; name a new folder with --out", format)
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	content, err := c.exported(ctx, model, cmd)
	if err != nil {
		return err
	}
	if isFolder {
		return intoFolder(out, func(create export.Create) error { return folder(create, model, content) })
	}
	if out == "" {
		return write(c.Out, model, content)
	}
	return intoFile(out, func(w io.Writer) error { return write(w, model, content) })
}

func near(name string, known []string) string {
	if near := schema.Suggest(name, known); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

// fileFormats are those that make one file.
func fileFormats(base string) map[string]func(io.Writer, *schema.Schema, export.Content) error {
	return map[string]func(io.Writer, *schema.Schema, export.Content) error{
		"jsonl":  export.Lines,
		"cypher": export.Cypher,
		"jsonld": func(w io.Writer, model *schema.Schema, c export.Content) error {
			return export.JSONLD(w, model, c, base)
		},
	}
}

// folderFormats are those that make a folder of files.
func folderFormats() map[string]func(export.Create, *schema.Schema, export.Content) error {
	return map[string]func(export.Create, *schema.Schema, export.Content) error{"csv": export.CSV, "hsds": hsds.Write}
}

// exported gives what is exported: the current release, or what files hold.
func (c Config) exported(ctx context.Context, model *schema.Schema, cmd *cli.Command) (export.Content, error) {
	if cmd.Args().Present() {
		return c.content(model, cmd.Args().Slice())
	}
	release, err := c.current(ctx, model, cmd)
	if err != nil {
		return export.Content{}, err
	}
	return export.Of(release), nil
}

// content gives the release in the program, or what files hold.
func (c Config) content(model *schema.Schema, args []string) (export.Content, error) {
	if found, ok, err := c.bulk(model, args); err != nil || ok {
		return export.Content{Info: found.Info, Records: found.Records()}, err
	}
	release, err := c.release(model, args)
	if err != nil {
		return export.Content{}, err
	}
	return export.Of(release), nil
}

// bulk reads files that a program wrote, and prints their faults; false if the
// arguments name no such files.
func (c Config) bulk(model *schema.Schema, args []string) (*bulk.Content, bool, error) {
	if len(args) != 1 {
		return &bulk.Content{}, false, nil
	}
	dir, name, shown := args[0], ".", filepath.ToSlash(filepath.Clean(args[0]))
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir, name = filepath.Dir(dir), filepath.Base(dir)
	}
	if !bulk.Is(os.DirFS(dir), name) {
		return &bulk.Content{}, false, nil
	}
	content, err := bulk.Read(model, os.DirFS(dir), name, shown)
	if err != nil {
		return &bulk.Content{}, true, err
	}
	if len(content.Faults) > 0 {
		fmt.Fprintln(c.Out, content.Faults)
		fmt.Fprintf(c.Out, "\n%s; nothing is made of files that have faults\n", count(len(content.Faults), "fault"))
		return content, true, ErrFaults
	}
	return content, true, nil
}

// gather holds all of what streams.
func gather(c export.Content) (*store.Release, error) {
	r := &store.Release{Info: c.Info}
	for record, err := range c.Records {
		if err != nil {
			return nil, err
		}
		r.Records = append(r.Records, record)
	}
	return r, nil
}

// wholeOf stands for a report on seed files where a program wrote the files: nothing
// is counted in them, and they hold no personas.
func wholeOf(content *bulk.Content, err error) (*loader.Report, error) {
	if err != nil {
		return nil, err
	}
	release, err := content.Release()
	if err != nil {
		return nil, err
	}
	return &loader.Report{Release: release}, nil
}

// checkBulk tells what files without faults hold.
func (c Config) checkBulk(content *bulk.Content) error {
	info := content.Info
	_, err := fmt.Fprintf(c.Out, "no faults\n\nrelease %.12s as of %s: %d nodes, %d relationships\n", info.ID, info.AsOf, info.Nodes, info.Edges)
	return err
}

// intoFile writes a file beside its place and moves it there when it is whole.
func intoFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(f.Name()))
	}
	return nil
}

// intoFolder writes a folder that is new or empty: files of an earlier export would be
// taken for a part of this one.
func intoFolder(name string, write func(export.Create) error) error {
	if err := os.MkdirAll(name, 0o755); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	there, err := os.ReadDir(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if len(there) > 0 {
		return fmt.Errorf("write %s: the folder is not empty; name a new one", name)
	}
	return write(func(file string) (io.WriteCloser, error) { return os.Create(filepath.Join(name, file)) })
}
