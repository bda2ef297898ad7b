package plan

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"waymark/schema"
)

// token is a leaf as written.
type token struct {
	kind tokenKind
	raw  string
	json bool // from a variable: enums are strings there
}

type tokenKind uint8

const (
	tokenOther tokenKind = iota
	tokenInt
	tokenFloat
	tokenString
	tokenBool
	tokenEnum
)

// shownText bounds the text of a value in a message.
const shownText = 40

// String shows the value to the person who wrote it.
func (t token) String() string {
	if t.kind != tokenString {
		return t.raw
	}
	text := []rune(t.raw)
	if len(text) > shownText {
		return strconv.Quote(string(text[:shownText]) + "…")
	}
	return strconv.Quote(t.raw)
}

// maxExact is the largest integer that a float keeps apart from its neighbours.
const maxExact = 1<<53 - 1

// numberToken reads a JSON number. JSON does not tell 1 from 1.0, and some
// decoders make every number a float: a whole number is an integer.
func numberToken(raw string) token {
	t := token{kind: tokenFloat, raw: raw, json: true}
	if isInteger(raw) {
		t.kind = tokenInt
		return t
	}
	if f, err := strconv.ParseFloat(raw, 64); err == nil && f == math.Trunc(f) && math.Abs(f) <= maxExact {
		return token{kind: tokenInt, raw: strconv.FormatFloat(f, 'f', -1, 64), json: true}
	}
	return t
}

func formatFloat(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

func isInteger(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// scalar coerces a leaf to a scalar type. A hint that is not empty says what
// should have been written instead.
func scalar(name string, t token) (v schema.Value, hint string) {
	switch name {
	case "Int":
		return integer(t)
	case "Float":
		return float(t)
	case "Boolean":
		if t.kind != tokenBool {
			return v, "true or false"
		}
		return schema.Value{Kind: schema.BoolValue, Bool: t.raw == "true"}, ""
	case "ID":
		if t.kind != tokenString && t.kind != tokenInt {
			return v, "a string"
		}
		return schema.Text(t.raw), ""
	}
	if name == "CountryCode" && t.kind == tokenEnum {
		t.kind = tokenString // a code looks like a word of an enum, and may be written as one
	}
	if t.kind != tokenString {
		if _, hint = text(name, ""); hint == "" {
			hint = "a string"
		}
		return v, hint
	}
	normal, hint := text(name, t.raw)
	return schema.Text(normal), hint
}

func integer(t token) (v schema.Value, hint string) {
	n, err := strconv.ParseInt(t.raw, 10, 32)
	if t.kind != tokenInt || err != nil {
		return v, "a whole number from -2147483648 to 2147483647"
	}
	return schema.Value{Kind: schema.IntValue, Int: n}, ""
}

func float(t token) (v schema.Value, hint string) {
	f, err := strconv.ParseFloat(t.raw, 64)
	if t.kind != tokenInt && t.kind != tokenFloat || err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return v, "a number"
	}
	if f == 0 {
		f = 0 // no negative zero
	}
	return schema.Value{Kind: schema.FloatValue, Float: f}, ""
}

// text coerces the scalars that JSON has as strings.
func text(name, s string) (normal, hint string) {
	switch name {
	case "Date":
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return "", `a day that the calendar has, as in "2013-05-01"`
		}
	case "DateTime":
		moment, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			return "", `a moment with its time zone, as in "2013-05-01T09:30:00Z"`
		}
		return moment.UTC().Format(time.RFC3339Nano), ""
	case "Duration":
		if !isDuration(s) {
			return "", `an ISO 8601 duration, as in "P6M"`
		}
	case "URI":
		if u, err := url.Parse(s); err != nil || !u.IsAbs() || u.Host == "" && u.Opaque == "" && u.Path == "" {
			return "", `an absolute address, as in "https://example.org/law"`
		}
	case "CountryCode":
		return country(s)
	}
	return s, ""
}

// country accepts small letters, and UK, which ISO 3166-1 only reserves.
func country(s string) (normal, hint string) {
	normal = strings.ToUpper(s)
	if len(s) != 2 || strings.Trim(normal, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", `the two letters of ISO 3166-1, as in "IT"`
	}
	if normal == "UK" {
		return "GB", ""
	}
	return normal, ""
}

// isDuration reports whether s is an ISO 8601 duration: P, then numbers with the
// letters Y, M, W, D, and after T with H, M, S, each at most once and in order.
func isDuration(s string) bool {
	rest, ok := strings.CutPrefix(s, "P")
	if !ok {
		return false
	}
	date, clock, timed := strings.Cut(rest, "T")
	return units(date, "YMWD") && units(clock, "HMS") && (date != "" || clock != "") && timed == (clock != "")
}

// units reports whether s is a row of numbers, each with one of the letters, in
// their order.
func units(s, letters string) bool {
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if digits == 0 || digits == len(s) {
			return false
		}
		place := strings.IndexByte(letters, s[digits])
		if place < 0 {
			return false
		}
		letters, s = letters[place+1:], s[digits+1:]
	}
	return true
}

var _ fmt.Stringer = token{}
