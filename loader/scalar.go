package loader

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"waymark/schema"
)

// property reads a scalar, or a list of scalars.
func (c *checker) property(e *entry, f *schema.Field, v *value) {
	p := f.Property
	if p.List {
		e.props[p.Index] = c.scalars(e, f, v)
		return
	}
	if v.kind != words {
		c.refuse(e, f, v, "form", "", "%q takes one value", f.Seed.Key)
		return
	}
	if p.Type == schema.Date {
		c.date(e, f, v)
		return
	}
	stored, hint := scalar(p, v.text)
	if stored.IsNull() {
		c.refuse(e, f, v, "value", hint, "%q cannot be %q", f.Seed.Key, v.text)
		return
	}
	e.props[p.Index] = stored
}

func (c *checker) scalars(e *entry, f *schema.Field, v *value) schema.Value {
	var stored []schema.Value
	for _, item := range v.elements() {
		one, hint := scalar(f.Property, item.text)
		if item.kind != words || one.IsNull() {
			c.refuse(e, f, item, "value", hint, "%q cannot hold %q", f.Seed.Key, item.print())
			continue
		}
		stored = append(stored, one)
	}
	return listOf(stored)
}

// date reads a date, and keeps how exactly it is known where the type has a place
// for that: documentDatePrecision beside documentDate.
func (c *checker) date(e *entry, f *schema.Field, v *value) {
	d, ok := readDate(v.text)
	precision := e.node.Field(f.Name + "Precision")
	bounded := d.precision == "BEFORE" || d.precision == "AFTER"
	if !ok || bounded && precision == nil {
		hint := dateForms
		if precision == nil {
			hint = "write 2004, 2024-10 or 1998-07-25"
		}
		c.refuse(e, f, v, "date", hint, "%q is no date", v.text)
		return
	}
	e.props[f.Property.Index] = d.value()
	if f.Name == "knownTo" { // an end that is part of what is known
		e.props[f.Property.Index] = schema.Text(iso(d.last()))
	}
	if precision != nil {
		e.put(precision.Name, schema.Text(d.precision))
	}
}

// scalar reads one value by its type; null and a hint if the text is none.
func scalar(p *schema.Property, text string) (schema.Value, string) {
	if text == "" {
		return schema.Value{}, "leave it out"
	}
	switch p.Type {
	case schema.Int:
		n, err := strconv.ParseInt(text, 10, 32)
		return orNull(integer(n), err == nil), "write a whole number"
	case schema.Float:
		n, ok := plainNumber(strings.TrimPrefix(text, "-"), 1)
		if strings.HasPrefix(text, "-") {
			n = -n
		}
		return orNull(float(n), ok), "write a number"
	case schema.Boolean:
		return orNull(boolean(text == "true"), text == "true" || text == "false"), "write true or false"
	case schema.Date:
		d, ok := readDay(text)
		return orNull(d.value(), ok), "write 2004, 2024-10 or 1998-07-25"
	case schema.DateTime:
		return orNull(schema.Text(text), dateTimeForm.MatchString(text)), "write 2026-11-23T09:00:00Z"
	case schema.Duration:
		length, ok := readLength(text)
		return orNull(schema.Text(length), ok), "write 45 days, 6 months or 2 years"
	case schema.URI:
		return orNull(schema.Text(text), isAddress(text)), "write an absolute address: https://…"
	case schema.CountryCode:
		hint := countryFault(text)
		return orNull(schema.Text(text), hint == ""), hint
	case schema.EnumType:
		return enumValue(p.Enum, text)
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

var dateTimeForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.IsAbs() && (u.Host != "" || u.Opaque != "") && !strings.ContainsAny(text, " \t")
}

// enumValue reads a code as files write it: in lower case, with blanks or hyphens.
func enumValue(enum *schema.Enum, text string) (schema.Value, string) {
	var known []string
	for _, v := range enum.Values {
		word := lower(v.Name)
		if word == strings.NewReplacer("-", " ", "_", " ").Replace(text) {
			return schema.Text(v.Name), ""
		}
		known = append(known, word)
	}
	hint := "write " + oneOf(known)
	if near := didYouMean(text, known); near != "" {
		hint = near
	}
	return schema.Value{}, hint
}

// lower is a code as files write it: not stated.
func lower(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) }

