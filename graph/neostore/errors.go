package neostore

import (
	"context"
	"errors"
	"strings"
	"syscall"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"waymark/graph/store"
)

// classify turns an error of the driver or the server into one of the four
// kinds. Its text stays within as the cause: a client never sees it.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var ours *store.Error
	if errors.As(err, &ours) {
		return err
	}
	return &store.Error{Kind: kindOf(err), Message: messageOf(err), Err: err}
}

func kindOf(err error) store.Kind {
	var server *neo4j.Neo4jError
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return store.Unavailable
	case errors.As(err, &server):
		if strings.HasPrefix(server.Code, "Neo.TransientError.") || timedOut(server) || unauthorized(err) {
			return store.Unavailable
		}
		return store.Internal
	}
	var usage *neo4j.UsageError
	if errors.As(err, &usage) {
		return store.Internal
	}
	// What is left are connections that broke or were never made. The driver has no
	// one type for them: a handshake that breaks off is a plain error.
	return store.Unavailable
}

func timedOut(err *neo4j.Neo4jError) bool {
	return strings.Contains(err.Code, "TransactionTimedOut") || strings.Contains(err.Code, "Terminated")
}

func messageOf(err error) string {
	switch {
	case unauthorized(err):
		return "the database refuses the name or the password that Waymark logs in with"
	case refused(err):
		return "nobody answers at the database's address; is it running?"
	case errors.Is(err, context.DeadlineExceeded):
		return "the database did not answer in time; ask for less at once, or try again"
	case errors.Is(err, context.Canceled):
		return "the request was given up before the database answered"
	case kindOf(err) == store.Unavailable:
		return "the database cannot be reached at present; try again in a moment"
	default:
		return "the database could not answer"
	}
}

func unauthorized(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Security.")
}

// refused looks into the driver's errors, which do not unwrap, for a connection
// that nobody took.
func refused(err error) bool {
	var tried *neo4j.TransactionExecutionLimit
	if errors.As(err, &tried) && len(tried.Errors) > 0 {
		err = tried.Errors[len(tried.Errors)-1]
	}
	var away *neo4j.ConnectivityError
	return errors.As(err, &away) && errors.Is(away.Inner, syscall.ECONNREFUSED)
}
