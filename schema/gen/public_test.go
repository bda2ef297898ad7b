package gen_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
	"waymark/schema/gen"
)

// smallModel is the SDL of the stores' tests: every shape once.
func smallModel(t *testing.T) *schema.Schema {
	t.Helper()
	model, err := schema.Load(os.DirFS("../../graph/storetest/testdata/schema"))
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// wholeModel is the SDL of this project.
func wholeModel(t *testing.T) *schema.Schema {
	t.Helper()
	model, err := schema.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func parse(t *testing.T, text string) *ast.Schema {
	t.Helper()
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return public
}

// own gives the definitions that are not GraphQL's own, by name.
func own(public *ast.Schema) []*ast.Definition {
	var list []*ast.Definition
	for _, d := range public.Types {
		if !d.BuiltIn {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b *ast.Definition) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// TestPublicDescribed: whatever a client can see says what it is.
func TestPublicDescribed(t *testing.T) {
	t.Parallel()
	for _, text := range []string{gen.Public(smallModel(t), ""), gen.Public(wholeModel(t), gen.Persona(asked()))} {
		for _, d := range own(parse(t, text)) {
			need := func(description, name string) {
				if description == "" {
					t.Errorf("%s has no description", name)
				}
			}
			need(d.Description, d.Name)
			for _, f := range d.Fields {
				if strings.HasPrefix(f.Name, "__") {
					continue
				}
				need(f.Description, d.Name+"."+f.Name)
				for _, a := range f.Arguments {
					need(a.Description, d.Name+"."+f.Name+"."+a.Name)
				}
			}
			for _, v := range d.EnumValues {
				need(v.Description, d.Name+"."+v.Name)
			}
		}
	}
}

// TestPublicHidesStorage: how the graph is stored is not for clients.
func TestPublicHidesStorage(t *testing.T) {
	t.Parallel()
	public := parse(t, gen.Public(wholeModel(t), gen.Persona(asked())))
	for name := range parse(t, "type Query { a: Int }").Directives {
		delete(public.Directives, name)
	}
	for name := range public.Directives {
		t.Errorf("directive @%s is public", name)
	}
	for _, d := range own(public) {
		if len(d.Directives) > 0 || d.Name == "SeedForm" || d.Name == "RelationshipDirection" {
			t.Errorf("%s shows how the graph is stored", d.Name)
		}
		for _, f := range d.Fields {
			if len(f.Directives) > 0 {
				t.Errorf("%s.%s shows how the graph is stored", d.Name, f.Name)
			}
		}
	}
}

// signature writes a field with its arguments on one line.
func signature(f *ast.FieldDefinition) string {
	text := f.Name
	if len(f.Arguments) > 0 {
		var args []string
		for _, a := range f.Arguments {
			arg := a.Name + ": " + a.Type.String()
			if a.DefaultValue != nil {
				arg += " = " + a.DefaultValue.String()
			}
			args = append(args, arg)
		}
		text += "(" + strings.Join(args, ", ") + ")"
	}
	text += ": " + f.Type.String()
	if f.DefaultValue != nil {
		text += " = " + f.DefaultValue.String()
	}
	return text
}

// TestPublicShapes: each shape of the SDL has its fields, arguments and inputs.
// A line with dots stands for those that are not told.
func TestPublicShapes(t *testing.T) {
	t.Parallel()
	public := parse(t, gen.Public(smallModel(t), ""))
	for _, test := range publicShapes {
		t.Run(test.name, func(t *testing.T) {
			d := public.Types[test.name]
			if d == nil {
				t.Fatalf("type %s is missing", test.name)
			}
			var got []string
			for _, f := range d.Fields {
				if slices.ContainsFunc(test.want, func(w string) bool { return strings.HasPrefix(w, f.Name+"(") || strings.HasPrefix(w, f.Name+":") }) || !slices.Contains(test.want, "…") {
					got = append(got, signature(f))
				}
			}
			want := slices.DeleteFunc(slices.Clone(test.want), func(w string) bool { return w == "…" })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.name, diff)
			}
		})
	}
}

const (
	listArgs = "limit: Int, offset: Int, asOf: Date"
	pageArgs = "first: Int, after: String, last: Int, before: String, asOf: Date"
)

var publicShapes = []struct {
	name string
	want []string
}{
	{"Query", []string{
		"…",
		"country(id: ID, code: CountryCode, asOf: Date): Country",
		"countries(where: CountryWhere, sort: [CountrySort!], " + listArgs + "): [Country!]!",
		"countriesConnection(where: CountryWhere, sort: [CountrySort!], " + pageArgs + "): CountryConnection!",
		"service(id: ID, asOf: Date): Service",
		"legalInstrument(id: ID, celex: String, asOf: Date): LegalInstrument",
		"permitTypes(where: PermitTypeWhere, sort: [PermitTypeSort!], " + listArgs + "): [PermitType!]!",
		"entitlements(where: EntitlementWhere, sort: [EntitlementSort!], " + listArgs + "): [Entitlement!]!",
		"entitlementsConnection(where: EntitlementWhere, sort: [EntitlementSort!], " + pageArgs + "): EntitlementConnection!",
		"node(id: ID!, asOf: Date): Node",
		"nodes(ids: [ID!]!, asOf: Date): [Node!]!",
		"assess(country: CountryCode!, persona: PersonaInput!, entitlements: [ID!], asOf: Date, trust: Trust! = CHECKED): Assessment!",
	}},
	{"Organization", []string{
		"id: ID!", "jurisdiction: String!", "name(lang: Language): String!", "sector: Sector", "speaks: [Language!]!", "tags: [String!]!",
		"url: URI", "members: Quantity", "isClass: Boolean!", "unitOf(asOf: Date): Organization",
		"units(where: OrganizationWhere, sort: [OrganizationSort!], " + listArgs + "): [Organization!]!",
		"services(where: ServiceWhere, sort: [ServiceSort!], " + listArgs + "): [Service!]!",
		"servicesConnection(where: ServiceWhere, sort: [ServiceSort!], " + pageArgs + "): ServiceConnection!",
		"country(asOf: Date): Country",
	}},
	{"Finding", []string{
		"id: ID!", "jurisdiction: String!", "text: String!", "about(" + listArgs + "): [Subject!]!", "mainly(asOf: Date): Subject", "in(asOf: Date): Node",
	}},
	{"Provision", []string{"…", "instrument(asOf: Date): LegalInstrument!"}},
	{"Entitlement", []string{"…", "name(lang: Language): String!", "legalBasis(where: ProvisionWhere, sort: [ProvisionSort!], " + listArgs + "): [Provision!]!"}},
	{"Term", []string{"length: Duration", "bound: TermBound", "until: String"}},
	{"Assessment", []string{"asOf: Date!", "country: Country!", "about: Subject", "results: [AssessmentResult!]!"}},
	{"PersonaInput", []string{"age: Int", "holds: [ID!]", "nationality: [Nationality!]", "certainty: Float = 1", "with: PersonaInput"}},
	{"ServiceConnection", []string{"edges: [ServiceEdge!]!", "pageInfo: PageInfo!", "totalCount: Int!"}},
	{"ServiceEdge", []string{"cursor: String!", "node: Service!"}},
	{"PageInfo", []string{"hasNextPage: Boolean!", "hasPreviousPage: Boolean!", "startCursor: String", "endCursor: String"}},
	{"OrganizationWhere", []string{
		"id: IDFilter", "jurisdiction: StringFilter", "name: StringFilter", "sector: SectorFilter", "speaks: LanguageListFilter",
		"tags: StringListFilter", "url: URIFilter", "members: QuantityWhere", "isClass: BooleanFilter", "unitOf: OrganizationWhere",
		"units: OrganizationRelated", "services: ServiceRelated", "country: CountryWhere",
		"and: [OrganizationWhere!]", "or: [OrganizationWhere!]", "not: OrganizationWhere",
	}},
	{"FindingWhere", []string{ // nothing through a union
		"id: IDFilter", "jurisdiction: StringFilter", "text: StringFilter", "in: NodeWhere",
		"and: [FindingWhere!]", "or: [FindingWhere!]", "not: FindingWhere",
	}},
	{"EntitlementWhere", []string{
		"id: IDFilter", "jurisdiction: StringFilter", "name: StringFilter", "country: CountryWhere", "legalBasis: ProvisionRelated", "givenBy: PermitTypeRelated",
		"and: [EntitlementWhere!]", "or: [EntitlementWhere!]", "not: EntitlementWhere",
	}},
	{"TermWhere", []string{
		"length: DurationFilter", "bound: TermBoundFilter", "until: StringFilter", "and: [TermWhere!]", "or: [TermWhere!]", "not: TermWhere",
	}},
	{"ServiceRelated", []string{"some: ServiceWhere", "none: ServiceWhere", "all: ServiceWhere", "single: ServiceWhere"}},
	{"OrganizationSort", []string{ // no lists, no relationships
		"id: SortDirection", "jurisdiction: SortDirection", "name: SortDirection", "sector: SortDirection", "url: SortDirection",
		"members: QuantitySort", "isClass: SortDirection",
	}},
	{"TermSort", []string{"bound: SortDirection", "until: SortDirection"}}, // a length has no order
	{"StringFilter", []string{"eq: String", "in: [String!]", "contains: String", "startsWith: String", "endsWith: String"}},
	{"DateFilter", []string{"eq: Date", "in: [Date!]", "lt: Date", "lte: Date", "gt: Date", "gte: Date"}},
	{"DurationFilter", []string{"eq: Duration", "in: [Duration!]"}},
	{"SectorFilter", []string{"eq: Sector", "in: [Sector!]"}},
	{"BooleanFilter", []string{"eq: Boolean"}},
	{"ServiceKindListFilter", []string{"includes: ServiceKind"}},
}

// TestPublicUnused: what nothing uses is not there.
func TestPublicUnused(t *testing.T) {
	t.Parallel()
	public := parse(t, gen.Public(smallModel(t), ""))
	for _, name := range []string{"SubjectWhere", "SubjectConnection", "DatedWhere", "NodeRelated", "TermRelated", "OutcomeFilter", "ServiceKindFilter", "AssessmentWhere"} {
		if public.Types[name] != nil {
			t.Errorf("type %s is there, and nothing can use it", name)
		}
	}
}

// TestPublicRepeats: the same model gives the same text.
func TestPublicRepeats(t *testing.T) {
	t.Parallel()
	if a, b := gen.Public(wholeModel(t), ""), gen.Public(wholeModel(t), ""); a != b {
		t.Error("Public gives two texts for one model")
	}
}

func BenchmarkPublic(b *testing.B) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		gen.Public(model, "")
	}
}
