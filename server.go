// Command waymark serves a knowledge graph of the law, permits, services and rights
// of trafficked persons through GraphQL, answers from it on the terminal, and checks
// the files that it is made from.
//
//	waymark             serve the embedded release, or a Neo4j database, with a playground
//	waymark query …     one answer, without a server
//	waymark check …     every fault of the seed files at once
//	waymark diff …      what differs between two folders, and whose answer
//	waymark confirm …   what was checked again, and up to when it holds
//	waymark report …    what the files hold, and what is left to do
//	waymark export …    a whole release for other programs
//	waymark import …    drafts from somebody's directory of services
//	waymark load …      seed files into a Neo4j database; releases, rollback
//
// This file parses the command line, joins the packages and stops them in order; it
// is the only one that names a store.
//
// Limits: it decides nothing about the graph, and reads no seed file to serve: what
// it serves was checked and compiled into it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/urfave/cli/v3"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/term"

	"waymark/graph"
	"waymark/graph/ask"
	"waymark/graph/generated"
	"waymark/graph/host"
	"waymark/graph/memstore"
	"waymark/graph/neostore"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/transport"
	"waymark/graph/web"
	stewards "waymark/loader/cli"
	"waymark/loader/coverage"
	"waymark/loader/personas"
	"waymark/schema"
	"waymark/seed"
)

// Exit codes.
const (
	exitDone  = 0
	exitFault = 1 // an answer has errors, a file has faults, or the server cannot go on
	exitUsage = 2 // the command line is wrong
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Environ(), os.Stdin, os.Stdout, os.Stderr, os.Args[1:])
	stop()
	os.Exit(code)
}

// run is the program, with everything that it takes from its surroundings.
func run(ctx context.Context, environ []string, stdin io.Reader, stdout, stderr io.Writer, args []string) int {
	p := &program{environ: environ, stdin: stdin, stdout: stdout, stderr: stderr}
	p.log = slog.New(slog.NewJSONHandler(stderr, nil))
	if isTerminal(stderr) {
		p.log = slog.New(slog.NewTextHandler(stderr, nil))
	}
	err := p.command().Run(ctx, append([]string{"waymark"}, args...))
	if err == nil {
		return exitDone
	}
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(stderr, "waymark: %v\nwaymark --help tells what can be asked of it\n", err)
		return exitUsage
	}
	if !errors.Is(err, errTold) && !errors.Is(err, stewards.ErrFaults) {
		fmt.Fprintf(stderr, "waymark: %v\n", err)
	}
	return exitFault
}

type program struct {
	environ        []string
	stdin          io.Reader
	stdout, stderr io.Writer
	log            *slog.Logger
}

// usageError is a fault of the command line.
type usageError struct{ error }

// errTold ends the program after its faults have been printed.
var errTold = errors.New("the faults have been told")

const description = `Serves the embedded release when no command is named, or the current release of
a Neo4j database where one is named.

   waymark                                        serve on http://localhost:8080
   waymark --listen :9000                         serve to other machines too
   waymark query -e '{ countries { code name } }' one answer, as a table
   waymark query FILE.graphql --json | jq .       one answer, as JSON
   waymark check seed                             every fault of the seed files
   waymark diff seed --answers                    whose answer the files change
   waymark export --out waymark.jsonl             the whole release for other programs
   waymark load seed --neo4j neo4j://localhost    the seed files into a database
   waymark --neo4j neo4j://localhost              serve what is current there

Exit codes: 0 done; 1 the answer has errors, a file has faults, or the server
cannot go on; 2 the command line is wrong.`

