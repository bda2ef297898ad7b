// Package terminal shows the answer of an operation to a person at a terminal.
//
//	values             name: value, long ones wrapped
//	objects            country.name: Italy
//	lists of objects   a table where it fits the width, else one after another
//
// # Limits
//
// It reads finished JSON and asks nothing; for programs there is the JSON itself.
package terminal
