package transport

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// etag names the bytes of a response: the same release, media type, languages,
// document, operation and variables always give the same ones. Variables are written with
// their names in order.
func etag(release, media string, op *graphql.OperationContext) (string, error) {
	variables, err := json.Marshal(op.Variables)
	if err != nil {
		return "", err
	}
	languages := strings.Join(op.Headers.Values("Accept-Language"), ",")
	sum := sha256.New()
	for _, part := range []string{release, media, languages, op.OperationName, op.RawQuery, string(variables)} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`, nil
}

// matches reports whether the client has a copy with this tag.
func matches(h http.Header, tag string) bool {
	for _, given := range strings.Split(strings.Join(h.Values("If-None-Match"), ","), ",") {
		given = strings.TrimSpace(given)
		if given == "*" || strings.TrimPrefix(given, "W/") == tag {
			return true
		}
	}
	return false
}
