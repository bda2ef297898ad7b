package plan_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"waymark/graph/plan"
	"waymark/graph/storetest"
	"waymark/schema"
)

// inputs are operations that take one value of a type, as a literal or, where the
// text begins with $, as a variable.
var inputs = map[string]string{
	"Int":                 `query @ { provisions(where: {position: {eq: ?}}) { id } }`,
	"Float":               `query @ { permitTypes(where: {fee: {eq: ?}}) { id } }`,
	"Boolean":             `query @ { permitTypes(where: {showsTrafficking: {eq: ?}}) { id } }`,
	"String":              `query @ { findings(where: {text: {eq: ?}}) { id } }`,
	"ID":                  `query @ { findings(where: {id: {eq: ?}}) { id } }`,
	"[ID!]":               `query @ { findings(where: {id: {in: ?}}) { id } }`,
	"Date":                `query @ { services(asOf: ?) { id } }`,
	"DateTime":            `query @ { permitTypes(where: {checkedAt: {lt: ?}}) { id } }`,
	"Duration":            `query @ { services(where: {duration: {length: {eq: ?}}}) { id } }`,
	"URI":                 `query @ { organizations(where: {url: {eq: ?}}) { id } }`,
	"CountryCode":         `query @ { countries(where: {code: {eq: ?}}) { id } }`,
	"Sector":              `query @ { organizations(where: {sector: {eq: ?}}) { id } }`,
	"[OrganizationSort!]": `query @ { organizations(where: {id: {eq: "x"}}, sort: ?) { id } }`,
	"OrganizationWhere":   `query @ { organizations(where: ?) { id } }`,
}

// coerced builds the operation for a type without validating it, and gives its
// only argument.
func coerced(t *testing.T, planner *plan.Planner, typ, value string, v any) (schema.Value, error) {
	t.Helper()
	query := strings.ReplaceAll(inputs[typ], "?", value)
	head := ""
	if value == "$v" {
		head = "($v: " + typ + ")"
	}
	query = strings.ReplaceAll(query, "@", head)
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	_, args, err := planner.Build(doc.Operations[0], doc, map[string]any{"v": v})
	if err != nil {
		errorsJSON(t, err)
		return schema.Value{}, err
	}
	if len(args) != 1 {
		t.Fatalf("%s has args %v", query, args)
	}
	return args[0], nil
}

func real(f float64) schema.Value { return schema.Value{Kind: schema.FloatValue, Float: f} }
func truth(b bool) schema.Value   { return schema.Value{Kind: schema.BoolValue, Bool: b} }

type sector string

