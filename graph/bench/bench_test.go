package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/graph/bench/naive"
	"waymark/graph/generated"
	"waymark/schema"
)

func TestGenerate(t *testing.T) {
	t.Parallel()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	r, err := generate(model)
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]int{}
	for _, record := range r.Records {
		types[record.Type]++
	}
	for typ, want := range map[string]int{"Country": 27, "LegalInstrument": 2_000, "Organization": 5_000, "Service": 50_000} {
		if types[typ] != want {
			t.Errorf("generate makes %d of %s, want %d", types[typ], typ, want)
		}
	}
	all, open := types["Organization"], len(holding(model, r, "Organization"))
	if open == 0 || open == all {
		t.Errorf("holding(Organization) = %d of %d, want some that ended and some that did not", open, all)
	}
	again, err := generate(model)
	if err != nil || again.Info != r.Info {
		t.Errorf("generate again = %v, %v, want %v", again.Info, err, r.Info)
	}
}

// TestQuestionTexts holds the questions to the schemas that can be had without a
// server; that all answers agree is proved in each comparison.
func TestQuestionTexts(t *testing.T) {
	t.Parallel()
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: generated.SDL})
	if err != nil {
		t.Fatal(err)
	}
	schemas := map[string]*ast.Schema{
		"waymark":   public,
		naiveGqlgen: naive.NewExecutableSchema(naive.Config{}).Schema(),
	}
	for _, q := range questions() {
		q.values = []string{"IT"}
		for dialect, schema := range schemas {
			r, err := q.request(dialect, "", q.variation(0))
			if err != nil {
				t.Fatal(err)
			}
			var body struct{ Query string }
			if err := json.Unmarshal(r.body, &body); err != nil {
				t.Fatal(err)
			}
			if _, errs := gqlparser.LoadQueryWithRules(schema, body.Query, nil); len(errs) > 0 {
				t.Errorf("%s for %s: %v", q.name, dialect, errs)
			}
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, answer, want string }{
		{"a list of one country", `{"a": [{"country": [{"code": "IT"}]}]}`, `{"a": [{"country": {"code": "IT"}}]}`},
		{"a root that is a list", `{"organization": [{"id": "x"}]}`, `{"organization": {"id": "x"}}`},
		{"services below their country", `{"services": [{"services": [{"id": "x"}, {"id": "y"}]}]}`, `{"services": [{"id": "x"}, {"id": "y"}]}`},
		{"a list that is one", `{"legalBasis": [{"id": "x"}]}`, `{"legalBasis": [{"id": "x"}]}`},
	} {
		if diff := cmp.Diff(decode(t, c.want), plain(decode(t, c.answer))); diff != "" {
			t.Errorf("%s: plain(%s) (-want +got):\n%s", c.name, c.answer, diff)
		}
	}
}

func decode(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestProxy sends what a driver sends, in both forms of Bolt's handshake, and
// demands that the server gets every byte and that each RUN is counted.
func TestProxy(t *testing.T) {
	t.Parallel()
	hello := "\x60\x60\xb0\x17\x00\x00\x01\xff\x00\x08\x08\x05\x00\x02\x04\x04\x00\x00\x00\x03"
	messages := "\x00\x04\xb1\x01\xa0\x00\x00\x00" + // HELLO
		"\x00\x03\xb3\x10\x81\x00\x02xy\x00\x00" + // RUN in two chunks
		"\x00\x00" + // nothing, to keep the connection alive
		"\x00\x02\xb1\x3f\x00\x00" + // PULL
		"\x00\x03\xb3\x10\x80\x00\x00" // RUN
	for _, c := range []struct{ name, version, confirmed string }{
		{"short handshake", "\x00\x00\x04\x05", ""},
		{"long handshake", "\x00\x00\x01\xff", "\x00\x00\x08\x05\x81\x00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sent := hello + c.confirmed + messages
			server, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			p, err := newProxy("bolt://" + server.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer p.close()
			if got := through(t, server, p, c.version, sent); got != sent {
				t.Errorf("the server got %q, want %q", got, sent)
			}
			if got := p.runs.Load(); got != 2 {
				t.Errorf("the proxy counts %d statements, want 2", got)
			}
		})
	}
}

// through sends what a client has to say through the proxy and gives what arrives
// at a server that says nothing but its version.
func through(t *testing.T, server net.Listener, p *proxy, version, sent string) string {
	t.Helper()
	client, err := net.Dial("tcp", p.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if _, err := io.WriteString(client, sent); err != nil {
		t.Fatal(err)
	}
	conn, err := server.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, version); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, len(sent))
	if _, err := io.ReadFull(bufio.NewReader(conn), got); err != nil {
		t.Fatal(err)
	}
	return string(got)
}
