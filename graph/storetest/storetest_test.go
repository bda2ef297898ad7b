package storetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/plan"
	"waymark/graph/store"
)

func TestRewriteChangesOneSection(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "case.txtar")
	const before = "What it proves.\n-- query.graphql --\n{ a }\n-- want.json --\n{}\n"
	if err := os.WriteFile(path, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	c := readCase(t, path)
	c.rewrite(t, "want.json", "{\"data\":null}\n")
	c.rewrite(t, "plan", "(plan)\n")
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const want = "What it proves.\n-- query.graphql --\n{ a }\n-- plan --\n(plan)\n-- want.json --\n{\"data\":null}\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("rewritten case (-want +got):\n%s", diff)
	}
	if text, has := c.Section(t, "plan"); !has || text != "(plan)\n" {
		t.Errorf("Section(%q) = %q, %v, want the rewritten text", "plan", text, has)
	}
}

func TestParseDeviations(t *testing.T) {
	t.Parallel()
	const text = "# comment\n\nneostore where-text its toLower differs\nmemstore other why\n"
	got, err := parseDeviations(text, "neostore")
	if err != nil || len(got) != 1 || got["where-text"] != "its toLower differs" {
		t.Errorf("parseDeviations(%q) = %v, %v", text, got, err)
	}
	if _, err := parseDeviations("neostore where-text\n", "neostore"); err == nil {
		t.Error("parseDeviations of a line without a reason gives no error")
	}
}

// TestDeviatesNoLonger checks that a line whose case gives the wanted answer
// fails the run.
func TestDeviatesNoLonger(t *testing.T) {
	t.Parallel()
	c := Cases(t)[0]
	want, has := c.Section(t, "want.json")
	if !has {
		t.Fatalf("%s has no want.json", c.Name)
	}
	d := deviations{c.Name: "a reason"}
	silent := &recorder{TB: t}
	if !d.deviates(silent, c, "{}") || silent.failed {
		t.Error("a case that still deviates fails the run")
	}
	if !d.deviates(silent, c, want) || !silent.failed {
		t.Error("a case that no longer deviates does not fail the run")
	}
	if (deviations{}).deviates(t, c, "{}") {
		t.Error("a case that is not listed deviates")
	}
}

// recorder is a test that must not fail with what it watches.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }

// TestShapes checks that constants do not change the shape of an operation.
func TestShapes(t *testing.T) {
	t.Parallel()
	model := Model(t)
	s := &suite{model: model, public: public(t, model), release: release(t, model)}
	s.planner = plan.New(model, s.public, plan.Config{})
	p := newPool(model, s.public, s.release)
	shapes := map[string]bool{}
	for i := range uint64(*randomOperations) {
		g := generate(s.public, p, i%uint64(*randomShapes), i)
		o, err := s.parse(g.query, g.variables)
		if err != nil {
			t.Fatalf("%v\n%s", err, g.query)
		}
		built, _, err := s.planner.Build(o.doc.Operations[0], o.doc, o.vars)
		if err != nil {
			t.Fatalf("%v\n%s", err, g.query)
		}
		shapes[built.String()] = true
	}
	if len(shapes) > *randomShapes || len(shapes) < *randomShapes/2 {
		t.Errorf("%d operations have %d shapes, want up to %d", *randomOperations, len(shapes), *randomShapes)
	}
}

func TestDataCounts(t *testing.T) {
	t.Parallel()
	model := Product(t)
	r := DataRelease(t, model)
	counts := map[string]int{}
	toEnds := 0
	for _, record := range r.Records {
		counts[record.Type]++
		if record.Type == "Service" {
			node := model.Node(record.Type)
			toEnds += len(record.Edges[node.Field("providers").Relationship.Index]) + len(record.Edges[node.Field("legalBasis").Relationship.Index])
		}
	}
	want := map[string]int{"Concept": 8, "Country": 27, "LegalInstrument": 2_000, "Provision": 2_000, "Organization": 5_000, "Service": 50_000}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("records by type (-want +got):\n%s", diff)
	}
	if toEnds != 100_000 {
		t.Errorf("%d relationships from services to organizations and provisions, want 100,000", toEnds)
	}
	if again := DataRelease(t, model); again.Info != r.Info {
		t.Errorf("the data is not the same twice: %+v, %+v", r.Info, again.Info)
	}
}

// TestGraphRefusesTypos checks that test data cannot be wrong in silence.
func TestGraphRefusesTypos(t *testing.T) {
	t.Parallel()
	model := Model(t)
	for _, c := range []struct {
		entry entry
		want  string
	}{
		{entry{"Contry", "X", nil, nil}, "no type Contry"},
		{entry{"Country", "X", values{"nmae_en": "x"}, nil}, "no column nmae_en"},
		{entry{"Country", "X", nil, edges{"services": {"X"}}}, "no relationship services that leaves it"},
		{entry{"Service", "X", nil, edges{"country": {"Y"}}}, "there is no Y"},
	} {
		r, err := build(model, "2013-05-01", []entry{c.entry})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("build(%+v) = %v, %v, want an error with %q", c.entry, r, err, c.want)
		}
	}
	if _, err := build(model, "2013-05-01", []entry{{"Country", "X", nil, nil}, {"Country", "X", nil, nil}}); err == nil {
		t.Error("an entry that stands twice is no error")
	}
}

// TestResponse checks the form of a whole response.
func TestResponse(t *testing.T) {
	t.Parallel()
	list := &plan.Root{Key: "all", Read: &plan.Read{Form: plan.List}}
	one := &plan.Root{Key: "one", Read: &plan.Read{Form: plan.One}}
	for _, c := range []struct {
		data [][]byte
		errs []store.FieldError
		want string
	}{
		{[][]byte{[]byte("[]"), nil}, nil, `{"data":{"all":[],"one":null}}`},
		{[][]byte{nil, []byte("{}")}, []store.FieldError{{Root: 0, Path: []any{1, "x"}, Message: "m"}},
			`{"errors":[{"message":"m","path":["all",1,"x"]}],"data":null}`},
	} {
		got := respond(&plan.Plan{Roots: []*plan.Root{list, one}}, &store.Result{Data: c.data, Keyed: make([]map[string][]byte, 2), Errors: c.errs})
		if got.String() != c.want {
			t.Errorf("respond(%s) = %s, want %s", c.data, got, c.want)
		}
	}
}
