// Package ask answers one operation without a server: for a person at a terminal,
// a script, a test.
//
//	text, variables ─► Params ─► Answer (gqlgen's executor) ─► Show: tables, Write: JSON
//
// The operation goes through the same engine, with the same limits and the same
// words for errors, as one that comes over HTTP.
//
// Limits: it opens no release and reads no file; who asks gives it both.
package ask

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"golang.org/x/text/language"

	"waymark/graph/terminal"
)

// Config is what answers.
type Config struct {
	Schema  graphql.ExecutableSchema
	Engine  graphql.HandlerExtension
	Present graphql.ErrorPresenterFunc // how errors are told
	Recover graphql.RecoverFunc        // what a panic becomes
	Tokens  int                        // words and signs of an operation at most; 0: no bound
}

// Params are an operation in query, its variables as a JSON object (nil: none), its
// name (empty: the only one) and the languages that texts are wanted in, as in an
// Accept-Language header (empty: English). Returns an error if variables are no JSON
// object, or languages no languages.
func Params(query string, variables []byte, operation, languages string) (*graphql.RawParams, error) {
	p := &graphql.RawParams{Query: query, OperationName: operation, Headers: http.Header{"Accept-Language": {languages}}}
	if _, _, err := language.ParseAcceptLanguage(languages); err != nil {
		return nil, fmt.Errorf("%q names no languages: %w; write it, or several as fr,nl", languages, err)
	}
	if len(bytes.TrimSpace(variables)) == 0 {
		return p, nil
	}
	dec := json.NewDecoder(bytes.NewReader(variables))
	dec.UseNumber()
	if err := dec.Decode(&p.Variables); err != nil {
		return nil, fmt.Errorf("variables are no JSON object: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("variables go on after their JSON object")
	}
	return p, nil
}

// Answer executes an operation. What goes wrong stands in the response's errors.
func Answer(ctx context.Context, c Config, p *graphql.RawParams) *graphql.Response {
	exec := executor.New(c.Schema)
	exec.SetErrorPresenter(c.Present)
	exec.SetRecoverFunc(c.Recover)
	exec.SetParserTokenLimit(c.Tokens)
	exec.Use(extension.Introspection{})
	exec.Use(c.Engine)
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := exec.CreateOperationContext(ctx, p)
	if len(errs) > 0 {
		return exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	return responses(ctx)
}

// Show writes a response's data for a person, as tables and lines of so many
// columns (0: not known). Errors are not part of it. Returns w's error.
func Show(w io.Writer, r *graphql.Response, width int) error {
	if len(r.Data) == 0 || string(r.Data) == "null" {
		return nil
	}
	return terminal.Print(w, r.Data, width)
}

// Write writes all of a response as JSON, for a program. Returns w's error.
func Write(w io.Writer, r *graphql.Response) error {
	whole, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, whole, "", "  "); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	out.WriteByte('\n')
	_, err = out.WriteTo(w)
	return err
}
