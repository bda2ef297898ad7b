package transport_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/transport"
)

const sdl = `
type Query { word(of: String, n: Float): String many: [Int!]! assess(persona: PersonaInput): String }
type Mutation { change: String }
input PersonaInput { age: Int with: PersonaInput }
`

// fake is an executable schema and an engine whose response a test chooses.
type fake struct {
	schema  *ast.Schema
	respond func(ctx context.Context) *graphql.Response
	refuse  error  // by the engine, before anything is executed
	release string // that a read would see
	reads   int
	present graphql.ErrorPresenterFunc
}

func newFake(t testing.TB) *fake {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "test", Input: sdl})
	if err != nil {
		t.Fatal(err)
	}
	return &fake{
		schema:  schema,
		release: "r1",
		respond: func(context.Context) *graphql.Response {
			return &graphql.Response{Data: json.RawMessage(`{"word":"a<b"}`)}
		},
	}
}

func (f *fake) Schema() *ast.Schema { return f.schema }

func (f *fake) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (f *fake) Exec(context.Context) graphql.ResponseHandler {
	f.reads++
	return f.respond
}

func (*fake) ExtensionName() string                   { return "fake" }
func (*fake) Validate(graphql.ExecutableSchema) error { return nil }

func (f *fake) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if f.refuse != nil {
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{f.present(ctx, f.refuse)}})
	}
	return next(ctx)
}

func (f *fake) handler(t testing.TB, log io.Writer, change func(*transport.Config)) http.Handler {
	t.Helper()
	logger := slog.New(slog.NewTextHandler(log, nil))
	f.present = transport.Presenter(logger)
	c := transport.Config{
		Schema:  f,
		Engine:  f,
		Release: func(context.Context) (string, error) { return f.release, nil },
		Log:     logger,
	}
	if change != nil {
		change(&c)
	}
	return transport.New(c)
}

func post(body string, headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return with(r, headers)
}

func get(query string, headers ...string) *http.Request {
	return with(httptest.NewRequest(http.MethodGet, "/graphql?"+query, nil), headers)
}

