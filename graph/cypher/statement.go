package cypher

import (
	"fmt"
	"strings"

	"waymark/graph/plan"
	"waymark/schema"
)

// Statement is one parameterised Cypher statement. Its columns are r0, r1, …,
// one for each of the plan's roots.
type Statement struct {
	Text    string
	Cursors []plan.Arg // the arguments that are cursors, whether the text needs them or not
	Params  []Param    // without $release, which every statement has, and $rows, which bounds a root without a page
}

// Param is one parameter of a statement and where its value comes from.
type Param struct {
	Name    string // as in the text, without the dollar sign
	Arg     plan.Arg
	Form    ParamForm
	Type    schema.Type // of the value: of the plan's parameter, or of the sort column
	Element int         // Form CursorValue: which of the cursor's values
}

// ParamForm tells how an argument becomes a parameter.
type ParamForm uint8

// The forms of a parameter: the value itself, its folded text, the number plus
// one (to see whether a page has a next one), or a part of a cursor.
const (
	Plain ParamForm = iota
	Folded
	PlusOne
	CursorValue
	CursorID
)

// String names the form in goldens.
func (f ParamForm) String() string {
	return [...]string{"plain", "folded", "plus one", "cursor value", "cursor id"}[f]
}

// Compile translates a plan. Equal plans give equal statements.
func Compile(p *plan.Plan) Statement {
	c := &compiler{plan: p, text: new(strings.Builder)}
	if len(p.Roots) == 1 {
		c.root(0, p.Roots[0].Read)
		return c.statement()
	}
	columns := make([]string, len(p.Roots))
	for i, r := range p.Roots {
		c.line("CALL () {")
		c.depth++
		c.root(i, r.Read)
		c.depth--
		c.line("}")
		columns[i] = fmt.Sprintf("r%d", i)
	}
	if len(columns) > 0 {
		c.line("RETURN " + strings.Join(columns, ", "))
	}
	return c.statement()
}

// compiler writes one statement.
type compiler struct {
	plan    *plan.Plan
	text    *strings.Builder
	depth   int
	vars    int
	cursors []plan.Arg
	params  []Param
}

func (c *compiler) statement() Statement {
	return Statement{Text: c.text.String(), Cursors: c.cursors, Params: c.params}
}

// line writes one line at the present depth.
func (c *compiler) line(s string) {
	c.text.WriteString(strings.Repeat("  ", c.depth))
	c.text.WriteString(s)
	c.text.WriteByte('\n')
}

// variable gives a fresh node variable.
func (c *compiler) variable() string {
	c.vars++
	return fmt.Sprintf("n%d", c.vars-1)
}

// param writes a reference to an argument.
func (c *compiler) param(arg plan.Arg, form ParamForm) string {
	return c.reference(Param{Name: fmt.Sprintf("p%d%s", arg, suffix(form)), Arg: arg, Form: form, Type: c.plan.Params[arg].Type})
}

func (c *compiler) reference(p Param) string {
	for _, known := range c.params {
		if known.Name == p.Name {
			return "$" + p.Name
		}
	}
	c.params = append(c.params, p)
	return "$" + p.Name
}

func suffix(form ParamForm) string {
	switch form {
	case Folded:
		return "_fold"
	case PlusOne:
		return "_more"
	default:
		return ""
	}
}
