package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"waymark/graph/plan"
	"waymark/graph/store"
)

// response is the whole response of an operation's graph fields, as a client
// would see it: keyed roots stand under their key, by id.
type response struct {
	members []string
	names   []string // response keys of the roots
	null    bool     // a root that must not be null is
	errors  []string
}

// add puts a root into the response. absent tells that it has no value.
func (r *response) add(key, text string, absent, nullable bool) {
	r.names = append(r.names, key)
	if absent {
		r.null = r.null || !nullable
		text = "null"
	}
	r.members = append(r.members, quote(key)+":"+text)
}

// keys puts the errors into the response, with their whole paths.
func (r *response) keys(list []store.FieldError) {
	for _, e := range list {
		path := []any{r.names[e.Root]}
		if e.ID != "" {
			path = append(path, e.ID)
		}
		r.fail(e.Message, append(path, e.Path...))
	}
}

func (r *response) fail(message string, path []any) {
	text := `{"message":` + quote(message)
	if len(path) > 0 {
		text += `,"path":[` + pathText(path) + `]`
	}
	r.errors = append(r.errors, text+"}")
}

func pathText(path []any) string {
	parts := make([]string, len(path))
	for i, step := range path {
		switch step := step.(type) {
		case string:
			parts[i] = quote(step)
		default:
			parts[i] = fmt.Sprint(step)
		}
	}
	return strings.Join(parts, ",")
}

func (r response) String() string {
	var parts []string
	if len(r.errors) > 0 {
		parts = append(parts, `"errors":[`+strings.Join(r.errors, ",")+`]`)
	}
	switch {
	case len(r.errors) > 0 && len(r.members) == 0:
	case r.null:
		parts = append(parts, `"data":null`)
	default:
		parts = append(parts, `"data":{`+strings.Join(r.members, ",")+`}`)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// respond makes a response of what a store found.
func respond(p *plan.Plan, result *store.Result) response {
	var r response
	for i, root := range p.Roots {
		switch root.Read.Form {
		case plan.Keyed:
			r.add(root.Key, byID(result.Keyed[i]), false, true)
		default:
			text := string(result.Data[i])
			r.add(root.Key, text, text == "", root.Read.Form == plan.One)
		}
	}
	r.keys(result.Errors)
	return r
}

func byID(values map[string][]byte) string {
	var parts []string
	for id, text := range values {
		if text == nil {
			text = []byte("null")
		}
		parts = append(parts, quote(id)+":"+string(text))
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ",") + "}"
}

// pretty indents a response for a case file, and fails where a store has written
// what is no JSON, or blanks of its own.
func pretty(text string) (string, error) {
	var compact, indented bytes.Buffer
	if err := json.Compact(&compact, []byte(text)); err != nil {
		return "", fmt.Errorf("%w in %s", err, text)
	}
	if compact.String() != text {
		return "", fmt.Errorf("the response has blanks that nobody needs: %s", text)
	}
	if err := json.Indent(&indented, []byte(text), "", "  "); err != nil {
		return "", err
	}
	return indented.String(), nil
}
