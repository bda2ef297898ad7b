package transport

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
)

// send writes the response. Data is finished JSON and is written as it is.
func (a answer) send(status int, r *graphql.Response) {
	head, tail := around(r)
	h := a.w.Header()
	h.Set("Content-Type", a.media+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(head)+len(r.Data)+len(tail)))
	h.Set("X-Content-Type-Options", "nosniff")
	a.w.WriteHeader(status)
	// A client that went away gets no more; net/http has noted it.
	for _, part := range [][]byte{head, r.Data, tail} {
		if _, err := a.w.Write(part); err != nil {
			return
		}
	}
}

// around gives what stands before and after the data.
func around(r *graphql.Response) (head, tail []byte) {
	head, tail = []byte("{"), []byte("}")
	if len(r.Errors) > 0 {
		head = append(append(head, `"errors":`...), encode(r.Errors)...)
		if r.Data != nil {
			head = append(head, ',')
		}
	}
	if r.Data != nil {
		head = append(head, `"data":`...)
	}
	if len(r.Extensions) > 0 {
		tail = append(append([]byte(`,"extensions":`), encode(r.Extensions)...), '}')
	}
	return head, tail
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("transport: %T cannot be written as JSON", v)) // errors and extensions are ours
	}
	return b
}

// cacheable lets a client keep the response, if it asks each time whether it may.
func cacheable(h http.Header, tag string) {
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
}
