package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"waymark/graph/neostore"
	"waymark/graph/neostore/neotest"
	"waymark/graph/store"
	"waymark/schema"
)

// comparison is one run of the program.
type comparison struct {
	rounds     int
	seconds    float64 // of one drive
	warm       float64 // seconds of driving before the first round
	most       int     // requests of one client in one drive at most
	data       string  // folder of Neo4j; empty: a temporary one
	cpu        string  // folder for CPU profiles of the contenders in Go; empty: none
	contenders []contender
	questions  []question
	now        time.Time
	out, log   io.Writer

	uri     string
	release store.Info
	results []*result
}

// result is what is known of one contender and one question.
type result struct {
	contender contender
	question  question
	examined  examined
	rounds    []sample
}

func (c *comparison) tell(format string, args ...any) { fmt.Fprintf(c.log, format+"\n", args...) }

// run does all of it: the data, the proof, the rounds, the table.
func (c *comparison) run(ctx context.Context) error {
	if slices.ContainsFunc(c.contenders, func(x contender) bool { return x.name == neo4jGraphQL }) {
		c.tell("looking for the npm packages")
		if err := installNode(ctx); err != nil {
			return err
		}
	}
	return c.withData(ctx, func(ctx context.Context) error {
		if err := c.prove(ctx); err != nil {
			return err
		}
		if err := c.measure(ctx); err != nil {
			return err
		}
		return c.report()
	})
}

// withData does something while a Neo4j with the data runs.
func (c *comparison) withData(ctx context.Context, do func(context.Context) error) error {
	server, remove, err := c.startNeo4j(ctx)
	if err != nil {
		return err
	}
	defer remove()
	defer server.Stop()
	c.uri = server.URI
	if err := c.load(ctx); err != nil {
		return err
	}
	return do(ctx)
}

// startNeo4j starts a server of its own; remove takes away its temporary folder.
func (c *comparison) startNeo4j(ctx context.Context) (server *neotest.Server, remove func(), err error) {
	jars, err := neotest.Folder()
	if err != nil {
		return nil, nil, err
	}
	if err := neotest.Fetch(ctx, jars); err != nil {
		return nil, nil, err
	}
	home, remove := c.data, func() {}
	if home == "" {
		if home, err = os.MkdirTemp("", "waymark-bench-"); err != nil {
			return nil, nil, fmt.Errorf("make a folder for Neo4j: %w", err)
		}
		remove = func() { os.RemoveAll(home) }
	}
	c.tell("starting Neo4j on %s", home)
	if server, err = neotest.Start(ctx, jars, home, 0); err != nil {
		remove()
		return nil, nil, err
	}
	return server, remove, nil
}

// load generates the data and loads it, unless the folder has it already.
func (c *comparison) load(ctx context.Context) error {
	model, err := schema.Load(schema.Files)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	data, err := generate(model)
	if err != nil {
		return err
	}
	c.release = data.Info
	for i := range c.questions {
		c.questions[i].values = holding(model, data, c.questions[i].typ)
	}
	c.tell("loading %d nodes and %d relationships", data.Info.Nodes, data.Info.Edges)
	neo, err := neostore.Open(model, neostore.Config{URI: c.uri})
	if err != nil {
		return err
	}
	defer neo.Close(context.WithoutCancel(ctx))
	begin := time.Now()
	report, err := neo.Load(ctx, data, store.LoadOptions{})
	if err != nil {
		return fmt.Errorf("load the data: %w", err)
	}
	if !report.Already {
		c.tell("loaded in %.1f s", time.Since(begin).Seconds())
	}
	return nil
}

// prove demands the same answers of all contenders, and counts their statements.
func (c *comparison) prove(ctx context.Context) error {
	var first map[string]examined
	for _, one := range c.contenders {
		c.tell("examining %s", one.name)
		found, err := one.examine(ctx, c.uri, c.release.ID, c.questions)
		if err != nil {
			return err
		}
		if first == nil {
			first = found
		}
		for _, q := range c.questions {
			if err := same(c.contenders[0].name, one.name, q, first[q.name], found[q.name]); err != nil {
				return err
			}
			c.results = append(c.results, &result{contender: one, question: q, examined: found[q.name]})
		}
	}
	return nil
}

// measure starts all contenders, warms them up and drives them round by round. No
// two are driven at once.
func (c *comparison) measure(ctx context.Context) error {
	addresses := map[string]string{}
	for _, one := range c.contenders {
		server, err := one.start(ctx, c.uri, c.release.ID, c.cpu)
		if err != nil {
			return err
		}
		defer server.stop()
		addresses[one.name] = server.url
	}
	c.tell("warming up")
	if _, err := c.round(ctx, addresses, 0, c.warm); err != nil {
		return err
	}
	for i := range c.rounds {
		samples, err := c.round(ctx, addresses, i, c.seconds)
		if err != nil {
			return err
		}
		for j, s := range samples {
			c.results[j].rounds = append(c.results[j].rounds, s)
		}
		c.tell("round %d of %d done", i+1, c.rounds)
	}
	return nil
}

// round drives each contender with each question once: question by question, so
// that those who are compared follow each other closely, and beginning with another
// contender each time, so that nobody always comes after the one who leaves Neo4j
// the most to clear up.
func (c *comparison) round(ctx context.Context, addresses map[string]string, first int, seconds float64) ([]sample, error) {
	samples := make([]sample, len(c.results))
	for _, q := range c.questions {
		for j := range c.results {
			i := (first*len(c.questions) + j) % len(c.results)
			r := c.results[i]
			if r.question.name != q.name {
				continue
			}
			var err error
			if samples[i], err = c.drive(ctx, r, addresses[r.contender.name], seconds); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", r.contender.name, q.name, err)
			}
		}
	}
	return samples, nil
}

// drive drives one contender with one question, over connections that it makes for
// that: in the time of the others a server may close those that it has.
func (c *comparison) drive(ctx context.Context, r *result, address string, seconds float64) (sample, error) {
	requests, err := r.question.requests(r.contender.dialect, c.release.ID, variations)
	if err != nil {
		return sample{}, err
	}
	target, err := newTarget(address, r.question.clients)
	if err != nil {
		return sample{}, err
	}
	defer target.client.CloseIdleConnections()
	return target.drive(ctx, load{
		requests: requests, clients: r.question.clients,
		time: time.Duration(seconds * float64(time.Second)), most: c.most,
	})
}
