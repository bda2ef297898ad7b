package schema_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"waymark/schema"
)

func load(t *testing.T, fsys fs.FS) *schema.Schema {
	t.Helper()
	model, err := schema.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// small is the SDL of the stores' tests: every shape once.
func small() fs.FS { return os.DirFS("../graph/storetest/testdata/schema") }

func ExampleLoad() {
	model, err := schema.Load(schema.Files)
	if err != nil {
		fmt.Println(err)
		return
	}
	service := model.Section("services")
	fmt.Println(service.Name, service.IRI, "dated:", service.Dated, "sourced:", service.Sourced)
	for _, r := range service.Outgoing[:3] {
		fmt.Println(r.Name, r.Type, r.Target)
	}
	for _, n := range model.NodesOf("Entitlement") {
		fmt.Println("Entitlement:", n.Name)
	}
	// Output:
	// Service cpsv:PublicService dated: true sourced: true
	// types OF_TYPE Concept
	// providers PROVIDED_BY Organization
	// runBy RUN_BY Organization
	// Entitlement: Service
	// Entitlement: Right
	// Entitlement: ResidenceStatus
}

// TestColumns: properties are flattened in the order of the SDL, and know their
// place; fields are bound to them.
func TestColumns(t *testing.T) {
	t.Parallel()
	service := load(t, small()).Node("Service")
	var got []string
	for i, p := range service.Properties {
		if p.Index != i {
			t.Errorf("property %q has index %d at place %d", p.Column, p.Index, i)
		}
		if service.Property(p.Column) != p {
			t.Errorf("Property(%q) gives another", p.Column)
		}
		line := p.Name + " " + p.Column + " " + p.TypeName()
		for _, mark := range []struct {
			set  bool
			text string
		}{
			{p.List, "list"}, {p.NonNull, "non-null"}, {p.Key, "key"}, {p.Indexed, "indexed"},
			{p.Fulltext, "fulltext"}, {p.Language != "", "in " + p.Language},
		} {
			if mark.set {
				line += " " + mark.text
			}
		}
		got = append(got, line)
	}
	want := []string{
		"id id ID non-null key indexed",
		"jurisdiction jurisdiction String non-null indexed",
		"name.en name_en String fulltext in en",
		"name.fr name_fr String fulltext in fr",
		"name.it name_it String fulltext in it",
		"kinds kinds ServiceKind list non-null",
		"duration.length duration_length Duration",
		"duration.bound duration_bound TermBound",
		"duration.until duration_until String",
		"from from Date indexed",
		"fromPrecision fromPrecision DatePrecision",
		"to to Date",
		"toPrecision toPrecision DatePrecision",
		"knownTo knownTo Date",
		"read read String list non-null",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("properties of Service (-want +got):\n%s", diff)
	}
	if f := service.Field("name"); len(f.Localized) != 3 || f.Localized[2] != service.Property("name_it") || !f.NonNull {
		t.Errorf("field name is %+v", f)
	}
	if f := service.Field("duration"); f.Embedded.Fields[0].Property != service.Property("duration_length") || f.Embedded.Type.Name != "Term" {
		t.Errorf("field duration is %+v", f)
	}
	if service.Field("nothing") != nil || service.Property("nothing") != nil {
		t.Error("a field or property that is not there is found")
	}
}

// TestRelationships: they are in the order of the SDL, know their concrete
// targets, and those that are stored know their place.
func TestRelationships(t *testing.T) {
	t.Parallel()
	model := load(t, small())
	var got []string
	for _, n := range model.Nodes {
		for _, r := range n.Relationships {
			var targets []string
			for _, target := range r.Targets {
				targets = append(targets, target.Name)
			}
			direction := []string{"OUT", "IN"}[r.Direction]
			got = append(got, fmt.Sprintf("%s.%s %s %s %d list:%t connection:%t %s", n.Name, r.Name, r.Type, direction, r.Index, r.List, r.Connection, strings.Join(targets, ",")))
			if r.Index >= 0 && n.Outgoing[r.Index] != r {
				t.Errorf("%s.%s is not at its place in Outgoing", n.Name, r.Name)
			}
			if n.Field(r.Name).Relationship != r {
				t.Errorf("field %s.%s has another relationship", n.Name, r.Name)
			}
		}
	}
	all := "Country,Organization,Service,Right,LegalInstrument,Provision,PermitType,Finding"
	want := []string{
		"Country.organizations IN_COUNTRY IN -1 list:true connection:true Organization",
		"Country.services IN_COUNTRY IN -1 list:true connection:false Service",
		"Organization.unitOf UNIT_OF OUT 0 list:false connection:false Organization",
		"Organization.units UNIT_OF IN -1 list:true connection:false Organization",
		"Organization.services PROVIDED_BY IN -1 list:true connection:true Service",
		"Organization.country IN_COUNTRY OUT 1 list:false connection:false Country",
		"Service.providers PROVIDED_BY OUT 0 list:true connection:false Organization",
		"Service.country IN_COUNTRY OUT 1 list:false connection:false Country",
		"Service.legalBasis HAS_LEGAL_BASIS OUT 2 list:true connection:false Provision",
		"Service.givenBy GIVES IN -1 list:true connection:false PermitType",
		"Right.country IN_COUNTRY OUT 0 list:false connection:false Country",
		"Right.legalBasis HAS_LEGAL_BASIS OUT 1 list:true connection:false Provision",
		"Right.givenBy GIVES IN -1 list:true connection:false PermitType",
		"LegalInstrument.provisions PART_OF IN -1 list:true connection:true Provision",
		"Provision.instrument PART_OF OUT 0 list:false connection:false LegalInstrument",
		"Provision.basisOf HAS_LEGAL_BASIS IN -1 list:true connection:false Service,Right",
		"PermitType.gives GIVES OUT 0 list:true connection:false Service,Right",
		"PermitType.country IN_COUNTRY OUT 1 list:false connection:false Country",
		"Finding.about FOUND_ABOUT OUT 0 list:true connection:false Organization,Service,PermitType",
		"Finding.mainly FOUND_MAINLY_ABOUT OUT 1 list:false connection:false Organization,Service,PermitType",
		"Finding.in FOUND_IN OUT 2 list:false connection:false " + all,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("relationships (-want +got):\n%s", diff)
	}
}

// TestLookups: what is declared is found by its name, and nothing else is.
func TestLookups(t *testing.T) {
	t.Parallel()
	model := load(t, schema.Files)
	for _, n := range model.Nodes {
		if model.Node(n.Name) != n || model.Section(n.Section) != n {
			t.Errorf("%s is not found by its name or section %q", n.Name, n.Section)
		}
	}
	if model.Node("Entitlement") != nil || model.Interface("Service") != nil || model.Section("Service") != nil {
		t.Error("a name of another kind is found")
	}
	if i := model.Interface("Entitlement"); i.Plural != "entitlements" || i.Field("name").Localized == nil || i.Field("rules").Relationship.Index != -1 {
		t.Errorf("interface Entitlement is %+v", i)
	}
	if e := model.EmbeddedType("Term"); e.Field("length").Property.Column != "length" || e.Field("length").Property.Index != -1 {
		t.Errorf("value object Term is %+v", e)
	}
	if e := model.Enum("Force"); !e.Has("NOT_STATED") || e.Has("not stated") || len(e.Names()) != 4 {
		t.Errorf("enum Force is %+v", e)
	}
	if u := load(t, small()).Union("Subject"); len(u.Nodes) != 3 {
		t.Errorf("union Subject is %+v", u)
	}
	if model.NodesOf("Outcome") != nil {
		t.Error("an enum has node types")
	}
}

// TestNames: plural and section have defaults, and the directives overrule them.
func TestNames(t *testing.T) {
	t.Parallel()
	model := load(t, schema.Files)
	for _, want := range []struct{ name, plural, section string }{
		{"Country", "countries", "country"},
		{"Rule", "rules", "rules"},
		{"LegalInstrument", "legalInstruments", "instruments"},
		{"HelpLine", "helpLines", "help_lines"},
	} {
		if n := model.Node(want.name); n.Plural != want.plural || n.Section != want.section {
			t.Errorf("%s has plural %q and section %q, want %q and %q", want.name, n.Plural, n.Section, want.plural, want.section)
		}
	}
}

// TestSeed: the words of seed files come from the directives, else from the names.
func TestSeed(t *testing.T) {
	t.Parallel()
	model := load(t, schema.Files)
	for _, test := range []struct {
		node, field string
		want        schema.Seed
	}{
		{"Service", "providers", schema.Seed{Key: "provided_by", Form: schema.RoleForm, Role: "PROVIDES"}},
		{"Service", "countsAs", schema.Seed{Key: "counts_as"}},
		{"Rule", "conditions", schema.Seed{Key: "if", Form: schema.Conditions}},
		{"Rule", "target", schema.Seed{Key: "target", Form: schema.Effect}},
		{"LegalInstrument", "provisions", schema.Seed{Key: "provisions", Form: schema.Owned}},
		{"LegalInstrument", "documentDatePrecision", schema.Seed{Key: "document_date_precision", Form: schema.Derived}},
	} {
		f := model.Node(test.node).Field(test.field)
		if diff := cmp.Diff(test.want, f.Seed); diff != "" {
			t.Errorf("seed of %s.%s (-want +got):\n%s", test.node, test.field, diff)
		}
		if r := f.Relationship; r != nil && r.Seed != f.Seed {
			t.Errorf("relationship %s.%s has another seed", test.node, test.field)
		}
	}
}

// TestWritten: what the SDL writes by hand is kept as it is declared.
func TestWritten(t *testing.T) {
	t.Parallel()
	model := load(t, small())
	assess := model.Queries[0]
	if assess.Name != "assess" || assess.Type != "Assessment!" || assess.Args[4].Default != "CHECKED" || assess.Args[4].Type != "Trust!" {
		t.Errorf("root field assess is %+v", assess)
	}
	if c := model.Computed[0]; c.Name != "Assessment" || c.Fields[3].Type != "[AssessmentResult!]!" || c.Fields[3].Description == "" {
		t.Errorf("computed type is %+v", c)
	}
	if in := model.Inputs[0]; in.Name != "PersonaInput" || in.Fields[3].Default != "1" {
		t.Errorf("input is %+v", in)
	}
}

// TestHash: the hash is of what the files say, and of nothing else.
func TestHash(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{"README": {Data: []byte("not read")}}
	paths, err := fs.Glob(small(), "*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		text, err := fs.ReadFile(small(), p)
		if err != nil {
			t.Fatal(err)
		}
		fsys[path.Base(p)] = &fstest.MapFile{Data: text}
	}
	before := load(t, fsys).Hash
	if want := load(t, small()).Hash; before != want || len(before) != 64 {
		t.Errorf("hash is %q, want %q", before, want)
	}
	fsys["base.graphql"].Data = append(fsys["base.graphql"].Data, "# a comment\n"...)
	if after := load(t, fsys).Hash; after == before {
		t.Error("another file has the same hash")
	}
}

// FuzzLoad: no text makes the reader fail in another way than by faults.
func FuzzLoad(f *testing.F) {
	cases, err := os.ReadDir("testdata/faults")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range cases {
		text, err := os.ReadFile("testdata/faults/" + c.Name())
		if err != nil {
			f.Fatal(err)
		}
		_, text2, _ := strings.Cut(string(text), "--\n")
		sdl, _, _ := strings.Cut(text2, "-- want --")
		f.Add(sdl)
	}
	base, err := os.ReadFile("testdata/base.graphql")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		model, err := schema.Load(fstest.MapFS{"base.graphql": {Data: base}, "x.graphql": {Data: []byte(text)}})
		if (model == nil) == (err == nil) {
			t.Errorf("Load gives model %v and error %v", model, err)
		}
	})
}