// TestCoerce writes each value as a literal and as JSON, in every form that a
// decoder may give it. An absent want means that it must be refused.
func TestCoerce(t *testing.T) {
	t.Parallel()
	planner := plan.New(storetest.Model(t), storetest.Public(t), plan.Config{})
	text, num, none := schema.Text, number, schema.Value{}
	tests := []struct {
		typ     string
		literal string // empty: no literal has this form
		json    []any
		want    schema.Value
	}{
		{"Int", `5`, []any{5, int8(5), uint(5), int64(5), 5.0, float32(5), json.Number("5"), json.Number("5.0"), json.Number("5e0")}, num(5)},
		{"Int", `-2147483648`, []any{math.MinInt32, json.Number("-2147483648")}, num(math.MinInt32)},
		{"Int", `2147483648`, []any{math.MaxInt32 + 1, json.Number("2147483648"), 1e300, json.Number("1e400")}, none},
		{"Int", `5.0`, []any{5.5, json.Number("5.5"), math.NaN(), math.Inf(1)}, none},
		{"Int", `"5"`, []any{"5"}, none},
		{"Int", `true`, []any{true}, none},
		{"Float", `5`, []any{5, 5.0, json.Number("5"), uint8(5)}, real(5)},
		{"Float", `5.5e-1`, []any{0.55, json.Number("0.55"), json.Number("5.5e-1")}, real(0.55)},
		{"Float", `-0`, []any{json.Number("-0"), json.Number("-0.0"), math.Copysign(0, -1)}, real(0)},
		{"Float", `1e400`, []any{json.Number("1e400"), math.Inf(-1), math.NaN()}, none},
		{"Float", `"5"`, []any{"5", false}, none},
		{"Boolean", `true`, []any{true}, truth(true)},
		{"Boolean", `false`, []any{false}, truth(false)},
		{"Boolean", `"true"`, []any{"true", 1, json.Number("0")}, none},
		{"Boolean", `1`, nil, none},
		{"String", `"a\n\"é"`, []any{"a\n\"é"}, text("a\n\"é")},
		{"String", `"""
			block
			"""`, nil, text("block")},
		{"String", `5`, []any{5, true, json.Number("5"), []any{"a", "b"}, map[string]any{}, struct{}{}}, none},
		{"String", `ENUM`, nil, none},
		{"ID", `"IT:x"`, []any{"IT:x"}, text("IT:x")},
		{"ID", `12345678901234567890`, []any{json.Number("12345678901234567890"), uint64(12345678901234567890)}, text("12345678901234567890")},
		{"ID", `7`, []any{7, 7.0, json.Number("7")}, text("7")},
		{"ID", `7.5`, []any{7.5, true, 1e300, []any{}}, none},
		{"[ID!]", `["a", 7]`, []any{[]any{"a", json.Number("7")}, []any{"a", 7}, []string{"a", "7"}, [2]string{"a", "7"}}, schema.Texts("a", "7")},
		{"[ID!]", `"a"`, []any{"a", []string{"a"}, []any{"a"}}, schema.Texts("a")},
		{"[ID!]", `["a", null]`, []any{[]any{"a", nil}, []any{[]any{"a"}}, []any{true}}, none},
		{"Date", `"2012-02-29"`, []any{"2012-02-29"}, text("2012-02-29")},
		{"Date", `"2013-02-29"`, []any{"2013-02-29", "2013-5-1", "2013-05-01T00:00:00Z", "", " 2013-05-01", "20130501", 20130501}, none},
		{"Date", `{a: 1}`, []any{map[string]any{"a": 1}, []any{"2012-02-29"}}, none},
		{"DateTime", `"2013-05-01T09:30:00Z"`, []any{"2013-05-01T09:30:00Z", "2013-05-01T11:30:00+02:00", "2013-05-01T09:30:00.000Z"}, text("2013-05-01T09:30:00Z")},
		{"DateTime", `"2013-05-01"`, []any{"2013-05-01", "2013-05-01T09:30:00", "2013-05-01 09:30:00Z", 1367400600}, none},
		{"Duration", `"P1Y6M"`, []any{"P1Y6M"}, text("P1Y6M")},
		{"Duration", `"P1W"`, []any{"P1W"}, text("P1W")},
		{"Duration", `"P1DT12H30M"`, []any{"P1DT12H30M"}, text("P1DT12H30M")},
		{"Duration", `"P"`, []any{"", "P", "PT", "P1", "P1H", "PT1D", "P1M1Y", "P1M1M", "1Y", "P1DT", "p6m", "P-1D", "P1.5D", 6}, none},
		{"URI", `"https://example.org/a?b=1#c"`, []any{"https://example.org/a?b=1#c"}, text("https://example.org/a?b=1#c")},
		{"URI", `"urn:nir:stato"`, []any{"urn:nir:stato"}, text("urn:nir:stato")},
		{"URI", `"example.org"`, []any{"example.org", "/a", "", "https://", "http://[", 5}, none},
		{"CountryCode", `"IT"`, []any{"IT", "it", "It"}, text("IT")},
		{"CountryCode", `"UK"`, []any{"UK", "uk", "GB"}, text("GB")},
		{"CountryCode", `"ITA"`, []any{"ITA", "I", "", "I1", "ÉT", "ſt", 39}, none},
		{"CountryCode", `UK`, nil, text("GB")},
		{"CountryCode", `ITA`, nil, none},
		{"CountryCode", `true`, []any{true}, none},
		{"Sector", `PUBLIC`, []any{"PUBLIC", sector("PUBLIC"), ptr("PUBLIC")}, text("PUBLIC")},
		{"Sector", `"PUBLIC"`, []any{"public", "Public", "", "NEITHER", 0, true}, none},
		{"Sector", `NEITHER`, nil, none},
		{"[OrganizationSort!]", `{name: ASC}`, []any{map[string]any{"name": "ASC"}, []map[string]string{{"name": "ASC"}}}, text("x")},
		{"[OrganizationSort!]", `[]`, []any{nil, []any{}, (*string)(nil)}, text("x")},
		{"[OrganizationSort!]", `{nmae: ASC}`, []any{map[string]any{"nmae": "ASC"}, "name", map[string]any{"name": "UP"}, map[int]any{1: "ASC"}}, none},
		{"OrganizationWhere", `{id: {eq: "a"}}`, []any{map[string]any{"id": map[string]any{"eq": "a"}}, map[string]map[string]string{"id": {"eq": "a"}}}, text("a")},
		{"OrganizationWhere", `{nam: {eq: "a"}}`, []any{map[string]any{"__typename": "x"}, "x", []any{}, map[string]any{"and": []any{nil}}, map[string]any{"id": "a"}}, none},
	}
	for _, test := range tests {
		if test.literal != "" {
			got, err := coerced(t, planner, test.typ, test.literal, nil)
			check(t, test.typ+" "+test.literal, got, err, test.want)
		}
		for _, v := range test.json {
			got, err := coerced(t, planner, test.typ, "$v", v)
			check(t, test.typ+" from "+strings.TrimSpace(cmp.Diff(nil, v)), got, err, test.want)
		}
	}
}

func ptr(s string) *string { return &s }

func check(t *testing.T, what string, got schema.Value, err error, want schema.Value) {
	t.Helper()
	if refused := want.IsNull(); refused != (err != nil) {
		t.Errorf("%s = %v, %v, want refused = %t", what, got, err, refused)
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
