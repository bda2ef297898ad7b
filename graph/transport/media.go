package transport

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

// accepted chooses the media type of the response; empty if the client takes none
// of ours. Who says nothing, or takes anything, gets plain JSON.
func accepted(h http.Header) string {
	values := h.Values("Accept")
	if len(values) == 0 {
		return mediaJSON
	}
	graphQL, plain := -1.0, -1.0
	for _, entry := range strings.Split(strings.Join(values, ","), ",") {
		media, parameters, err := mime.ParseMediaType(entry)
		if err != nil || !isUTF8(parameters) {
			continue
		}
		switch media {
		case mediaGraphQL:
			graphQL = quality(parameters)
		case mediaJSON:
			plain = quality(parameters)
		case "*/*", "application/*":
			if plain < 0 {
				plain = quality(parameters)
			}
		}
	}
	switch {
	case graphQL > 0 && graphQL >= plain:
		return mediaGraphQL
	case plain > 0:
		return mediaJSON
	}
	return ""
}

func quality(parameters map[string]string) float64 {
	text, given := parameters["q"]
	if !given {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return q
}

// sendsJSON reports whether the request's body is JSON as we read it.
func sendsJSON(h http.Header) bool {
	media, parameters, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && media == mediaJSON && isUTF8(parameters)
}

func isUTF8(parameters map[string]string) bool {
	charset, given := parameters["charset"]
	return !given || strings.EqualFold(charset, "utf-8")
}
