package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"waymark/loader"
	"waymark/schema"
)

func confirmCommand(c Config) *cli.Command {
	return &cli.Command{
		Name:      "confirm",
		Usage:     "write into seed files that entries are known to hold up to a later day",
		ArgsUsage: "KEY…",
		Description: "KEY is an id, or a key that only one jurisdiction has. With --by the entry says who\n" +
			"compared it with its sources again, and when. Comments and all else in the files\n" +
			"stay; nothing is written if the files have faults, before or after.\n\n" +
			"waymark confirm IT:integration-third-country --to 2026-11 --by ab",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "to", Required: true, Local: true, Usage: "the `DATE` up to which they are known to hold: 2026-11, 2026-11-25"},
			&cli.StringFlag{Name: "by", Local: true, Usage: "the `INITIALS` of who compared them with their sources"},
			&cli.StringFlag{Name: "on", Value: c.Today, Local: true, Usage: "the `DAY` of that"},
			&cli.StringFlag{Name: "in", Value: "seed", Local: true, Usage: "the `FOLDER` of the files"},
		},
		Action: c.confirm,
	}
}

func (c Config) confirm(_ context.Context, cmd *cli.Command) error {
	if !cmd.Args().Present() {
		return errors.New("confirm takes the keys of entries")
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	dir := cmd.String("in")
	files, folder, err := open([]string{dir})
	if err != nil {
		return err
	}
	confirmed, err := loader.Confirm(model, files, c.options(folder), loader.Confirmation{
		Keys: cmd.Args().Slice(), To: cmd.String("to"), By: cmd.String("by"), On: cmd.String("on")})
	var faults schema.Errors
	if errors.As(err, &faults) {
		fmt.Fprintf(c.Out, "%v\n\n%s; nothing is written\n", faults, count(len(faults), "fault"))
		return ErrFaults
	}
	if err != nil {
		return err
	}
	if err := writeAll(dir, confirmed.Files); err != nil {
		return err
	}
	for _, e := range confirmed.Entries {
		before := e.Before
		if before == "" {
			before = "no day"
		}
		fmt.Fprintf(c.Out, "%s: %s was known to hold to %s, now to %s\n", e.Pos, e.ID, before, e.After)
	}
	return nil
}

// writeAll replaces files of a folder. Every text is on the disk before the first
// file is replaced.
func writeAll(dir string, files map[string][]byte) (err error) {
	written := map[string]string{}
	defer func() {
		for _, temporary := range written {
			err = errors.Join(err, os.Remove(temporary))
		}
	}()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		written[path] = path + ".new"
		if err := os.WriteFile(path+".new", text, info.Mode().Perm()); err != nil {
			return err
		}
	}
	for path, temporary := range written {
		if err := os.Rename(temporary, path); err != nil {
			return err
		}
		delete(written, path)
	}
	return nil
}
