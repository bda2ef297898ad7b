// Package terminal shows the answer of an operation to a person at a terminal:
// values as lines, lists of objects as tables, the headline of an assessment in
// full.
//
// Limits: it reads finished JSON and asks nothing; for programs there is the
// JSON itself.
package terminal
