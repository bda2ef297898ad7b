package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph"
	"waymark/graph/generated"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/transport"
	"waymark/schema"
)

// reader is a store that answers each root as a test says and counts what it is
// asked.
type reader struct {
	roots  map[string]root // by response key; others are empty lists
	err    error
	throw  bool
	block  bool // until the context ends
	reads  int
	limits store.Limits
}

type root struct {
	data   string // empty: null
	errors []store.FieldError
}

const currentRelease = "f00d"

func (r *reader) Current(context.Context) (store.Info, error) {
	return store.Info{ID: currentRelease, AsOf: "2013-05-01", Schema: "beef", Nodes: 3, Edges: 2}, nil
}

func (r *reader) Read(ctx context.Context, p *plan.Plan, _ plan.Args, limits store.Limits) (*store.Result, error) {
	r.reads++
	r.limits = limits
	if r.block {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if r.throw {
		panic("persona 4711")
	}
	if r.err != nil {
		return nil, r.err
	}
	result := &store.Result{Release: currentRelease, Data: make([][]byte, len(p.Roots)), Keyed: make([]map[string][]byte, len(p.Roots))}
	for i, asked := range p.Roots {
		found, ok := r.roots[asked.Key]
		if !ok {
			found.data = "[]"
		}
		if found.data != "" {
			result.Data[i] = []byte(found.data)
		}
		for _, e := range found.errors {
			e.Root = i
			result.Errors = append(result.Errors, e)
		}
	}
	return result, nil
}

// schemas are read once: the SDL is long.
var schemas = sync.OnceValues(func() (*schema.Schema, *ast.Schema) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		panic(err)
	}
	return model, gqlparser.MustLoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
})

// serve gives the handler of the real schema over a store.
func serve(t testing.TB, s store.Reader, change func(*graph.Config)) http.Handler {
	t.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	model, public := schemas()
	c := graph.Config{Model: model, Public: public, Store: s, Present: transport.Presenter(log)}
	if change != nil {
		change(&c)
	}
	engine, err := graph.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return transport.New(transport.Config{Schema: engine.Schema(), Engine: engine, Release: engine.Release, Log: log})
}

func ask(t testing.TB, h http.Handler, query string) (int, string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	return send(t, h, string(body))
}

