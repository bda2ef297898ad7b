// Package cli holds the steward's verbs on the command line.
//
//	waymark check [DIR]  ─► loader.Examine ─► every fault, or what the files hold
//	                        loader/personas ─► every row that is answered otherwise
//	waymark diff [A] B   ─► loader/diff, loader/personas ─► facts, or answers, that differ
//	waymark confirm KEY… ─► loader.Confirm ─► the same files, known to a later day
//	waymark report [DIR] ─► loader/coverage ─► what is there, and what is left to do
//	waymark export [DIR] ─► loader/export, loader/hsds ─► files for other programs
//	waymark import       ─► loader/hsds ─► a seed file of drafts
//	waymark load [DIR]   ─► loader.Examine ─► store.Writer: the new current release
//	waymark load … --dry-run ─► loader/diff ─► what would change, fact by fact
//	waymark check, load, diff, export FILE.jsonl ─► loader/bulk, in place of loader.Examine
//	waymark releases, rollback ─► store.Writer
//
// # Limits
//
// It wires and prints; what is right and wrong in a file is package loader's to
// say, and which database there is the caller's. It changes seed files in confirm
// alone, all or none of them; import writes a new one, export none.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/personas"
	"waymark/schema"
	"waymark/seed"
)

// ErrFaults is what Check returns after it has printed the faults.
var ErrFaults = errors.New("the seed files have faults")

// Config is what the verbs take from their surroundings.
type Config struct {
	Sources       string // the folder with the texts of cited documents; empty: fingerprints
	Out           io.Writer
	Terminal      bool       // Out is a terminal: a bar may move on it
	Assess        Assess     // nil: no rows of personas are asked
	Today         string     // ISO 8601
	Connect       Connect    // nil: no verbs that need a database
	DatabaseFlags []cli.Flag // the flags that Connect reads
}

// Assess makes what evaluates the rules of a release.
type Assess func(*schema.Schema, *store.Release) (personas.Assessor, error)

// Commands gives the steward's verbs for a command line.
func Commands(c Config) []*cli.Command {
	commands := []*cli.Command{{
		Name:      "check",
		Usage:     "check seed files and tell every fault at once",
		ArgsUsage: "[DIR | FILE.jsonl]",
		Description: "Quotes are compared with the texts in the folder that WAYMARK_SOURCES names;\n" +
			"where it is not set, with the fingerprints that are shipped. Without DIR it\n" +
			"checks the folder seed, or, where there is none, the files in the program.\n" +
			"Then it asks the rows of DIR/personas and tells which get another answer.\n" +
			"A file of JSON Lines or a folder of CSV files, as export writes them, is checked too.\n\n" +
			"waymark check seed",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return Check(ctx, c, cmd.Args().Slice()...)
		},
	}, diffCommand(c), confirmCommand(c), reportCommand(c), exportCommand(c), importCommand(c)}
	if c.Connect == nil {
		return commands
	}
	return append(commands, databaseCommands(c)...)
}

// Check checks the seed files of a folder, prints every fault or else what the
// files hold, and returns ErrFaults if there are faults. Another error says that
// the arguments are wrong or a file cannot be read.
func Check(ctx context.Context, c Config, args ...string) error {
	if len(args) > 1 {
		return fmt.Errorf("check takes one folder, not %d", len(args))
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	if content, ok, err := c.bulk(model, args); err != nil {
		return err
	} else if ok {
		return c.checkBulk(content)
	}
	report, err := c.examine(model, args, true)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := c.checkAnswers(ctx, model, report); err != nil {
		return err
	}
	printReport(c.Out, report, c.Assess != nil)
	return nil
}

// checkAnswers asks the rows of the personas and prints those that are answered
// otherwise.
func (c Config) checkAnswers(ctx context.Context, model *schema.Schema, r *loader.Report) error {
	answers, err := c.ask(ctx, model, r.Release, r.Personas)
	if err != nil {
		return err
	}
	wrong := personas.Wrong(answers)
	if len(wrong) == 0 {
		return nil
	}
	for _, w := range wrong {
		fmt.Fprintln(c.Out, w)
	}
	fmt.Fprintf(c.Out, "\n%d of %s answered otherwise; mend the rules, or the rows\n", len(wrong), count(len(answers), "persona row"))
	return ErrFaults
}

// ask puts rows to a release; without an evaluator it asks none.
func (c Config) ask(ctx context.Context, model *schema.Schema, release *store.Release, rows []loader.Persona) ([]personas.Answer, error) {
	if c.Assess == nil || len(rows) == 0 {
		return nil, nil
	}
	assessor, err := c.Assess(model, release)
	if err != nil {
		return nil, err
	}
	return personas.Ask(ctx, assessor, rows)
}

func (c Config) options(folder string) loader.Options {
	options := loader.Options{Folder: folder, Fingerprints: seed.Fingerprints()}
	if c.Sources != "" {
		options.Sources = os.DirFS(c.Sources)
	}
	return options
}

// open finds the folder that is to be checked.
func open(args []string) (fs.FS, string, error) {
	dir := "seed"
	if len(args) == 1 {
		dir = args[0]
	} else if _, err := os.Stat(dir); err != nil {
		return seed.Files, dir, nil
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("check %s: %w", dir, err)
	case !info.IsDir():
		return nil, "", fmt.Errorf("check %s: it is a file; name the folder that holds it", dir)
	}
	return os.DirFS(dir), filepath.ToSlash(filepath.Clean(dir)), nil
}

// printReport tells what files without faults hold.
func printReport(w io.Writer, r *loader.Report, asked bool) {
	s := r.Summary
	fmt.Fprintf(w, "no faults in %s\n\n", count(s.Files, "file"))
	rows := []struct {
		n    int
		what string
	}{
		{s.Entries, "entries"},
		{s.Facts, "facts"},
		{s.Citations, "citations"},
		{s.Proved, "quotes proved at their lines"},
		{s.Unproved, "quotes of documents that are not at hand"},
		{s.Resolved, "conflicts resolved"},
		{s.Open, "conflicts open"},
		{s.Unknown, "values unknown"},
		{len(s.Wanted), "legal bases wanted"},
		{s.Drafts, "drafts left out"},
	}
	for _, row := range rows {
		fmt.Fprintf(w, "%6d  %s\n", row.n, row.what)
	}
	if asked && len(r.Personas) > 0 {
		fmt.Fprintf(w, "%6d  persona rows answered as they say\n", len(r.Personas))
	}
	for _, wanted := range s.Wanted {
		fmt.Fprintf(w, "\n%s: %s wants %s\n", wanted.Pos, wanted.Of, wanted.Find)
	}
	info := r.Release.Info
	fmt.Fprintf(w, "\nrelease %.12s as of %s: %d nodes, %d relationships\n", info.ID, info.AsOf, info.Nodes, info.Edges)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
