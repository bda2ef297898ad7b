package bulk

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"waymark/schema"
)

// value reads one property. It reports what is wrong, and gives null then.
func (n *reading) value(p *schema.Property, v item) schema.Value {
	if !p.List {
		return n.scalar(p, v)
	}
	if v.kind != list {
		n.fault(v.pos, "value", "", "%q takes a list, not %s", p.Name, v.kind)
		return schema.Value{}
	}
	values := schema.Value{Kind: schema.ListValue}
	for _, one := range v.items {
		if stored := n.scalar(p, one); !stored.IsNull() {
			values.List = append(values.List, stored)
		}
	}
	return values
}

// scalar reads one value by its type.
func (n *reading) scalar(p *schema.Property, v item) schema.Value {
	want, hint := words, ""
	switch p.Type {
	case schema.Int, schema.Float:
		want, hint = number, "write a number, without quotation marks"
	case schema.Boolean:
		want, hint = boolean, "write true or false, without quotation marks"
	}
	if v.kind != want {
		n.fault(v.pos, "value", hint, "%q takes %s, not %s", p.Name, want, v.kind)
		return schema.Value{}
	}
	stored, hint := stored(p, v.text)
	if stored.IsNull() {
		n.fault(v.pos, "value", hint, "%q cannot be %q", p.Name, v.text)
	}
	return stored
}

var (
	dateTimeForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)
	durationForm = regexp.MustCompile(`^P(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(\d+H)?(\d+M)?(\d+S)?)?$`)
)

// stored gives the value that a text stands for; null and a hint if it is none.
func stored(p *schema.Property, text string) (schema.Value, string) {
	switch p.Type {
	case schema.Int:
		i, err := strconv.ParseInt(text, 10, 32)
		return orNull(schema.Value{Kind: schema.IntValue, Int: i}, err == nil), "write a whole number"
	case schema.Float:
		f, err := strconv.ParseFloat(text, 64)
		return orNull(schema.Value{Kind: schema.FloatValue, Float: f}, err == nil), "write a number"
	case schema.Boolean:
		return orNull(schema.Value{Kind: schema.BoolValue, Bool: text == "true"}, text == "true" || text == "false"), "write true or false"
	case schema.Date:
		return orNull(schema.Text(text), isDay(text)), "write 1998-07-25"
	case schema.DateTime:
		return orNull(schema.Text(text), dateTimeForm.MatchString(text)), "write 2026-11-23T09:00:00Z"
	case schema.Duration:
		return orNull(schema.Text(text), durationForm.MatchString(text) && !strings.HasSuffix(text, "P") && !strings.HasSuffix(text, "T")), "write P45D, P6M or P2Y"
	case schema.URI:
		return orNull(schema.Text(text), isAddress(text)), "write an absolute address: https://…"
	case schema.CountryCode:
		return orNull(schema.Text(text), isCountry(text)), "write an ISO 3166-1 code in capitals, such as IT"
	case schema.EnumType:
		return code(p.Enum, text)
	case schema.ID:
		return orNull(schema.Text(text), text != ""), "write an id"
	default:
		return schema.Text(text), ""
	}
}

func orNull(v schema.Value, ok bool) schema.Value {
	if !ok {
		return schema.Value{}
	}
	return v
}

// code reads a code of an enum, which files of programs write as GraphQL does.
func code(enum *schema.Enum, text string) (schema.Value, string) {
	var known []string
	for _, v := range enum.Values {
		if v.Name == text {
			return schema.Text(text), ""
		}
		known = append(known, v.Name)
	}
	if near := didYouMean(text, known); near != "" {
		return schema.Value{}, near
	}
	return schema.Value{}, "write " + strings.Join(known, ", ")
}

func didYouMean(name string, known []string) string {
	if near := schema.Suggest(name, known); near != "" {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	return ""
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.IsAbs() && (u.Host != "" || u.Opaque != "") && !strings.ContainsAny(text, " \t")
}

func isCountry(code string) bool {
	region, err := language.ParseRegion(code)
	return err == nil && region.IsCountry() && region.String() == code && len(code) == 2
}