// send posts a body; the languages stand in its Accept-Language header.
func send(t testing.TB, h http.Handler, body string, languages ...string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", strings.Join(languages, ", "))
	r.Header.Set("Accept", "application/graphql-response+json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const missing = "no value"

func fails(path ...any) store.FieldError { return store.FieldError{Path: path, Message: missing} }

// TestResponses is what becomes of finished values: keys in the order of the
// operation, bytes as the store wrote them, and null as far up as the
// specification sends it, with one error for each cause.
func TestResponses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		query string
		roots map[string]root
		reads int
		want  string
	}{
		"keys in order, bytes as they are": {
			query: `{ b: countries { name } __typename a: country(code: "IT") { name } c: __typename }`,
			roots: map[string]root{"b": {data: `[{"name": "a<b"}]`}, "a": {data: `{"name":"è"}`}},
			reads: 1,
			want:  `{"data":{"b":[{"name": "a<b"}],"__typename":"Query","a":{"name":"è"},"c":"Query"}}`,
		},
		"one field twice, with other arguments": {
			query: `{ a: countries(limit: 1) { id } b: countries(limit: 2) { id } ...f } fragment f on Query { a: countries(limit: 1) { name } }`,
			roots: map[string]root{"a": {data: `[1]`}, "b": {data: `[2]`}},
			reads: 1,
			want:  `{"data":{"a":[1],"b":[2]}}`,
		},
		"left out at the root": {
			query: `{ a: countries @skip(if: true) { id } b: countries @include(if: false) { id } ... @include(if: true) { c: countries { id } } }`,
			reads: 1,
			want:  `{"data":{"c":[]}}`,
		},
		"nothing left": {
			query: `{ countries @skip(if: true) { id } }`,
			want:  `{"data":{}}`,
		},
		"no read for what is not in the graph": {
			query: `{ __typename __schema { queryType { name } } __type(name: "Country") { kind } release { id asOf nodes relationships } }`,
			want:  `{"data":{"__typename":"Query","__schema":{"queryType":{"name":"Query"}},"__type":{"kind":"OBJECT"},"release":{"id":"f00d","asOf":"2013-05-01","nodes":3,"relationships":2}}}`,
		},
		"introspection beside data": {
			query: `{ countries { id } __type(name: "Dated") { possibleTypes { name } kind } }`,
			reads: 1,
			want:  ``,
		},
		"null at a root": {
			query: `{ country(code: "XX") { name } countries { id } }`,
			roots: map[string]root{"country": {}},
			reads: 1,
			want:  `{"data":{"country":null,"countries":[]}}`,
		},
		"null below, in a list": {
			query: `{ x: countries { name area: areas { name } } }`,
			roots: map[string]root{"x": {data: `[{"name":"a","area":null}]`, errors: []store.FieldError{fails(0, "area", 12, "name")}}},
			reads: 1,
			want:  `{"errors":[{"message":"no value","path":["x",0,"area",12,"name"],"extensions":{"code":"INTERNAL"}}],"data":{"x":[{"name":"a","area":null}]}}`,
		},
		"null up to a root that may be null": {
			query: `{ country(code: "IT") { name } countries { id } }`,
			roots: map[string]root{"country": {errors: []store.FieldError{fails("name")}}},
			reads: 1,
			want:  `{"errors":[{"message":"no value","path":["country","name"],"extensions":{"code":"INTERNAL"}}],"data":{"country":null,"countries":[]}}`,
		},
		"null up to a root that may not be null": {
			query: `{ country(code: "IT") { name } x: countries { name } }`,
			roots: map[string]root{"country": {data: `{"name":"a"}`}, "x": {errors: []store.FieldError{fails(0, "name")}}},
			reads: 1,
			want:  `{"errors":[{"message":"no value","path":["x",0,"name"],"extensions":{"code":"INTERNAL"}}],"data":null}`,
		},
		"several errors, in the order of the response": {
			query: `{ y: countries { name } x: countries { name } country(code: "IT") { name } }`,
			roots: map[string]root{
				"y":       {errors: []store.FieldError{fails(10, "name"), fails(9, "name")}},
				"x":       {errors: []store.FieldError{fails(0, "name")}},
				"country": {errors: []store.FieldError{fails("name")}},
			},
			reads: 1,
			want: `{"errors":[{"message":"no value","path":["y",10,"name"],"extensions":{"code":"INTERNAL"}},` +
				`{"message":"no value","path":["y",9,"name"],"extensions":{"code":"INTERNAL"}},` +
				`{"message":"no value","path":["x",0,"name"],"extensions":{"code":"INTERNAL"}},` +
				`{"message":"no value","path":["country","name"],"extensions":{"code":"INTERNAL"}}],"data":null}`,
		},
		"null from the store, without a word": {
			query: `{ countries { name } }`,
			roots: map[string]root{"countries": {}},
			reads: 1,
			want:  `{"errors":[{"message":"something is broken on this server; the fault is not yours","path":["countries"],"extensions":{"code":"INTERNAL"}}],"data":null}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &reader{roots: test.roots}
			status, got := ask(t, serve(t, s, nil), test.query)
			if status != 200 || s.reads != test.reads || !json.Valid([]byte(got)) {
				t.Errorf("%s\ngives status %d after %d reads, want 200 after %d: %s", test.query, status, s.reads, test.reads, got)
			}
			if diff := cmp.Diff(test.want, got); diff != "" && test.want != "" {
				t.Errorf("%s (-want +got):\n%s", test.query, diff)
			}
		})
	}
}

// TestRefused proves that an operation with a fault is answered with the fault
// alone, before anything is read.
func TestRefused(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("organizations { country { ", 8) + "id" + strings.Repeat(" } }", 8)
	for name, test := range map[string]struct{ query, code, holds string }{
		"a mutation":       {`mutation { countries }`, "GRAPHQL_VALIDATION_FAILED", "does not support operation type"},
		"a subscription":   {`subscription { countries { id } }`, "GRAPHQL_VALIDATION_FAILED", "does not support operation type"},
		"parts":            {`{ ... @defer { countries { id } } }`, "GRAPHQL_VALIDATION_FAILED", `Unknown directive \"@defer\"`},
		"too deep":         {`{ countries { ` + deep + ` } }`, "INVALID", `"path":["countries"`},
		"too many aliases": {`{ ` + aliases(101) + ` }`, "INVALID", "alias"},
		"the schema twice": {`{ __schema { types { name } } again: __schema { types { name } } }`, "INVALID", "__schema"},
		"its types twice":  {`{ __schema { types { name } ...f } } fragment f on __Schema { again: types { name } }`, "INVALID", "types"},
		"many types":       {`{ ` + strings.Join(looked(11), " ") + ` }`, "INVALID", "__type"},
		"negative limit":   {`{ countries(limit: -1) { id } }`, "INVALID", `"path":["countries"]`},
		"no such day":      {`{ countries(asOf: "2013-02-30") { id } }`, "INVALID", `"path":["countries"]`},
		"no such field":    {`{ countrys { id } }`, "GRAPHQL_VALIDATION_FAILED", `Did you mean`},
		"no such argument": {`{ countries(were: {}) { id } }`, "GRAPHQL_VALIDATION_FAILED", `Unknown argument`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &reader{}
			status, got := ask(t, serve(t, s, nil), test.query)
			if status != 400 || s.reads != 0 || strings.Contains(got, `"data"`) ||
				!strings.Contains(got, `"code":"`+test.code+`"`) || !strings.Contains(got, test.holds) {
				t.Errorf("%s\ngives %d after %d reads: %s\nwant 400 after none, %s and %q", test.query, status, s.reads, got, test.code, test.holds)
			}
		})
	}
}

