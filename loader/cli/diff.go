package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/diff"
	"waymark/loader/personas"
	"waymark/schema"
	"waymark/seed"
)

func diffCommand(c Config) *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "tell what differs between two folders of seed files, fact by fact",
		ArgsUsage: "[BEFORE] AFTER",
		Description: "With one folder it tells what differs from the release in the program, or from the\n" +
			"current one of a database where one is named. --answers tells which rows of\n" +
			"AFTER/personas get another answer.\n\n" +
			"waymark diff seed\nwaymark diff seed ../mine/seed --json\nwaymark diff seed --answers\n" +
			"waymark diff seed --neo4j neo4j://localhost",
		Flags: append(slices.Clone(c.DatabaseFlags),
			&cli.BoolFlag{Name: "answers", Usage: "tell whose answer differs, in place of which facts", Local: true},
			&cli.BoolFlag{Name: "json", Usage: "as JSON", Local: true}),
		Action: c.diff,
	}
}

func (c Config) diff(ctx context.Context, cmd *cli.Command) error {
	args := cmd.Args().Slice()
	if len(args) < 1 || len(args) > 2 {
		return fmt.Errorf("diff takes one folder or two, not %d", len(args))
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	after, err := c.examine(model, args[len(args)-1:], cmd.Bool("answers"))
	if err != nil {
		return err
	}
	before, err := c.before(ctx, model, cmd, args[:len(args)-1])
	if err != nil {
		return err
	}
	if before.Info.Schema != model.Hash {
		return errors.New("the earlier release was made with another schema, so that nothing can be compared; make it anew (go generate ./... or waymark load)")
	}
	if cmd.Bool("answers") {
		return c.diffAnswers(ctx, model, before, after, cmd.Bool("json"))
	}
	return c.writeDiff(diff.Releases(model, before, after.Release), cmd.Bool("json"))
}

// before is the release that a folder is compared with: of another folder, of the
// database that is named, or the one in the program.
func (c Config) before(ctx context.Context, model *schema.Schema, cmd *cli.Command, folder []string) (*store.Release, error) {
	if len(folder) == 1 {
		report, err := c.examine(model, folder, false)
		if err != nil {
			return nil, err
		}
		return report.Release, nil
	}
	return c.current(ctx, model, cmd)
}

// current gives the release of the database that is named, else the one in the
// program.
func (c Config) current(ctx context.Context, model *schema.Schema, cmd *cli.Command) (*store.Release, error) {
	if c.Connect == nil || cmd.String("neo4j") == "" {
		return store.Decode(seed.Release())
	}
	database, end, err := c.Connect(ctx, model, cmd)
	if err != nil {
		return nil, err
	}
	defer end()
	return database.Export(ctx, "")
}

func (c Config) diffAnswers(ctx context.Context, model *schema.Schema, before *store.Release, after *loader.Report, asJSON bool) error {
	if c.Assess == nil {
		return errors.New("there is nothing here that evaluates rules")
	}
	was, err := c.ask(ctx, model, before, after.Personas)
	if err != nil {
		return err
	}
	is, err := c.ask(ctx, model, after.Release, after.Personas)
	if err != nil {
		return err
	}
	changes := personas.Compare(was, is)
	if asJSON {
		return personas.JSON(c.Out, changes)
	}
	return personas.Write(c.Out, changes, len(is))
}

func (c Config) writeDiff(changes []diff.Change, asJSON bool) error {
	if asJSON {
		return diff.JSON(c.Out, changes)
	}
	return diff.Write(c.Out, changes)
}
