package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdin, os.Stdout, os.Stderr, os.Args[1:], time.Now())
	if ctx.Err() != nil {
		err = errors.New("interrupted") // what else went wrong came of that
	}
	stop()
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}

const help = `Drives Waymark and four others with three questions on one graph, side by side, and
prints a table in Markdown. Run it inside graph/bench on a machine with nothing else
to do; it needs Java 17, and Node 20 with npm for @neo4j/graphql. The first run
fetches Neo4j (Maven) and the npm packages.

  go run . > table.md                        everything, some ten minutes
  go run . -rounds 1 -seconds 1              a quick look
  go run . -only waymark-neo4j,handwritten -questions q2
  go run . -data /tmp/bench-data             keep the loaded data for the next run
  go run . profile -questions q1             what Neo4j does for Waymark's statement and
                                             for the one by hand, operator by operator
  go run . compile                           the time to compile a query, with the
                                             schema as it is and with 600 more types

Contenders: waymark-neo4j, waymark-embedded, handwritten, neo4jgraphql, naive.
Questions:  q1 a provider with its country, services and legal bases; q2 50 shelters
            of one country, sorted; q3 one country with everything, some 180 KB.

`

// run is the program, with everything that it takes from its surroundings.
func run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer, args []string, now time.Time) error {
	command := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		command, args = args[0], args[1:]
	}
	if command == "serve" && len(args) == 4 { // one contender, started by a comparison
		return serve(ctx, stdin, stdout, args[0], args[1], args[2], args[3])
	}
	c := &comparison{now: now, out: stdout, log: stderr}
	if err := c.parse(args); err != nil {
		return err
	}
	switch command {
	case "":
		return c.run(ctx)
	case "profile":
		return c.profile(ctx)
	case "compile":
		return compileTimes(stdout, now)
	default:
		return fmt.Errorf("there is no command %q; -help tells what there is", command)
	}
}

// parse reads the flags.
func (c *comparison) parse(args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(c.log)
	flags.Usage = func() {
		fmt.Fprint(c.log, help)
		flags.PrintDefaults()
	}
	flags.IntVar(&c.rounds, "rounds", 5, "rounds that count")
	flags.Float64Var(&c.seconds, "seconds", 5, "how long one contender is driven with one question in a round")
	flags.Float64Var(&c.warm, "warm", 5, "how long, in seconds, each is driven with each before the first round")
	flags.IntVar(&c.most, "requests", 100_000, "requests of one client in one drive at most")
	flags.StringVar(&c.data, "data", "", "a `folder` that keeps Neo4j's data (default: a temporary one)")
	flags.StringVar(&c.cpu, "cpuprofile", "", "a `folder` for CPU profiles of the contenders written in Go")
	only := flags.String("only", "", "the `contenders` that take part, comma-separated (default: all)")
	asked := flags.String("questions", "", "the `questions` that are asked, comma-separated (default: all)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag; -help tells what there is", flags.Arg(0))
	}
	if c.rounds < 1 || c.seconds <= 0 || c.warm <= 0 || c.most < 1 {
		return errors.New("-rounds, -seconds, -warm and -requests must be more than 0")
	}
	var err error
	if c.contenders, err = chosen(*only, contenders(), func(x contender) string { return x.name }); err != nil {
		return err
	}
	c.questions, err = chosen(*asked, questions(), func(q question) string { return q.name })
	return err
}

// chosen gives those of all that a list names; all if it names none.
func chosen[T any](list string, all []T, name func(T) string) ([]T, error) {
	if list == "" {
		return all, nil
	}
	var known []string
	byName := map[string]T{}
	for _, one := range all {
		known = append(known, name(one))
		byName[name(one)] = one
	}
	var taken []T
	for word := range strings.SplitSeq(list, ",") {
		one, ok := byName[strings.TrimSpace(word)]
		if !ok {
			return nil, fmt.Errorf("%q is none of %s", word, strings.Join(known, ", "))
		}
		taken = append(taken, one)
	}
	return taken, nil
}
