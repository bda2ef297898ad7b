package terminal

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// usual is the width of a terminal that does not tell its own.
const usual = 100

// narrowest is the width that is always taken, however narrow the terminal is.
const narrowest = 40

// Print writes the data of an answer, a JSON object, for a person whose terminal
// has width columns (0: not known): each root field in turn, lists of objects as
// tables where they fit. Returns an error if data is no JSON or w fails.
func Print(w io.Writer, data []byte, width int) error {
	tree, err := decode(data)
	if err != nil {
		return err
	}
	if width == 0 {
		width = usual
	}
	p := printer{w: w, width: max(width, narrowest)}
	if members, ok := tree.([]entry); ok {
		p.members("", members)
	} else {
		p.line("", brief(tree))
	}
	return p.err
}

// printer writes lines behind an indent; mark stands in the place of the last two
// columns of the next line's indent.
type printer struct {
	w      io.Writer
	width  int
	indent int
	mark   string
	err    error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// line writes label and text, which goes on below itself where it is too long.
func (p *printer) line(label, value string) {
	labelled := text.StringWidthWithoutEscSequences(label)
	room := max(p.width-p.indent-labelled, narrowest/2)
	for i, part := range strings.Split(text.WrapSoft(value, room), "\n") {
		head := label
		if i > 0 {
			head = strings.Repeat(" ", labelled)
		}
		p.printf("%s%s\n", p.margin(), strings.TrimRight(head+strings.TrimRight(part, " "), " "))
	}
}

func (p *printer) margin() string {
	blanks := strings.Repeat(" ", max(p.indent-len(p.mark), 0))
	margin := blanks + p.mark
	p.mark = ""
	return margin
}

func (p *printer) members(prefix string, members []entry) {
	for _, e := range members {
		name := prefix + e.key
		switch v := e.value.(type) {
		case []entry:
			p.members(name+".", v)
		case []any:
			p.list(name, v)
		default:
			p.line(name+": ", brief(v))
		}
	}
}

// list writes a list of plain values on one line, and objects one by one.
func (p *printer) list(name string, list []any) {
	rows, ok := objects(list)
	switch {
	case len(list) == 0:
		p.line(name+": ", "none")
		return
	case !ok:
		p.line(name+": ", brief(list))
		return
	}
	if p.indent == 0 {
		p.printf("\n")
	}
	p.line(fmt.Sprintf("%s (%d)", name, len(list)), "")
	if p.table(rows) {
		return
	}
	p.indent += 4
	for _, row := range rows {
		p.mark = "- "
		p.members("", row)
	}
	p.indent -= 4
}

// objects gives the members of a list of objects, and whether it is one.
func objects(list []any) ([][]entry, bool) {
	rows := make([][]entry, len(list))
	for i, e := range list {
		row, ok := e.([]entry)
		if !ok {
			return nil, false
		}
		rows[i] = row
	}
	return rows, true
}
