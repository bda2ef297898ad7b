package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"github.com/urfave/cli/v3"

	"waymark/loader/hsds"
)

func importCommand(c Config) *cli.Command {
	return &cli.Command{
		Name:  "import",
		Usage: "write a seed file of drafts from somebody's directory of services",
		Description: "Of a directory in the form of Open Referral (HSDS 3) it keeps the names of\n" +
			"organizations and services, who gives which, public pages, languages, and numbers\n" +
			"that are public hotlines. Locations, addresses, schedules, contacts, other numbers\n" +
			"and free texts are left behind; the file says how many. Every entry is a draft,\n" +
			"which never ships: a steward finds its source, and takes the mark off.\n\n" +
			"waymark import --hsds directory --jurisdiction IT --out seed/it-directory.yaml",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "hsds", Required: true, Local: true, Usage: "a `path`: a JSON file, or a folder with organizations.json and services.json"},
			&cli.StringFlag{Name: "jurisdiction", Required: true, Local: true, Usage: "whose they are: the `code` of a country"},
			&cli.StringFlag{Name: "out", Local: true, Usage: "the `file` to write; without it, the standard output"},
		},
		Action: func(_ context.Context, cmd *cli.Command) error { return c.importHSDS(cmd) },
	}
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

func (c Config) importHSDS(cmd *cli.Command) error {
	path, jurisdiction, out := cmd.String("hsds"), cmd.String("jurisdiction"), cmd.String("out")
	switch {
	case cmd.Args().Present():
		return fmt.Errorf("import takes no %q; name the directory with --hsds", cmd.Args().First())
	case !countryCode.MatchString(jurisdiction):
		return fmt.Errorf("%q is no country's code; write IT", jurisdiction)
	}
	dir, name := path, "."
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		dir, name = filepath.Dir(path), filepath.Base(path)
	}
	draft, err := hsds.Read(os.DirFS(dir), name)
	if err != nil {
		return fmt.Errorf("import %s: %w", path, err)
	}
	if out == "" {
		return draft.Write(c.Out, jurisdiction)
	}
	if _, err := os.Stat(out); err == nil {
		return fmt.Errorf("write %s: it is there already; name a new file", out)
	}
	if err := intoFile(out, func(w io.Writer) error { return draft.Write(w, jurisdiction) }); err != nil {
		return err
	}
	organizations, services := draft.Counts()
	_, err = fmt.Fprintf(c.Out, "%s: drafts of %s and %s\nleft behind: %s\n", out,
		count(organizations, "organization"), count(services, "service"), draft.Behind())
	return err
}
