package transport

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/99designs/gqlgen/graphql"
)

// refusal is the answer to a request that is no GraphQL request.
type refusal struct {
	status  int
	message string
}

func refuse(status int, format string, args ...any) *refusal {
	return &refusal{status, fmt.Sprintf(format, args...)}
}

// posted reads the parameters of a POST.
func posted(w http.ResponseWriter, r *http.Request, limit int64) (*graphql.RawParams, *refusal) {
	if !sendsJSON(r.Header) {
		return nil, refuse(http.StatusUnsupportedMediaType,
			"the body must be JSON in UTF-8: send Content-Type: application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, refuse(http.StatusRequestEntityTooLarge, "the body is longer than %d bytes", limit)
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "the body could not be read to its end")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return nil, refuse(http.StatusBadRequest,
			`the body must be one JSON object: {"query": …, "operationName": …, "variables": …}`)
	}
	return parameters(r, func(name string) []byte { return fields[name] })
}

// got reads the parameters of a GET.
func got(r *http.Request, limit int64) (*graphql.RawParams, *refusal) {
	if int64(len(r.URL.RawQuery)) > limit {
		return nil, refuse(http.StatusRequestURITooLong, "the address is longer than %d bytes", limit)
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "the address has a query string that cannot be read")
	}
	return parameters(r, func(name string) []byte {
		if !values.Has(name) {
			return nil
		}
		text := values.Get(name)
		if name == "variables" || name == "extensions" {
			return []byte(text)
		}
		encoded, _ := json.Marshal(text) // a string always encodes
		return encoded
	})
}

// parameters reads each parameter from its JSON; null is as good as absent.
func parameters(r *http.Request, field func(string) []byte) (*graphql.RawParams, *refusal) {
	p := &graphql.RawParams{Headers: r.Header}
	for _, f := range []struct {
		name, kind string
		into       any
	}{
		{"query", "a string", &p.Query},
		{"operationName", "a string", &p.OperationName},
		{"variables", "an object", &p.Variables},
		{"extensions", "an object", &p.Extensions},
	} {
		if err := decode(field(f.name), f.into); err != nil {
			return nil, refuse(http.StatusBadRequest, "%s must be %s", f.name, f.kind)
		}
	}
	if p.Query == "" {
		return nil, refuse(http.StatusBadRequest, "query is missing: it holds the GraphQL document")
	}
	return p, nil
}

// decode keeps numbers as they are written: a Float must not pass for an Int.
func decode(raw []byte, into any) error {
	if raw == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}