// with sets headers; an empty value removes one.
func with(r *http.Request, headers []string) *http.Request {
	for i := 0; i < len(headers); i += 2 {
		r.Header.Del(headers[i])
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	return r
}

func serve(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const (
	asGraphQL = "application/graphql-response+json"
	asJSON    = "application/json"
)

// TestRequests is the table of what GraphQL over HTTP says of requests.
func TestRequests(t *testing.T) {
	t.Parallel()
	word := `{"query":"{ word }"}`
	for name, test := range map[string]struct {
		request *http.Request
		status  int
		media   string
		holds   string
	}{
		"post":                       {post(word), 200, asJSON, `{"data":{"word":"a<b"}}`},
		"post, asked as GraphQL":     {post(word, "Accept", asGraphQL), 200, asGraphQL, `{"data":{"word":"a<b"}}`},
		"post, anything accepted":    {post(word, "Accept", "*/*"), 200, asJSON, `"data"`},
		"post, GraphQL preferred":    {post(word, "Accept", asJSON+";q=0.9, "+asGraphQL), 200, asGraphQL, `"data"`},
		"post, JSON preferred":       {post(word, "Accept", asJSON+", "+asGraphQL+";q=0.5"), 200, asJSON, `"data"`},
		"post, accepted in UTF-8":    {post(word, "Accept", asJSON+"; charset=UTF-8"), 200, asJSON, `"data"`},
		"post, accepted in Latin-1":  {post(word, "Accept", asJSON+"; charset=iso-8859-1"), 406, asJSON, `"INVALID"`},
		"post, HTML accepted":        {post(word, "Accept", "text/html"), 406, asJSON, `"INVALID"`},
		"post, JSON refused":         {post(word, "Accept", asJSON+";q=0"), 406, asJSON, `"INVALID"`},
		"post, sent in UTF-8":        {post(word, "Content-Type", asJSON+"; charset=utf-8"), 200, asJSON, `"data"`},
		"post, sent in Latin-1":      {post(word, "Content-Type", asJSON+"; charset=latin1"), 415, asJSON, `"INVALID"`},
		"post, sent as a form":       {post("query=x", "Content-Type", "application/x-www-form-urlencoded"), 415, asJSON, `"INVALID"`},
		"post, sent as nothing":      {post(word, "Content-Type", ""), 415, asJSON, `"INVALID"`},
		"post, empty":                {post(""), 400, asJSON, `one JSON object`},
		"post, cut short":            {post(`{"query":"{ wo`), 400, asJSON, `one JSON object`},
		"post, two objects":          {post(word + word), 400, asJSON, `one JSON object`},
		"post, a batch":              {post("[" + word + "]"), 400, asJSON, `one JSON object`},
		"post, null":                 {post("null"), 400, asJSON, `one JSON object`},
		"post, no query":             {post(`{}`), 400, asJSON, `query is missing`},
		"post, query of two words":   {post(`{"query":["a"]}`), 400, asJSON, `query must be a string`},
		"post, odd operationName":    {post(`{"query":"{ word }","operationName":{}}`), 400, asJSON, `operationName must be a string`},
		"post, odd variables":        {post(`{"query":"{ word }","variables":[]}`), 400, asJSON, `variables must be an object`},
		"post, odd extensions":       {post(`{"query":"{ word }","extensions":1}`), 400, asJSON, `extensions must be an object`},
		"post, nulls":                {post(`{"query":"{ word }","operationName":null,"variables":null,"extensions":null}`), 200, asJSON, `"data"`},
		"post, unknown parameters":   {post(`{"query":"{ word }","else":1}`), 200, asJSON, `"data"`},
		"post, no such field":        {post(`{"query":"{ wordd }"}`), 200, asJSON, `Did you mean \"word\"?`},
		"post, no such field, new":   {post(`{"query":"{ wordd }"}`, "Accept", asGraphQL), 400, asGraphQL, `GRAPHQL_VALIDATION_FAILED`},
		"post, no GraphQL, new":      {post(`{"query":"{"}`, "Accept", asGraphQL), 400, asGraphQL, `GRAPHQL_PARSE_FAILED`},
		"post, which operation":      {post(`{"query":"query a { word } query b { word }","operationName":"c"}`, "Accept", asGraphQL), 400, asGraphQL, `GRAPHQL_VALIDATION_FAILED`},
		"post, too long":             {post(`{"query":"{ word }","x":"` + strings.Repeat("x", 2000) + `"}`), 413, asJSON, `longer than 1000 bytes`},
		"post, too many tokens":      {post(`{"query":"{ word ` + strings.Repeat("word ", 100) + `}"}`), 200, asJSON, `GRAPHQL_PARSE_FAILED`},
		"get":                        {get("query=" + url.QueryEscape("{ word }")), 200, asJSON, `{"data":{"word":"a<b"}}`},
		"get, nothing":               {get(""), 400, asJSON, `query is missing`},
		"get, variables no JSON":     {get("query={word}&variables=x"), 400, asJSON, `variables must be an object`},
		"get, variables twice":       {get("query={word}&variables={}{}"), 400, asJSON, `variables must be an object`},
		"get, a mutation":            {get("query=" + url.QueryEscape("mutation { change }")), 405, asJSON, `by POST`},
		"get, a persona":             {get("query=" + url.QueryEscape("{ ... { assess(persona: {age: 16}) } }")), 405, asJSON, `by POST`},
		"get, a persona elsewhere":   {get("query=" + url.QueryEscape("query ($p: PersonaInput) { ...f } fragment f on Query { assess(persona: $p) }")), 405, asJSON, `by POST`},
		"get, no persona after all":  {get("query=" + url.QueryEscape("{ assess }")), 405, asJSON, `by POST`},
		"get, too long":              {get("query=" + url.QueryEscape("{ word }") + "&x=" + strings.Repeat("x", 2000)), 414, asJSON, `longer than 1000 bytes`},
		"put":                        {with(httptest.NewRequest(http.MethodPut, "/graphql", nil), nil), 405, asJSON, `not PUT`},
		"options":                    {with(httptest.NewRequest(http.MethodOptions, "/graphql", nil), nil), 204, "", ``},
		"get, quotation marks apart": {get(`query={word(of:"%26")}`), 200, asJSON, `"data"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newFake(t).handler(t, io.Discard, func(c *transport.Config) { c.Body, c.Tokens = 1000, 100 })
			w := serve(h, test.request)
			media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
			if w.Code != test.status || media != test.media || !strings.Contains(w.Body.String(), test.holds) {
				t.Errorf("got %d %s %s, want %d %s and a body with %s", w.Code, media, w.Body, test.status, test.media, test.holds)
			}
			if w.Code != 204 && !json.Valid(w.Body.Bytes()) {
				t.Errorf("the body is no JSON: %s", w.Body)
			}
		})
	}
}

// TestBytes proves that data is written as it is, with errors before and
// extensions after it, and the length told.
func TestBytes(t *testing.T) {
	t.Parallel()
	data := `{"word": "a<b ü",   "many":[1]}`
	for name, test := range map[string]struct {
		response graphql.Response
		want     string
	}{
		"data":    {graphql.Response{Data: json.RawMessage(data)}, `{"data":` + data + `}`},
		"null":    {graphql.Response{Data: json.RawMessage("null")}, `{"data":null}`},
		"nothing": {graphql.Response{Errors: gqlerror.List{{Message: "m"}}}, `{"errors":[{"message":"m"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.respond = func(context.Context) *graphql.Response { return &test.response }
			w := serve(f.handler(t, io.Discard, nil), post(`{"query":"{ word }"}`))
			if got := w.Body.String(); got != test.want {
				t.Errorf("body is %s, want %s", got, test.want)
			}
			if got, want := w.Header().Get("Content-Length"), len(test.want); got != jsonNumber(want) {
				t.Errorf("Content-Length is %s, want %d", got, want)
			}
		})
	}
}

func jsonNumber(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// TestErrorsBesideData proves that errors of fields come with data and status 200,
// and that extensions are written only where there are any.
func TestErrorsBesideData(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.respond = func(ctx context.Context) *graphql.Response {
		graphql.AddError(ctx, &gqlerror.Error{Message: "m", Path: ast.Path{ast.PathName("word"), ast.PathIndex(2)}})
		graphql.RegisterExtension(ctx, "cost", 3)
		return &graphql.Response{Data: json.RawMessage(`{"word":null}`)}
	}
	w := serve(f.handler(t, io.Discard, nil), post(`{"query":"{ word }"}`, "Accept", asGraphQL))
	want := `{"errors":[{"message":"m","path":["word",2],"extensions":{"code":"INVALID"}}],"data":{"word":null},"extensions":{"cost":3}}`
	if got := w.Body.String(); got != want || w.Code != 200 {
		t.Errorf("got %d %s, want 200 %s", w.Code, got, want)
	}
}

// TestCancelled proves that the request's context reaches the operation, and that
// an operation without an outcome is an error, not null.
func TestCancelled(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	ctx, cancel := context.WithCancel(t.Context())
	f.respond = func(context.Context) *graphql.Response { t.Error("executed although cancelled"); return nil }
	cancel()
	w := serve(f.handler(t, io.Discard, nil), post(`{"query":"{ word }"}`, "Accept", asGraphQL).WithContext(ctx))
	if w.Code != 503 || !strings.Contains(w.Body.String(), "UNAVAILABLE") {
		t.Errorf("got %d %s, want 503 and UNAVAILABLE", w.Code, w.Body)
	}
}

// TestOrigins proves that other sites are let in only where they are named.
func TestOrigins(t *testing.T) {
	t.Parallel()
	site := "https://example.org"
	for name, test := range map[string]struct {
		origins []string
		want    string
	}{
		"none":    {nil, ""},
		"another": {[]string{"https://example.com"}, ""},
		"named":   {[]string{site}, site},
		"all":     {[]string{"*"}, "*"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newFake(t).handler(t, io.Discard, func(c *transport.Config) { c.Origins = test.origins })
			w := serve(h, post(`{"query":"{ word }"}`, "Origin", site))
			if got := w.Header().Get("Access-Control-Allow-Origin"); got != test.want {
				t.Errorf("Access-Control-Allow-Origin is %q, want %q", got, test.want)
			}
			ask := with(httptest.NewRequest(http.MethodOptions, "/graphql", nil), []string{
				"Origin", site, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"})
			if got := serve(h, ask).Header().Get("Access-Control-Allow-Origin"); got != test.want {
				t.Errorf("asked before, Access-Control-Allow-Origin is %q, want %q", got, test.want)
			}
		})
	}
}
