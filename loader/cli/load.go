package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/diff"
	"waymark/loader/export"
	"waymark/schema"
	"waymark/seed"
)

// Connect opens the database that a command line names, and gives what closes it.
type Connect func(ctx context.Context, model *schema.Schema, cmd *cli.Command) (store.Writer, func(), error)

// databaseCommands are the verbs that speak to a database.
func databaseCommands(c Config) []*cli.Command {
	return []*cli.Command{{
		Name:      "load",
		Usage:     "check seed files and make them the current release of a database",
		ArgsUsage: "[DIR | FILE.jsonl]",
		Description: "Without DIR it loads the release in the program. DIR holds seed files, or CSV files\n" +
			"as export writes them; these and JSON Lines stream. Everything is checked before\n" +
			"anything is written; the new release is written beside the old one, and readers\n" +
			"see the one or the other. What is there already is not written again.\n\n" +
			"waymark load --neo4j neo4j://localhost\n" +
			"waymark load seed --dry-run        what would change, fact by fact",
		Flags: append(slices.Clone(c.DatabaseFlags),
			&cli.BoolFlag{Name: "dry-run", Usage: "tell what would be added, changed and removed, and write nothing", Local: true},
			&cli.BoolFlag{Name: "json", Usage: "with --dry-run: as JSON", Local: true},
			&cli.IntFlag{Name: "keep", Usage: "former releases to keep, for a rollback", Local: true},
			&cli.DurationFlag{Name: "wait", Usage: "how long to wait for another load to end", Local: true}),
		Action: c.load,
	}, {
		Name:        "releases",
		Usage:       "list the releases that a database holds",
		Description: "waymark releases --neo4j neo4j://localhost",
		Flags:       slices.Clone(c.DatabaseFlags),
		Action:      c.releases,
	}, {
		Name:        "rollback",
		Usage:       "make a release current that the database still holds",
		ArgsUsage:   "[RELEASE]",
		Description: "Without RELEASE it goes back to the newest one that is not current.\n\nwaymark rollback --neo4j neo4j://localhost",
		Flags:       slices.Clone(c.DatabaseFlags),
		Action:      c.rollback,
	}}
}

func (c Config) load(ctx context.Context, cmd *cli.Command) error {
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	content, err := c.content(model, cmd.Args().Slice())
	if err != nil {
		return err
	}
	database, end, err := c.Connect(ctx, model, cmd)
	if err != nil {
		return err
	}
	defer end()
	if cmd.Bool("dry-run") {
		return c.dryRun(ctx, model, database, content, cmd.Bool("json"))
	}
	bar := newBar(c.Out, c.Terminal)
	began := time.Now()
	report, err := database.LoadRecords(ctx, content.Info, content.Records, store.LoadOptions{
		Keep: cmd.Int("keep"), Wait: cmd.Duration("wait"), Progress: bar.show})
	bar.end()
	if err != nil {
		return err
	}
	for _, id := range report.Removed {
		fmt.Fprintf(c.Out, "cleared release %.12s away\n", id)
	}
	if report.Already {
		fmt.Fprintf(c.Out, "release %.12s is current already; nothing was written\n", report.Release)
		return nil
	}
	fmt.Fprintf(c.Out, "release %.12s is current: %d nodes, %d relationships, in %s\n",
		report.Release, report.Nodes, report.Edges, time.Since(began).Round(time.Millisecond))
	return nil
}

// release gives what is to be loaded: the files of a folder, checked, or the
// release in the program.
func (c Config) release(model *schema.Schema, args []string) (*store.Release, error) {
	if len(args) == 0 {
		return store.Decode(seed.Release())
	}
	report, err := c.examine(model, args, false)
	if err != nil {
		return nil, err
	}
	return report.Release, nil
}

// dryRun tells how a release differs from the current one.
func (c Config) dryRun(ctx context.Context, model *schema.Schema, database store.Writer, after export.Content, asJSON bool) error {
	release, err := gather(after)
	if err != nil {
		return err
	}
	before := &store.Release{}
	list, err := database.Releases(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(r store.ReleaseState) bool { return r.Current }) {
		if before, err = database.Export(ctx, ""); err != nil {
			return err
		}
	}
	return c.writeDiff(diff.Releases(model, before, release), asJSON)
}

func (c Config) releases(ctx context.Context, cmd *cli.Command) error {
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	database, end, err := c.Connect(ctx, model, cmd)
	if err != nil {
		return err
	}
	defer end()
	list, err := database.Releases(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(c.Out, "the database holds no release; load one with: waymark load")
	}
	for _, r := range list {
		fmt.Fprintf(c.Out, "%s  as of %s  %7d nodes  %7d relationships  %s\n", r.ID, r.AsOf, r.Nodes, r.Edges, stateOf(r, model.Hash))
	}
	return nil
}

// stateOf says in words how a release stands.
func stateOf(r store.ReleaseState, schemaHash string) string {
	switch {
	case !r.Complete:
		return "interrupted; the next load clears it away"
	case r.Schema != schemaHash:
		return "loaded " + r.LoadedAt.Format(time.DateTime) + ", made with another schema"
	case r.Current:
		return "loaded " + r.LoadedAt.Format(time.DateTime) + ", current"
	default:
		return "loaded " + r.LoadedAt.Format(time.DateTime)
	}
}

func (c Config) rollback(ctx context.Context, cmd *cli.Command) error {
	if cmd.Args().Len() > 1 {
		return fmt.Errorf("rollback takes one release, not %d", cmd.Args().Len())
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	database, end, err := c.Connect(ctx, model, cmd)
	if err != nil {
		return err
	}
	defer end()
	info, err := database.Rollback(ctx, cmd.Args().First())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Out, "release %.12s is current again: %d nodes, %d relationships\n", info.ID, info.Nodes, info.Edges)
	return nil
}

// examine checks a folder, with its personas or without, and prints its faults, if
// there are any.
func (c Config) examine(model *schema.Schema, args []string, withPersonas bool) (*loader.Report, error) {
	if content, ok, err := c.bulk(model, args); err != nil || ok {
		return wholeOf(content, err)
	}
	files, folder, err := open(args)
	if err != nil {
		return nil, err
	}
	options := c.options(folder)
	options.Personas = withPersonas
	report, err := loader.Examine(model, files, options)
	if err != nil {
		return nil, err
	}
	if len(report.Faults) > 0 {
		printFaults(c.Out, report)
		return nil, ErrFaults
	}
	return report, nil
}

func printFaults(w io.Writer, r *loader.Report) {
	fmt.Fprintln(w, r.Faults)
	fmt.Fprintf(w, "\n%s; nothing is made of files that have faults\n", count(len(r.Faults), "fault"))
}
