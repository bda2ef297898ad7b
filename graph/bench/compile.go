package main

import (
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/cypher"
	"waymark/graph/plan"
	"waymark/schema"
	"waymark/schema/gen"
)

// moreTypes is how many node types the large schema has besides the real ones.
const moreTypes = 600

// compiled is one schema and what compiles for it.
type compiled struct {
	types   int
	public  *ast.Schema
	planner *plan.Planner
}

// compileTimes measures how long a question takes to compile, from its parsed text
// to its Cypher, with the schema as it is and with 600 more types, side by side.
func compileTimes(w io.Writer, now time.Time) error {
	small, err := newCompiled(schema.Files)
	if err != nil {
		return err
	}
	large, err := newCompiled(enlarged())
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Measured on %s, %s, %s. Medians of %d measurements each, side by side, in µs.\n\n",
		now.Format(time.DateOnly), machine(), runtime.Version(), 2*measurements)
	fmt.Fprintf(w, "| | plan and Cypher, %d types | %d types | ratio | parse and validate, %d types | %d types | ratio |\n",
		small.types, large.types, small.types, large.types)
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---:|---:|")
	for _, q := range questions() {
		row := strings.ToUpper(q.name)
		for _, measure := range []func(*compiled, question) (func() error, error){(*compiled).compiling, (*compiled).parsing} {
			a, b, err := sideBySide(small, large, q, measure)
			if err != nil {
				return fmt.Errorf("%s: %w", q.name, err)
			}
			row += fmt.Sprintf(" | %s | %s | %.2f", number(a), number(b), b/a)
		}
		fmt.Fprintf(w, "| %s |\n", row)
	}
	return nil
}

func newCompiled(files fs.FS) (*compiled, error) {
	model, err := schema.Load(files)
	if err != nil {
		return nil, err
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: gen.Public(model, "input PersonaInput {\n  none: String\n}\n")})
	if err != nil {
		return nil, fmt.Errorf("read the public schema: %w", err)
	}
	// A planner that keeps one plan compiles two texts in turn each time anew.
	return &compiled{len(model.Nodes), public, plan.New(model, public, plan.Config{Shapes: 1})}, nil
}

// enlarged is the SDL with 600 types more, linked with it and with one another.
func enlarged() fs.FS {
	files := fstest.MapFS{}
	names, err := fs.Glob(schema.Files, "*.graphql")
	if err != nil {
		panic(fmt.Sprintf("bench: the pattern of SDL files: %v", err))
	}
	for _, name := range names {
		text, err := fs.ReadFile(schema.Files, name)
		if err != nil {
			panic(fmt.Sprintf("bench: read an embedded file: %v", err))
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	var more strings.Builder
	for i := range moreTypes {
		fmt.Fprintf(&more, extraType, i, (i+1)%moreTypes)
	}
	files["zz_more.graphql"] = &fstest.MapFile{Data: []byte(more.String())}
	return files
}

const extraType = `
"A type that is here to be many."
type Extra%[1]d implements Node @node {
  "Stable id."
  id: ID!
  "Whose file says it."
  jurisdiction: String! @indexed @seed(form: DERIVED)
  "What people call it."
  name: String! @localized @fulltext
  "Its number."
  number: Int
  "The country, from the jurisdiction."
  country: Country @relationship(type: "IN_COUNTRY", direction: OUT) @seed(form: DERIVED)
  "The next of them."
  next: [Extra%[2]d!]! @relationship(type: "EXTRA_NEXT_%[1]d", direction: OUT)
}
`

// document parses and validates a question; n makes its text another one.
func (c *compiled) document(q question, n int) (*ast.QueryDocument, error) {
	text, err := questionTexts.ReadFile("questions/" + q.name + ".waymark.graphql")
	if err != nil {
		return nil, err
	}
	doc, faults := gqlparser.LoadQueryWithRules(c.public, fmt.Sprintf("# %d\n%s", n, text), nil)
	if len(faults) > 0 {
		return nil, faults
	}
	return doc, nil
}

// compiling gives the work of planning a text that the planner does not remember
// and of writing its Cypher.
func (c *compiled) compiling(q question) (func() error, error) {
	var docs [2]*ast.QueryDocument
	for i := range docs {
		var err error
		if docs[i], err = c.document(q, i); err != nil {
			return nil, err
		}
	}
	vars := map[string]any{q.param: "IT", "asOf": asOf}
	turn := 0
	return func() error {
		turn++
		doc := docs[turn%len(docs)]
		p, _, err := c.planner.Build(doc.Operations[0], doc, vars)
		if err != nil {
			return err
		}
		cypher.Compile(p)
		return nil
	}, nil
}

func (c *compiled) parsing(q question) (func() error, error) {
	return func() error {
		_, err := c.document(q, 0)
		return err
	}, nil
}

// measurements is half of how often each schema has its turn.
const measurements = 10

// sideBySide measures the same work on two schemas, in turns; it gives the medians
// in microseconds.
func sideBySide(a, b *compiled, q question, measure func(*compiled, question) (func() error, error)) (x, y float64, err error) {
	var times [2][]float64
	for i := range 4 * measurements {
		which := (i ^ i>>1) & 1 // a b b a
		work, err := measure([]*compiled{a, b}[which], q)
		if err != nil {
			return 0, 0, err
		}
		took, err := repeat(work)
		if err != nil {
			return 0, 0, err
		}
		times[which] = append(times[which], took)
	}
	for i := range times {
		slices.Sort(times[i])
	}
	return median(times[0]), median(times[1]), nil
}

// repeat does the work for a tenth of a second and gives the microseconds of one.
func repeat(work func() error) (float64, error) {
	if err := work(); err != nil { // the first one warms the caches of the machine
		return 0, err
	}
	runtime.GC()
	begin := time.Now()
	for n := 1; ; n++ {
		if err := work(); err != nil {
			return 0, err
		}
		if took := time.Since(begin); took > time.Second/10 {
			return float64(took.Nanoseconds()) / float64(n) / 1000, nil
		}
	}
}
