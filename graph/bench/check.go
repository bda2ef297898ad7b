package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/valyala/fasthttp"
)

// checked is how many requests of each question are compared and counted.
const checked = 9

// examined is what is known of a contender and a question before it is measured.
type examined struct {
	answers    []any // to the first requests, without what only the dialect makes
	statements int   // that Neo4j gets for one request
}

// examine asks the contender the first requests of each question, one by one,
// through a proxy that counts. It runs in a process of its own, so that the one
// that is measured speaks to Neo4j directly.
func (c contender) examine(ctx context.Context, uri, release string, asked []question) (map[string]examined, error) {
	between, err := newProxy(uri)
	if err != nil {
		return nil, err
	}
	defer between.close()
	server, err := c.start(ctx, between.uri(), release, "")
	if err != nil {
		return nil, err
	}
	defer server.stop()
	client, err := newTarget(server.url, 1)
	if err != nil {
		return nil, err
	}
	found := map[string]examined{}
	for _, q := range asked {
		if found[q.name], err = c.examineQuestion(client, between, q, release); err != nil {
			return nil, fmt.Errorf("%s, %s: %w", c.name, q.name, err)
		}
	}
	return found, nil
}

// examineQuestion takes the median of the statements: Waymark looks up the current
// release now and then, which is no part of a request.
func (c contender) examineQuestion(client target, between *proxy, q question, release string) (examined, error) {
	requests, err := q.requests(c.dialect, release, checked)
	if err != nil {
		return examined{}, err
	}
	response := fasthttp.AcquireResponse()
	defer fasthttp.ReleaseResponse(response)
	var e examined
	var counts []int64
	for _, r := range requests {
		before := between.runs.Load()
		if err := client.do(r, response); err != nil {
			return e, err
		}
		counts = append(counts, between.runs.Load()-before)
		var answer struct{ Data any }
		if err := json.Unmarshal(response.Body(), &answer); err != nil {
			return e, err
		}
		e.answers = append(e.answers, plain(answer.Data))
	}
	slices.Sort(counts)
	e.statements = int(counts[len(counts)/2])
	return e, nil
}

// plain takes out of an answer what differs between the dialects: @neo4j/graphql
// has lists where the others have one thing, and is asked for the services of a
// country from the country, which it answers some three times faster than from the
// services.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = plain(single(key, value))
		}
	case []any:
		for i, value := range v {
			v[i] = plain(value)
		}
	}
	return v
}

// single takes what stands for one thing out of its list.
func single(key string, v any) any {
	list, isList := v.([]any)
	if !isList || len(list) != 1 {
		return v
	}
	if slices.Contains([]string{"country", "organization", "instrument"}, key) {
		return list[0]
	}
	if fields, isObject := list[0].(map[string]any); isObject && len(fields) == 1 && fields[key] != nil {
		return fields[key]
	}
	return v
}

// same demands that two contenders gave the same answers, and that these say something.
func same(a, b string, q question, x, y examined) error {
	for i := range x.answers {
		if diff := cmp.Diff(x.answers[i], y.answers[i]); diff != "" {
			return fmt.Errorf("%s, request %d (%s): the answers differ (-%s +%s):\n%.3000s", q.name, i, q.variation(i), a, b, diff)
		}
		if empty(x.answers[i]) {
			return fmt.Errorf("%s, request %d (%s): the answer is empty", q.name, i, q.variation(i))
		}
	}
	return nil
}

// empty reports whether the one root field of an answer is null or an empty list.
func empty(answer any) bool {
	fields, _ := answer.(map[string]any)
	for _, value := range fields {
		list, isList := value.([]any)
		if value != nil && (!isList || len(list) > 0) {
			return false
		}
	}
	return true
}
