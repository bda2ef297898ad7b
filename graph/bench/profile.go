package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/bench/handwritten"
	"waymark/graph/cypher"
	"waymark/graph/generated"
	"waymark/graph/plan"
	"waymark/schema"
)

// statement is what a contender sends for one question.
type statement struct {
	contender string
	text      string
	params    map[string]any
}

// profile prints what Neo4j does for each question: for Waymark's statement and for
// the one by hand the median time over Bolt, and the operators with their rows and
// their accesses to the store.
func (c *comparison) profile(ctx context.Context) error {
	return c.withData(ctx, func(ctx context.Context) error {
		driver, err := neo4j.NewDriverWithContext(c.uri, neo4j.NoAuth())
		if err != nil {
			return err
		}
		defer driver.Close(context.WithoutCancel(ctx))
		for _, q := range c.questions {
			mine, err := c.waymarkStatement(q)
			if err != nil {
				return fmt.Errorf("%s: %w", q.name, err)
			}
			for _, s := range []statement{mine, c.handwrittenStatement(q)} {
				if err := s.profile(ctx, driver, q, c.out); err != nil {
					return fmt.Errorf("%s, %s: %w", s.contender, q.name, err)
				}
			}
		}
		return nil
	})
}

func (c *comparison) handwrittenStatement(q question) statement {
	s := statement{contender: handwrittenCypher, params: map[string]any{
		"release": c.release.ID, "asOf": day(asOf), q.param: q.variation(0),
	}}
	for _, known := range handwritten.Questions() {
		if known.Path == q.path {
			s.text = known.Statement
		}
	}
	return s
}

// waymarkStatement compiles a question as the store does.
func (c *comparison) waymarkStatement(q question) (statement, error) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		return statement{}, err
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		return statement{}, err
	}
	one := &compiled{public: public}
	doc, err := one.document(q, 0)
	if err != nil {
		return statement{}, err
	}
	p, args, err := plan.New(model, public, plan.Config{}).Build(doc.Operations[0], doc,
		map[string]any{q.param: q.variation(0), "asOf": asOf})
	if err != nil {
		return statement{}, err
	}
	made := cypher.Compile(p)
	s := statement{waymarkNeo4j, made.Text, map[string]any{"release": c.release.ID, "rows": int64(10_001)}}
	for _, param := range made.Params {
		if s.params[param.Name], err = parameter(param, args[param.Arg]); err != nil {
			return statement{}, err
		}
	}
	return s, nil
}

// parameter gives a value as the store does, for those forms that the questions have.
func parameter(p cypher.Param, v schema.Value) (any, error) {
	switch {
	case p.Form == cypher.Folded && v.Kind == schema.TextValue:
		return schema.Fold(v.Text), nil
	case p.Form == cypher.Plain && p.Type == schema.Date:
		return day(v.Text), nil
	case p.Form == cypher.Plain && v.Kind == schema.TextValue:
		return v.Text, nil
	case p.Form == cypher.Plain && v.Kind == schema.IntValue:
		return v.Int, nil
	default:
		return nil, fmt.Errorf("parameter %s: a profile has no %s value of kind %d", p.Name, p.Form, v.Kind)
	}
}

func day(text string) dbtype.Date {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(fmt.Sprintf("bench: %q is no day", text)) // asOf is ours, others are checked by the planner
	}
	return dbtype.Date(t)
}

// profiled is how often a statement is timed.
const profiled = 200

func (s statement) profile(ctx context.Context, driver neo4j.DriverWithContext, q question, out io.Writer) error {
	times := make([]time.Duration, profiled)
	for i := range times {
		begin := time.Now()
		if _, err := s.run(ctx, driver, ""); err != nil {
			return err
		}
		times[i] = time.Since(begin)
	}
	warm := times[profiled/2:]
	result, err := s.run(ctx, driver, "PROFILE ")
	if err != nil {
		return err
	}
	root := result.Summary.Profile()
	fmt.Fprintf(out, "## %s, %s: median %s ms, %d hits\n\n```\n", strings.ToUpper(q.name), s.contender,
		milliseconds(sorted(warm), 50), hits(root))
	printPlan(out, root, 0)
	fmt.Fprintf(out, "```\n\n")
	return nil
}

func (s statement) run(ctx context.Context, driver neo4j.DriverWithContext, prefix string) (*neo4j.EagerResult, error) {
	return neo4j.ExecuteQuery(ctx, driver, prefix+s.text, s.params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithReadersRouting())
}

func hits(p neo4j.ProfiledPlan) int64 {
	sum := p.DbHits()
	for _, child := range p.Children() {
		sum += hits(child)
	}
	return sum
}

func printPlan(out io.Writer, p neo4j.ProfiledPlan, depth int) {
	details, _ := p.Arguments()["Details"].(string)
	operator := strings.TrimSuffix(p.Operator(), "@neo4j")
	fmt.Fprintf(out, "%s%s rows=%d hits=%d %.160s\n", strings.Repeat("  ", depth), operator, p.Records(), p.DbHits(), details)
	for _, child := range p.Children() {
		printPlan(out, child, depth+1)
	}
}
