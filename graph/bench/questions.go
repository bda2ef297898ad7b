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
	name      string // q1
	title     string
	clients   int
	path      string             // of the handwritten server
	param     string             // the variable that tells its requests apart
	variation func(i int) string // its i-th value
}

// variations is how many requests of a question differ from one another.
const variations = 1000

func questions() []question {
	ofCountry := func(i int) string { return of(i) }
	return []question{{
		name: "q1", title: "a provider with its country, services and their legal basis",
		clients: 8, path: "/provider", param: "id", variation: someProvider,
	}, {
		name: "q2", title: "50 shelters of one country, sorted, three levels",
		clients: 4, path: "/shelters", param: "country", variation: ofCountry,
	}, {
		name: "q3", title: "one country: all providers, their services and legal bases",
		clients: 2, path: "/country", param: "code", variation: ofCountry,
	}}
}

// someProvider spreads over all providers that exist on the day that is asked for.
func someProvider(i int) string {
	provider := i * 4999 % providers
	if ended(provider) {
		provider--
	}
	return providerID(provider)
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