func (p *program) command() *cli.Command {
	root := &cli.Command{
		Name:        "waymark",
		Usage:       "law, permits, services and rights of trafficked persons, as a graph",
		Description: description,
		Flags:       p.serveFlags(),
		Action:      p.serve,
		Commands: []*cli.Command{{
			Name:  "serve",
			Usage: "serve the embedded release, or a database, with a playground (the default)",
			Description: "waymark serve --listen localhost:9000\nwaymark serve --cors-origin https://www.example.org --max-rows 2000\n" +
				"waymark serve --neo4j neo4j://localhost --neo4j-user reader --neo4j-password-file secret\n\n" +
				"A database that is down when the server starts, or later, is waited for: /readyz says so.",
			Flags:  p.serveFlags(),
			Action: p.serve,
		}, {
			Name:      "query",
			Usage:     "answer one operation without a server",
			ArgsUsage: "[FILE.graphql | -]",
			Description: "A table on a terminal; JSON when piped or with --json. Errors go to the standard\n" +
				"error output, and the exit code is then 1.\n\n" +
				"waymark query -e '{ countries { code name } }'\n" +
				"waymark query graph/web/questions/01-italy.graphql --json\n" +
				"waymark query FILE.graphql --variables vars.json\n" +
				"waymark query FILE.graphql --neo4j neo4j://localhost",
			Flags: append(p.databaseFlags(),
				&cli.StringFlag{Name: "e", Usage: "the operation itself, in place of a file", Local: true},
				&cli.StringFlag{Name: "variables", Usage: "a JSON file with the operation's variables", Local: true},
				&cli.StringFlag{Name: "language", Usage: "the `languages` that names are wanted in, the dearest first: fr,nl", Value: "en", Local: true},
				&cli.StringFlag{Name: "operation", Usage: "which operation, where the file has several", Local: true},
				&cli.BoolFlag{Name: "json", Usage: "JSON on a terminal too", Local: true}),
			Action: p.query,
		}, {
			Name:   "version",
			Usage:  "print the version and the embedded release",
			Action: p.version,
		}, {
			Name:      "healthy",
			Usage:     "ask a server whether it can answer, for a container's health check",
			ArgsUsage: "[URL]",
			Action:    p.healthy,
		}},
		Writer:         p.stdout,
		ErrWriter:      p.stderr,
		Reader:         p.stdin,
		ExitErrHandler: func(context.Context, *cli.Command, error) {}, // run tells and exits
	}
	sources, _ := variable{p.environ, "WAYMARK_SOURCES"}.Lookup()
	root.Commands = append(root.Commands, stewards.Commands(stewards.Config{
		Sources: sources, Out: p.stdout, Terminal: isTerminal(p.stdout),
		Connect: p.connect, DatabaseFlags: p.databaseFlags(), Assess: assess,
		Today: time.Now().Format(time.DateOnly),
	})...)
	for _, c := range append(root.Commands, root) {
		c.HideHelpCommand = true
		c.OnUsageError = func(_ context.Context, _ *cli.Command, err error, _ bool) error { return usageError{err} }
	}
	return root
}

func (p *program) serveFlags() []cli.Flag {
	return append(p.databaseFlags(), []cli.Flag{
		&cli.StringFlag{Name: "listen", Value: "localhost:8080", Sources: p.env("WAYMARK_LISTEN"), Local: true,
			Usage: "the `address` to serve on; :8080 serves every network, port 0 takes a free one"},
		&cli.StringSliceFlag{Name: "cors-origin", Sources: p.env("WAYMARK_CORS_ORIGINS"), Local: true,
			Usage: "a `site` whose pages may ask, https://www.example.org; may be repeated; * lets all ask"},
		&cli.DurationFlag{Name: "timeout", Value: 10 * time.Second, Local: true, Usage: "the longest that one operation may take"},
		&cli.IntFlag{Name: "max-rows", Value: 10_000, Local: true, Usage: "nodes in one answer at most"},
		&cli.IntFlag{Name: "max-depth", Value: 12, Local: true, Usage: "relationships below one another in one operation at most"},
		&cli.IntFlag{Name: "max-aliases", Value: 100, Local: true, Usage: "aliases in one operation at most"},
		&cli.IntFlag{Name: "max-tokens", Value: 5_000, Local: true, Usage: "words and signs in one operation at most"},
		&cli.Int64Flag{Name: "max-body", Value: 256 << 10, Local: true, Usage: "bytes of one request at most"},
	}...)
}

// databaseFlags say where a database is. The password comes from a file or the
// environment: other users of a machine can read a command line.
func (p *program) databaseFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "neo4j", Sources: p.env("WAYMARK_NEO4J"), Local: true,
			Usage: "the `address` of a Neo4j database: neo4j://host, neo4j+s://host for TLS, bolt://host:port for one server"},
		&cli.StringFlag{Name: "neo4j-user", Sources: p.env("WAYMARK_NEO4J_USER"), Local: true,
			Usage: "the `name` to log in with; the password comes from $WAYMARK_NEO4J_PASSWORD or the file"},
		&cli.StringFlag{Name: "neo4j-password-file", Sources: p.env("WAYMARK_NEO4J_PASSWORD_FILE"), Local: true,
			Usage: "a `file` whose first line is the password"},
		&cli.StringFlag{Name: "neo4j-database", Sources: p.env("WAYMARK_NEO4J_DATABASE"), Local: true,
			Usage: "the `name` of the database, where the server has several"},
		&cli.IntFlag{Name: "neo4j-pool", Value: 100, Local: true, Usage: "connections at most"},
	}
}

// database makes a store of the database that a command line names.
func (p *program) database(model *schema.Schema, cmd *cli.Command) (*neostore.Store, error) {
	password, _ := variable{p.environ, "WAYMARK_NEO4J_PASSWORD"}.Lookup()
	s, err := neostore.Open(model, neostore.Config{
		URI: cmd.String("neo4j"), User: cmd.String("neo4j-user"), Password: password,
		PasswordFile: cmd.String("neo4j-password-file"), Database: cmd.String("neo4j-database"), Pool: cmd.Int("neo4j-pool"),
	})
	if err != nil {
		return nil, usageError{err}
	}
	return s, nil
}