// embedded reads a value object: as a text of its own form, or as a map of fields.
func (c *checker) embedded(e *entry, f *schema.Field, v *value) {
	cols, hint := c.columns(e, f, v)
	if cols == nil {
		if hint != "" {
			c.refuse(e, f, v, "value", hint, "%q cannot be %q", f.Seed.Key, v.print())
		}
		e.failed[f.Name] = true
		return
	}
	for _, inner := range f.Embedded.Fields {
		if stored, ok := cols[inner.Name]; ok && inner.Property != nil {
			e.props[inner.Property.Index] = stored
		}
	}
	if printed, ok := cols["printed"]; ok && printed.Text == "unknown" {
		c.summary.Unknown++
	}
}

// forms are the value objects that have a text form, with what to write.
var forms = map[string]struct {
	read func(string) (columns, bool)
	hint string
}{
	"Quantity": {readQuantity, "write 2,106, about 200, 500 to 600 a year, up to 12 or unknown"},
	"Money":    {readMoney, "write 700 EUR, about, or 6 to 6.5 million EUR a year"},
	"Term":     {readTerm, "write 6 months, about 2 years, at least 6 months, up to 5 years or {until: …}"},
	"Period":   {readPeriod, "write 2004 to 2011, 2013, 2007-08 or 2008-09-26"},
}

// columns gives the fields of a value object; nil and what to write, or nil and
// nothing if the fault is reported already.
func (c *checker) columns(e *entry, f *schema.Field, v *value) (columns, string) {
	form, ok := forms[f.Embedded.Type.Name]
	switch {
	case v.kind == words && ok:
		if cols, ok := form.read(v.text); ok {
			return cols, ""
		}
		return nil, form.hint
	case v.kind == words && f.Embedded.Type.Field("is") != nil:
		v = &value{kind: mapping, pos: v.pos, pairs: []pair{{"is", v.pos, v}}}
	case v.kind != mapping || f.Embedded.Type.Name == "Period":
		return nil, fmt.Sprintf("write %s", oneOf(embeddedKeys(f.Embedded)))
	}
	return c.embeddedMap(e, f, v), ""
}

func embeddedKeys(f *schema.EmbeddedField) []string {
	var keys []string
	for _, inner := range f.Fields {
		if inner.Name != "printed" {
			keys = append(keys, inner.Seed.Key)
		}
	}
	return keys
}

// embeddedMap reads a value object field by field; nil if one is wrong.
func (c *checker) embeddedMap(e *entry, f *schema.Field, v *value) columns {
	cols, right := columns{}, true
	for _, p := range v.pairs {
		inner := findEmbedded(f.Embedded, p.key)
		if inner == nil {
			c.fault(e, p.pos, "unknown-key", didYouMean(p.key, embeddedKeys(f.Embedded)), "%q is not known in %q", p.key, f.Seed.Key)
			right = false
			continue
		}
		some, hint := innerColumns(f.Embedded.Type.Name, inner, p.value)
		if some == nil {
			c.fault(e, p.value.pos, "value", hint, "%q in %q cannot be %q", p.key, f.Seed.Key, p.value.print())
			right = false
		}
		for name, stored := range some {
			cols[name] = stored
		}
	}
	if !right {
		return nil
	}
	for _, inner := range f.Embedded.Fields {
		if _, ok := cols[inner.Name]; !ok && inner.NonNull {
			c.fault(e, v.pos, "missing", "", "%q in %q is missing", inner.Seed.Key, f.Seed.Key)
			return nil
		}
	}
	if findEmbedded(f.Embedded, "printed") != nil {
		cols["printed"] = schema.Text(v.print())
	}
	return cols
}

func findEmbedded(f *schema.EmbeddedField, key string) *schema.Field {
	for _, inner := range f.Fields {
		if inner.Seed.Key == key {
			return inner
		}
	}
	return nil
}

// innerColumns reads one field of a value object; two have words of their own.
func innerColumns(object string, inner *schema.Field, v *value) (columns, string) {
	if v.kind != words {
		return nil, "write one value"
	}
	switch object + "." + inner.Name {
	case "Renewal.times":
		if cols, ok := readTimes(v.text); ok {
			return cols, ""
		}
		return nil, "write once, twice, a number or unlimited"
	case "Term.length":
		cols, ok := readTerm(v.text)
		if !ok {
			return nil, "write 6 months or about 2 years"
		}
		return cols, ""
	}
	stored, hint := scalar(inner.Property, v.text)
	if stored.IsNull() {
		return nil, hint
	}
	return columns{inner.Name: stored}, ""
}
