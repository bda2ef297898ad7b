package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in an SDL or seed file.
type Pos struct {
	File      string
	Line, Col int
}

// String prints the place as file:line:col.
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

func (p Pos) compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Error is a fault that somebody must mend in a file.
type Error struct {
	Pos  Pos
	Rule string // the rule that it breaks, for tests and tools
	Msg  string
	Hint string // what to do; may be empty
}

// Error prints the fault as file:line:col: message (hint).
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Pos.String() + ": " + e.Msg
	}
	return e.Pos.String() + ": " + e.Msg + " (" + e.Hint + ")"
}

// Errors are all faults of a set of files.
type Errors []*Error

// Error prints the faults, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the faults one by one, for errors.As.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, err := range e {
		list[i] = err
	}
	return list
}

// Sort orders the faults by place, then by text, and drops repetitions.
func (e Errors) Sort() Errors {
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(a.Pos.compare(b.Pos), cmp.Compare(a.Msg, b.Msg))
	})
	return slices.CompactFunc(e, func(a, b *Error) bool { return *a == *b })
}
