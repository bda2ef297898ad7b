package graph

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"
)

// preferred gives the languages that a request's Accept-Language wants, the dearest
// first; none where there is no such header, or none that can be read.
func preferred(h http.Header) []string {
	tags, _, err := language.ParseAcceptLanguage(strings.Join(h.Values("Accept-Language"), ","))
	if err != nil {
		return nil
	}
	names := make([]string, len(tags))
	for i, tag := range tags {
		names[i] = tag.String()
	}
	return names
}