// connect opens the database for a steward's verb.
func (p *program) connect(ctx context.Context, model *schema.Schema, cmd *cli.Command) (store.Writer, func(), error) {
	if cmd.String("neo4j") == "" {
		return nil, nil, usageError{errors.New("no database is named; say --neo4j neo4j://host, or set WAYMARK_NEO4J")}
	}
	s, err := p.database(model, cmd)
	if err != nil {
		return nil, nil, err
	}
	return s, func() { s.Close(context.WithoutCancel(ctx)) }, nil
}

func (p *program) env(name string) cli.ValueSourceChain {
	return cli.NewValueSourceChain(variable{p.environ, name})
}

// variable is a variable of the environment that run was given.
type variable struct {
	environ []string
	name    string
}

// Lookup finds the last value that is set; an empty one counts as none.
func (v variable) Lookup() (string, bool) {
	value := ""
	for _, entry := range v.environ {
		if name, set, _ := strings.Cut(entry, "="); name == v.name {
			value = set
		}
	}
	return value, value != ""
}

// String and GoString name the source, Key and IsFromEnv show it in the help.
func (v variable) String() string   { return "$" + v.name }
func (v variable) GoString() string { return v.String() }
func (v variable) Key() string      { return v.name }
func (v variable) IsFromEnv() bool  { return true }

// opened is a store and what answers from it.
type opened struct {
	engine *graph.Engine
	store  store.Reader
	export func(context.Context) (*store.Release, error) // the whole content
	source string                                        // where its answers come from, in words
	model  *schema.Schema
}

// open makes ready what answers; with the embedded release it takes some 20 ms.
func (p *program) open(cmd *cli.Command, limits plan.Config, rows int, timeout time.Duration) (*opened, error) {
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		return nil, fmt.Errorf("read the public schema: %w", err)
	}
	model, err := schema.Load(schema.Files)
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	o := &opened{model: model}
	if uri := cmd.String("neo4j"); uri != "" {
		o.source = "answers from " + uri + "; /readyz tells whether it can"
		database, err := p.database(model, cmd)
		if err != nil {
			return nil, err
		}
		o.store = database
		o.export = func(ctx context.Context) (*store.Release, error) { return database.Export(ctx, "") }
	} else {
		o.export = func(context.Context) (*store.Release, error) { return store.Decode(seed.Release()) }
		if o.store, o.source, err = embedded(model); err != nil {
			return nil, err
		}
	}
	o.engine, err = graph.New(graph.Config{
		Model: model, Public: public, Store: o.store, Plan: limits,
		Rows: rows, Timeout: timeout, Present: transport.Presenter(p.log),
	})
	return o, err
}

// embedded opens the release in the program and says which it is.
func embedded(model *schema.Schema) (store.Reader, string, error) {
	release, err := store.Decode(seed.Release())
	if err != nil {
		return nil, "", fmt.Errorf("read the embedded release: %w", err)
	}
	s, err := memstore.Open(model, release)
	if err != nil {
		return nil, "", fmt.Errorf("open the embedded release: %w", err)
	}
	return s, fmt.Sprintf("release %.12s, answers as of %s", release.Info.ID, release.Info.AsOf), nil
}

// assess makes what evaluates the rules of a release that is not served.
func assess(model *schema.Schema, release *store.Release) (personas.Assessor, error) {
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		return nil, fmt.Errorf("read the public schema: %w", err)
	}
	s, err := memstore.Open(model, release)
	if err != nil {
		return nil, fmt.Errorf("open the release: %w", err)
	}
	return graph.New(graph.Config{Model: model, Public: public, Store: s})
}

// version tells what runs and what it serves.
type version struct {
	Version string `json:"version"` // of the program: a tag, or the commit it was built from
	Release string `json:"release"` // hash of the content; empty while no database can be reached
	AsOf    string `json:"asOf"`    // the day that answers without a date are for
	Schema  string `json:"schema"`  // hash of the SDL
}

func (o *opened) version(ctx context.Context) version {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	info, err := o.store.Current(ctx)
	if err != nil {
		info = store.Info{}
	}
	v := version{Version: "unknown", Release: info.ID, AsOf: info.AsOf, Schema: o.model.Hash}
	if build, ok := debug.ReadBuildInfo(); ok {
		v.Version = build.Main.Version
	}
	return v
}

// ready tells why a server cannot answer now; nil if it can. A supervisor does not
// wait long.
func (o *opened) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	_, err := o.store.Current(ctx)
	return err
}