func looked(n int) []string {
	var list []string
	for i := range n {
		list = append(list, "t"+strings.Repeat("t", i)+`: __type(name: "Country") { name }`)
	}
	return list
}

func aliases(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("a")
		b.WriteString(strings.Repeat("b", i))
		b.WriteString(": countries { id } ")
	}
	return b.String()
}

// TestAllFaults proves that several faults are told at once.
func TestAllFaults(t *testing.T) {
	t.Parallel()
	_, got := ask(t, serve(t, &reader{}, nil), `{ a: countries(limit: -1) { id } b: countries(offset: -2) { id } }`)
	var response struct{ Errors []struct{ Path []string } }
	if err := json.Unmarshal([]byte(got), &response); err != nil {
		t.Fatal(err)
	}
	if len(response.Errors) != 2 || response.Errors[0].Path[0] != "a" || response.Errors[1].Path[0] != "b" {
		t.Errorf("errors are %s, want one at a and one at b", got)
	}
}

// TestVariableFaults proves that faults of variables are told all at once, with
// hints, although gqlgen finds the first one before the planner is asked.
func TestVariableFaults(t *testing.T) {
	t.Parallel()
	s := &reader{}
	status, got := send(t, serve(t, s, nil), `{
		"query": "query ($n: Int, $lang: Language, $day: Date!) { countries(limit: $n, asOf: $day) { name(lang: $lang) } }",
		"variables": {"n": "x", "lang": "it"}
	}`)
	for _, want := range []string{`["variable","n"]`, `["variable","lang"]`, `did you mean \"IT\"`, `["variable","day"]`, `"INVALID"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	if status != 400 || s.reads != 0 {
		t.Errorf("status %d after %d reads, want 400 after none", status, s.reads)
	}
}

// TestStoreFails proves that a read that fails is one clean error, whatever the
// failure is.
func TestStoreFails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		reader reader
		status int
		want   string
	}{
		"invalid":     {reader{err: store.TooManyRows(5)}, 400, `"INVALID"`},
		"unavailable": {reader{err: &store.Error{Kind: store.Unavailable, Message: "later", Err: errors.New("secret")}}, 503, `"UNAVAILABLE"`},
		"unknown":     {reader{err: errors.New("secret")}, 500, `"INTERNAL"`},
		"panic":       {reader{throw: true}, 500, `"INTERNAL"`},
		"too slow":    {reader{block: true}, 503, `"UNAVAILABLE"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := serve(t, &test.reader, func(c *graph.Config) { c.Timeout = time.Minute })
			if test.reader.block {
				h = serve(t, &test.reader, func(c *graph.Config) { c.Timeout = time.Nanosecond })
			}
			status, got := ask(t, h, `{ countries { id } }`)
			if status != test.status || !strings.Contains(got, test.want) || strings.Contains(got, "secret") || strings.Contains(got, "4711") {
				t.Errorf("got %d %s, want %d and %s", status, got, test.status, test.want)
			}
		})
	}
}

// TestCancelled proves that a client that goes away ends the read.
func TestCancelled(t *testing.T) {
	t.Parallel()
	s := &reader{block: true}
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", strings.NewReader(`{"query":"{ countries { id } }"}`))
	r.Header.Set("Content-Type", "application/json")
	cancel()
	w := httptest.NewRecorder()
	serve(t, s, nil).ServeHTTP(w, r) // returns: the read has ended
	if s.reads != 1 || !strings.Contains(w.Body.String(), "UNAVAILABLE") {
		t.Errorf("%d reads, and %s; want one that ends at once", s.reads, w.Body)
	}
}

// TestLimits proves that a read is bounded, and that what is evaluated and what is
// read are of one release.
func TestLimits(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`{ release { id } countries { id } }`: currentRelease,
		`{ countries { id } }`:                "",
	} {
		s := &reader{}
		_, got := ask(t, serve(t, s, func(c *graph.Config) { c.Rows = 7 }), query)
		if s.limits != (store.Limits{Rows: 7, Release: want}) {
			t.Errorf("%s reads with %+v, want 7 rows of the release %q: %s", query, s.limits, want, got)
		}
	}
}

// TestKept proves that a GET is answered from the client's copy as long as the
// release is the same.
func TestKept(t *testing.T) {
	t.Parallel()
	s := &reader{}
	h := serve(t, s, nil)
	get := func(tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/graphql?query="+url.QueryEscape(`{ countries { id } }`), nil)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	tag := get("").Header().Get("ETag")
	if w := get(tag); tag == "" || w.Code != http.StatusNotModified || s.reads != 1 {
		t.Errorf("the tag %q gives %d after %d reads, want 304 after one", tag, w.Code, s.reads)
	}
}
