package store

import "fmt"

// Kind tells whose turn it is after an error.
type Kind uint8

// The kinds of errors: the thing is not there, the request is wrong, the store
// cannot be reached now, or something is broken here.
const (
	Internal Kind = iota
	NotFound
	Invalid
	Unavailable
)

// Error is a request error: a kind for machines, a message for people, a cause
// for operators that never leaves the process.
type Error struct {
	Kind    Kind
	Message string
	Err     error
}

// Error returns the message for people.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// TooManyRows is the error of a read that would write more nodes than limit.
func TooManyRows(limit int) *Error {
	return &Error{Kind: Invalid, Message: fmt.Sprintf(
		"the answer has more than %d nodes; ask for fewer with where, limit or first", limit)}
}

// StaleCursor is the error of a cursor that was made from another release.
func StaleCursor() *Error {
	return &Error{Kind: Invalid, Message: "the cursor is of another release of the data; begin again without it"}
}
