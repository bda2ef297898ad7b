package transport

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// endpoint is the one transport of gqlgen's server. gqlgen's own ones would scan
// the data once more to encode it; this one writes it as it is.
type endpoint struct {
	body    int64
	release Release
}

var _ graphql.Transport = endpoint{}

// Supports takes every request: what cannot be served gets its own status.
func (endpoint) Supports(*http.Request) bool { return true }

// Do serves one request.
func (e endpoint) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept, Accept-Language")
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", allowed)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	a := answer{w: w, media: accepted(r.Header)}
	if a.media == "" {
		a.media = mediaJSON
		a.refuse(refuse(http.StatusNotAcceptable, "this endpoint answers as %s or %s", mediaGraphQL, mediaJSON))
		return
	}
	params, refused := e.parameters(w, r)
	if refused != nil {
		a.refuse(refused)
		return
	}
	ctx := r.Context()
	op, errs := exec.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		a.write(exec.DispatchError(graphql.WithOperationContext(ctx, op), errs))
		return
	}
	if r.Method == http.MethodPost {
		responses, ctx := exec.DispatchOperation(ctx, op)
		a.write(responses(ctx))
		return
	}
	e.get(a, r, exec, op)
}

const allowed = "GET, HEAD, POST, OPTIONS"

func (e endpoint) parameters(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, *refusal) {
	switch r.Method {
	case http.MethodPost:
		return posted(w, r, e.body)
	case http.MethodGet, http.MethodHead:
		return got(r, e.body)
	}
	w.Header().Set("Allow", allowed)
	return nil, refuse(http.StatusMethodNotAllowed, "send GET or POST, not %s", r.Method)
}

// get answers a GET. The client's copy is still good if the release, the document
// and the variables are the same: then nothing is read.
func (e endpoint) get(a answer, r *http.Request, exec graphql.GraphExecutor, op *graphql.OperationContext) {
	if op.Operation.Operation != ast.Query || isPrivate(op.Operation) {
		a.w.Header().Set("Allow", "POST")
		a.refuse(refuse(http.StatusMethodNotAllowed,
			"send this operation by POST: addresses are kept in logs and histories, and it changes something or tells of a person"))
		return
	}
	ctx := r.Context()
	if before, err := e.tag(ctx, a.media, op); err == nil && matches(r.Header, before) {
		cacheable(a.w.Header(), before)
		a.w.WriteHeader(http.StatusNotModified)
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	response := responses(ctx)
	// Another release may have come meanwhile: the tag is that of the one read.
	if tag, err := e.tag(ctx, a.media, op); err == nil && complete(response) {
		cacheable(a.w.Header(), tag)
	}
	a.write(response)
}

func complete(r *graphql.Response) bool { return r != nil && r.Data != nil && len(r.Errors) == 0 }

// tag is the ETag of what op gives on the release that the operation in ctx read.
func (e endpoint) tag(ctx context.Context, media string, op *graphql.OperationContext) (string, error) {
	release, err := e.release(ctx)
	if err != nil {
		return "", err
	}
	return etag(release, media, op)
}

// answer is a response that is being made.
type answer struct {
	w     http.ResponseWriter
	media string
}

// refuse answers a request that is no GraphQL request.
func (a answer) refuse(r *refusal) {
	a.send(r.status, &graphql.Response{Errors: gqlerror.List{{
		Message:    r.message,
		Extensions: map[string]any{"code": codeInvalid},
	}}})
}

// write answers a GraphQL request. One that failed before it was executed has no
// data; the newer media type tells so by its status as well.
func (a answer) write(r *graphql.Response) {
	if r == nil { // the client went away or the time was up before a response was made
		r = &graphql.Response{Errors: gqlerror.List{{
			Message:    "the answer took too long; ask for less, or again later",
			Extensions: map[string]any{"code": codeUnavailable},
		}}}
	}
	status := http.StatusOK
	if r.Data == nil && a.media == mediaGraphQL {
		status = failed(r.Errors)
	}
	a.send(status, r)
}

// failed is the status of an operation that was not executed: of its gravest error.
func failed(errs gqlerror.List) int {
	status := http.StatusBadRequest
	for _, e := range errs {
		switch e.Extensions["code"] {
		case codeInternal:
			return http.StatusInternalServerError
		case codeUnavailable:
			status = http.StatusServiceUnavailable
		}
	}
	return status
}
