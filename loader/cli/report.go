package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"

	"waymark/loader/coverage"
	"waymark/schema"
)

func reportCommand(c Config) *cli.Command {
	return &cli.Command{
		Name:      "report",
		Usage:     "tell what seed files hold and what is left to do",
		ArgsUsage: "[DIR]",
		Description: "Facts by country and by theme, how much of a source is cited, open conflicts, what\n" +
			"is unknown or cannot be read, legal bases that are wanted, and what was not checked\n" +
			"for long, the oldest first. A server shows the same at /report.\n\n" +
			"waymark report seed\nwaymark report seed --before 2020-01-01 --json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "before", Local: true,
				Usage: "the `DAY` that everything should be known up to; left out: a year before the files were read"},
			&cli.BoolFlag{Name: "json", Local: true, Usage: "as JSON, with the whole of long lists"},
		},
		Action: c.report,
	}
}

func (c Config) report(_ context.Context, cmd *cli.Command) error {
	if cmd.Args().Len() > 1 {
		return fmt.Errorf("report takes one folder, not %d", cmd.Args().Len())
	}
	before := cmd.String("before")
	if _, err := time.Parse(time.DateOnly, before); before != "" && err != nil {
		return fmt.Errorf("--before %q is no day; write 2013-05-01", before)
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	found, err := c.examine(model, cmd.Args().Slice(), false)
	if err != nil {
		return err
	}
	r := coverage.Of(model, found.Release, coverage.Options{Before: before, Places: found.Places, Wanted: found.Summary.Wanted})
	if cmd.Bool("json") {
		return coverage.JSON(c.Out, r)
	}
	return coverage.Write(c.Out, r)
}