func (p *program) serve(ctx context.Context, cmd *cli.Command) error {
	if cmd.Args().Present() {
		return unknown(cmd)
	}
	listener, err := host.Listen(ctx, cmd.String("listen"))
	if err != nil {
		return err
	}
	defer listener.Close()
	limits := plan.Config{Depth: cmd.Int("max-depth"), Aliases: cmd.Int("max-aliases")}
	o, err := p.open(cmd, limits, cmd.Int("max-rows"), cmd.Duration("timeout"))
	if err != nil {
		return err
	}
	if cmd.String("neo4j") != "" {
		following, stop := context.WithCancel(ctx)
		defer stop()
		go o.engine.Follow(following, 2*time.Second)
	}
	fmt.Fprintf(p.stdout, "Waymark listens on %s (%s)\n", host.URL(listener), o.source)
	return host.Run(ctx, listener, host.Config{Handler: p.routes(o, cmd), Answer: cmd.Duration("timeout"), Log: p.log})
}

func (p *program) routes(o *opened, cmd *cli.Command) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", web.Handler(p.reporter(o)))
	mux.Handle("/graphql", transport.New(transport.Config{
		Schema: o.engine.Schema(), Engine: o.engine, Release: o.engine.Release, Log: p.log,
		Origins: cmd.StringSlice("cors-origin"), Body: cmd.Int64("max-body"), Tokens: cmd.Int("max-tokens"),
	}))
	host.Probes(mux, o.ready, func(ctx context.Context) any { return o.version(ctx) })
	return mux
}

// reporter makes the report of what is served, and tells the log why it cannot.
func (p *program) reporter(o *opened) web.Reporter {
	kept := &coverage.Kept{Model: o.model, Current: o.store.Current, Export: o.export}
	return func(ctx context.Context) (*coverage.Report, error) {
		r, err := kept.Report(ctx)
		if err != nil {
			p.log.WarnContext(ctx, "the report cannot be made", "error", err)
		}
		return r, err
	}
}

func (p *program) query(ctx context.Context, cmd *cli.Command) error {
	params, err := p.params(cmd)
	if err != nil {
		return err
	}
	o, err := p.open(cmd, plan.Config{}, 0, time.Minute)
	if err != nil {
		return err
	}
	response := ask.Answer(ctx, ask.Config{
		Schema: o.engine.Schema(), Engine: o.engine,
		Present: transport.Presenter(p.log), Recover: transport.Recover,
	}, params)
	if isTerminal(p.stdout) && !cmd.Bool("json") {
		err = ask.Show(p.stdout, response, columns(p.stdout))
	} else {
		err = ask.Write(p.stdout, response)
	}
	if err != nil {
		return err
	}
	for _, e := range response.Errors {
		fmt.Fprintf(p.stderr, "waymark: %v\n", e)
	}
	if len(response.Errors) > 0 {
		return errTold
	}
	return nil
}

// params reads the operation and its variables.
func (p *program) params(cmd *cli.Command) (*graphql.RawParams, error) {
	query, file := cmd.String("e"), cmd.Args().First()
	if cmd.Args().Len() > 1 || (file == "") == (query == "") {
		return nil, usageError{errors.New("query takes one operation: -e '…', a file, or - for the standard input")}
	}
	if file != "" {
		text, err := p.read(file)
		if err != nil {
			return nil, err
		}
		query = string(text)
	}
	var variables []byte
	if name := cmd.String("variables"); name != "" {
		text, err := p.read(name)
		if err != nil {
			return nil, err
		}
		variables = text
	}
	params, err := ask.Params(query, variables, cmd.String("operation"), cmd.String("language"))
	if err != nil {
		return nil, usageError{err}
	}
	return params, nil
}

func (p *program) read(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(p.stdin)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, usageError{err}
	}
	return text, nil
}

func (p *program) version(ctx context.Context, cmd *cli.Command) error {
	o, err := p.open(cmd, plan.Config{}, 0, 0)
	if err != nil {
		return err
	}
	v := o.version(ctx)
	_, err = fmt.Fprintf(p.stdout, "waymark %s\nrelease %s\nanswers as of %s\n", v.Version, v.Release, v.AsOf)
	return err
}

// healthy asks a server's /readyz.
func (p *program) healthy(ctx context.Context, cmd *cli.Command) error {
	url := cmd.Args().First()
	if url == "" {
		url = "http://localhost:8080/readyz"
	}
	return host.Healthy(ctx, url)
}

// unknown is the error of a word that is no command.
func unknown(cmd *cli.Command) error {
	word := cmd.Args().First()
	known := []string{"serve", "query", "check", "diff", "confirm", "report", "export", "import", "load", "releases", "rollback", "version", "healthy"}
	if near := schema.Suggest(word, known); near != "" {
		return usageError{fmt.Errorf("there is no command %q (did you mean %q?)", word, near)}
	}
	return usageError{fmt.Errorf("there is no command %q; there are %s", word, strings.Join(known, ", "))}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns is the width of the terminal; 0 where it does not tell.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
