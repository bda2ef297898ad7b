package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

//go:embed questions
var questionTexts embed.FS

// question is one of the three that everybody answers.
type question struct {
	name    string // q1
	title   string
	clients int
	path    string   // of the handwritten server
	param   string   // the variable that tells its requests apart
	typ     string   // whose ids are its values
	values  []string // known once the data is
}

// variations is how many requests of a question differ from one another, where
// there are so many.
const variations = 1000

func questions() []question {
	return []question{{
		name: "q1", title: "a provider with its country, services and their legal basis",
		clients: 8, path: "/provider", param: "id", typ: "Organization",
	}, {
		name: "q2", title: "50 shelters of one country, sorted, three levels",
		clients: 4, path: "/shelters", param: "country", typ: "Country",
	}, {
		name: "q3", title: "one country: all providers, their services and legal bases",
		clients: 2, path: "/country", param: "code", typ: "Country",
	}}
}

// variation gives the i-th value, spread over all that there are; the id of a
// country is its code.
func (q question) variation(i int) string {
	const step = 4999 // a prime, so that it meets all
	return q.values[i*step%len(q.values)]
}

// request is what goes over HTTP.
type request struct {
	method, path string
	body         []byte // JSON; nil: none
}

// requests makes the variations of a question for a contender.
func (q question) requests(dialect, release string, n int) ([]request, error) {
	list := make([]request, n)
	for i := range list {
		var err error
		if list[i], err = q.request(dialect, release, q.variation(i)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (q question) request(dialect, release, value string) (request, error) {
	if dialect == handwrittenCypher {
		return request{method: http.MethodGet, path: q.path + "?" + url.Values{q.param: {value}}.Encode()}, nil
	}
	text, err := questionTexts.ReadFile("questions/" + q.name + "." + dialect + ".graphql")
	if err != nil {
		return request{}, fmt.Errorf("question %s: %w", q.name, err)
	}
	variables := map[string]string{q.param: value, "asOf": asOf}
	if dialect == neo4jGraphQL {
		variables["release"] = release
	}
	body, err := json.Marshal(map[string]any{"query": string(text), "variables": variables})
	return request{method: http.MethodPost, path: "/graphql", body: body}, err
}
