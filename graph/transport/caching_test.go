package transport_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
)

// TestCaching is what caches and clients may keep, and for how long it is good.
func TestCaching(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	h := f.handler(t, io.Discard, nil)
	query := "query=" + url.QueryEscape("query ($of: String, $n: Float) { word(of: $of, n: $n) }")
	first := serve(h, get(query+"&variables="+url.QueryEscape(`{"of":"x","n":1}`)))
	tag := first.Header().Get("ETag")
	if !strings.HasPrefix(tag, `"`) || first.Header().Get("Cache-Control") != "no-cache" || first.Header().Get("Vary") != "Accept, Accept-Language" {
		t.Fatalf("headers of a GET are %v, want a strong ETag, no-cache and Vary: Accept, Accept-Language", first.Header())
	}
	same := query + "&variables=" + url.QueryEscape(`{"n":1, "of":"x"}`)
	reads := f.reads
	for _, given := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		w := serve(h, get(same, "If-None-Match", given))
		if w.Code != 304 || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match: %s gives %d %q %q, want 304, no body and the same tag", given, w.Code, w.Body, w.Header().Get("ETag"))
		}
	}
	if f.reads != reads {
		t.Errorf("%d reads for answers that the client has", f.reads-reads)
	}
	for name, r := range map[string]*http.Request{
		"another variable":   get(query+"&variables="+url.QueryEscape(`{"of":"y","n":1}`), "If-None-Match", tag),
		"another document":   get("query="+url.QueryEscape("{ word }"), "If-None-Match", tag),
		"another media type": get(same, "If-None-Match", tag, "Accept", asGraphQL),
		"another language":   get(same, "If-None-Match", tag, "Accept-Language", "fr"),
	} {
		if w := serve(h, r); w.Code != 200 || w.Header().Get("ETag") == tag {
			t.Errorf("%s gives %d with the same tag", name, w.Code)
		}
	}
	f.release = "r2"
	if w := serve(h, get(same, "If-None-Match", tag)); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("another release gives %d with the tag %s", w.Code, w.Header().Get("ETag"))
	}
}

// TestNotKept proves that nothing is kept of what tells of a person, fails, or
// comes by POST.
func TestNotKept(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	h := f.handler(t, io.Discard, nil)
	failing := newFake(t)
	failing.respond = func(ctx context.Context) *graphql.Response {
		graphql.AddErrorf(ctx, "m")
		return &graphql.Response{Data: json.RawMessage(`{"word":null}`)}
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"a persona by POST": serve(h, post(`{"query":"{ assess(persona: {age: 16}) }"}`)),
		"a persona by GET":  serve(h, get("query="+url.QueryEscape("{ assess(persona: {age: 16}) }"), "If-None-Match", "*")),
		"a POST":            serve(h, post(`{"query":"{ word }"}`)),
		"an error":          serve(h, get("query="+url.QueryEscape("{ wordd }"))),
		"a field's error":   serve(failing.handler(t, io.Discard, nil), get("query="+url.QueryEscape("{ word }"))),
	} {
		if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
			t.Errorf("%s: headers are %v, want no-store and no ETag", name, w.Header())
		}
	}
}

// TestHead proves that HEAD tells what GET would.
func TestHead(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(newFake(t).handler(t, io.Discard, nil))
	defer s.Close()
	response, err := s.Client().Head(s.URL + "?query=" + url.QueryEscape("{ word }"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != 200 || response.Header.Get("ETag") == "" || len(body) != 0 {
		t.Errorf("HEAD gives %d, ETag %q and %d bytes", response.StatusCode, response.Header.Get("ETag"), len(body))
	}
}
