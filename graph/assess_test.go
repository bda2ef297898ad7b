package graph_test

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/graph/memstore"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/seed"
)

// embedded is the store of the release that the binary carries.
var embedded = sync.OnceValue(func() *memstore.Store {
	model, _ := schemas()
	release, err := store.Decode(seed.Release())
	if err != nil {
		panic(err)
	}
	s, err := memstore.Open(model, release)
	if err != nil {
		panic(err)
	}
	return s
})

// TestAssess asks the questions of the case files of the embedded data. A file has
// a query, may have variables, and the response that is wanted.
func TestAssess(t *testing.T) {
	t.Parallel()
	h := serve(t, embedded(), nil)
	for path, archive := range assessCases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			_, body := ask(t, h, section(archive, "query.graphql"))
			got := indented(t, body)
			want := section(archive, "want.json")
			if flag.Lookup("update").Value.String() == "true" { // of the cases of the stores
				setSection(archive, "want.json", got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("response (-want +got):\n%s", diff)
			}
		})
	}
}

// assessCases reads the case files, by path.
func assessCases(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob("testdata/assess/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	cases := map[string]*txtar.Archive{}
	for _, path := range files {
		if cases[path], err = txtar.ParseFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func setSection(a *txtar.Archive, name, data string) {
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = []byte(data)
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(data)})
}

func indented(t *testing.T, body string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}

// counted counts what a store is asked.
type counted struct {
	store.Reader
	reads, looks atomic.Int32
}

func (c *counted) Read(ctx context.Context, p *plan.Plan, args plan.Args, l store.Limits) (*store.Result, error) {
	c.reads.Add(1)
	return c.Reader.Read(ctx, p, args, l)
}

func (c *counted) Current(ctx context.Context) (store.Info, error) {
	c.looks.Add(1)
	return c.Reader.Current(ctx)
}

// TestStatements counts reads: one for the rules and one for former ids the first
// time, one for the answer, however many entitlements, personas and nodes there are.
func TestStatements(t *testing.T) {
	t.Parallel()
	s := &counted{Reader: embedded()}
	h := serve(t, s, nil)
	const (
		small = `{ assess(country: "IT", persona: {}, entitlements: ["IT:first-assistance"]) { results { outcome } } }`
		large = `{
			a: assess(country: "IT", asOf: "2013-05-01", persona: {}) { country { name } held { status { id } } ...Results }
			b: assess(country: "IT", asOf: "2013-05-01", persona: {holds: []}) { ...Results }
			c: whatChanges(country: "IT", before: {}, after: {holds: []}) { changed { entitlement { id } because { rule { id } } } before { ...Results } }
			countries { code }
		}
		fragment Results on Assessment { results {
			entitlement { id name legalBasis { locator } } floors { rule { text } } help { line { unknown } }
			dependsOn { circumstance { question } } trace { rule { statements { passage { quote } } } conditions { condition { text } } }
		} missingFacts { circumstance { name } } }`
	)
	for _, step := range []struct {
		query        string
		reads, looks int32
	}{
		{small, 2, 1}, // nothing below is a node: rules and former ids alone
		{small, 0, 1},
		{large, 1, 1},
		{large, 1, 1},
	} {
		reads, looks := s.reads.Load(), s.looks.Load()
		if _, body := ask(t, h, step.query); strings.Contains(body, `"errors"`) {
			t.Fatalf("%.600s", body)
		}
		if r, l := s.reads.Load()-reads, s.looks.Load()-looks; r != step.reads || l != step.looks {
			t.Errorf("%.60s: %d reads and %d looks, want %d and %d", step.query, r, l, step.reads, step.looks)
		}
	}
}

// TestSameWhateverTheWords asks the same by aliases, fragments and variables.
func TestSameWhateverTheWords(t *testing.T) {
	t.Parallel()
	h := serve(t, embedded(), nil)
	_, plain := ask(t, h, `{ assess(country: "IT", asOf: "2013-05-01", persona: {holds: ["IT:permit-art18"]}) { results { entitlement { id } trace { rule { id } } } } }`)
	_, other := ask(t, h, `{ x: assess(country: "IT", asOf: "2013-05-01", persona: {holds: "IT:permit-art18"}) { y: results { ...F trace { ... on RuleTrace { w: rule { id } } } } } }
		fragment F on AssessmentResult { z: entitlement { ... on Node { id } } }`)
	renamed := strings.NewReplacer(`"x":`, `"assess":`, `"y":`, `"results":`, `"z":`, `"entitlement":`, `"w":`, `"rule":`).Replace(other)
	if renamed != plain {
		t.Errorf("with aliases and fragments:\n%.400s\nwant\n%.400s", renamed, plain)
	}
	if !strings.Contains(plain, `"id":"IT:integration-third-country"`) {
		t.Errorf("the rules are missing: %.400s", plain)
	}
}

// TestAtOnce asks side by side, the first time too: books are shared.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	h := serve(t, embedded(), nil)
	var all sync.WaitGroup
	bodies := make([]string, 8)
	for i := range bodies {
		all.Go(func() {
			_, bodies[i] = ask(t, h, `{ assess(country: "IT", asOf: "2013-05-01", persona: {}) { results { outcome headline } missingFacts { wouldDecide } } }`)
		})
	}
	all.Wait()
	for _, body := range bodies {
		if body != bodies[0] || !strings.Contains(body, "CONDITIONAL") {
			t.Fatalf("%.200s", body)
		}
	}
}

// BenchmarkAssess answers for everything in Italy of a person of whom nothing is
// known, through HTTP; what comes first also reads the rules.
func BenchmarkAssess(b *testing.B) {
	for _, bench := range []struct{ name, persona string }{{"Nothing", "{}"}, {"Permit", `{nationality: [THIRD_COUNTRY], holds: ["IT:permit-art18"]}`}} {
		query := `{ assess(country: "IT", asOf: "2013-05-01", persona: ` + bench.persona + `) { results { outcome reason headline entitlement { id name } } missingFacts { wouldDecide } } }`
		b.Run(bench.name+"/Warm", func(b *testing.B) {
			h := serve(b, embedded(), nil)
			for b.Loop() {
				ask(b, h, query)
			}
		})
		b.Run(bench.name+"/Cold", func(b *testing.B) {
			embedded()
			for b.Loop() {
				b.StopTimer()
				h := serve(b, embedded(), nil)
				b.StartTimer()
				ask(b, h, query)
			}
		})
	}
}
