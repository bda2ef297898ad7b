package loader

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/currency"

	"waymark/schema"
)

// The forms of values that are written as people say them. Each reader gives the
// stored columns of its value object, relative to the field, and a complaint in
// words if the text says nothing that it understands.

// columns are values by the name of an embedded type's field.
type columns map[string]schema.Value

// date is a day and how exactly it is known.
type date struct {
	day       time.Time
	precision string // a DatePrecision: DAY, MONTH, YEAR, BEFORE, AFTER
}

func (d date) value() schema.Value { return schema.Text(iso(d.day)) }

func iso(t time.Time) string { return t.Format(time.DateOnly) }

// next is the first day after what was printed: 2013 for 2012, 2 May for 1 May.
func (d date) next() time.Time {
	switch d.precision {
	case "YEAR":
		return d.day.AddDate(1, 0, 0)
	case "MONTH":
		return d.day.AddDate(0, 1, 0)
	default:
		return d.day.AddDate(0, 0, 1)
	}
}

// last is the last day of what was printed: 31 May for May.
func (d date) last() time.Time { return d.next().AddDate(0, 0, -1) }

const dateForms = "write 2004, 2024-10, 1998-07-25, before 2013 or after 2013"

// readDate reads a date as exact as it is known. The stored day is the first of
// what was printed; `after 2013` stores 2014-01-01, the first day that it may be.
func readDate(text string) (date, bool) {
	if rest, ok := strings.CutPrefix(text, "before "); ok {
		d, ok := readDay(rest)
		d.precision = "BEFORE"
		return d, ok
	}
	if rest, ok := strings.CutPrefix(text, "after "); ok {
		d, ok := readDay(rest)
		return date{d.next(), "AFTER"}, ok
	}
	return readDay(text)
}

func readDay(text string) (date, bool) {
	for _, form := range []struct{ layout, precision string }{
		{time.DateOnly, "DAY"}, {"2006-01", "MONTH"}, {"2006", "YEAR"},
	} {
		if day, err := time.Parse(form.layout, text); err == nil && day.Year() >= 1000 {
			return date{day, form.precision}, true
		}
	}
	return date{}, false
}

// readPeriod reads 2004 to 2011, a year, a month or a day; both ends are part of
// the period as printed, the stored end is the day after.
func readPeriod(text string) (columns, bool) {
	from, to, between := strings.Cut(text, " to ")
	if !between {
		to = from
	}
	begin, ok1 := readDay(from)
	end, ok2 := readDay(to)
	if !ok1 || !ok2 || end.day.Before(begin.day) {
		return nil, false
	}
	return columns{
		"from": begin.value(), "fromPrecision": schema.Text(begin.precision),
		"to": schema.Text(iso(end.next())), "toPrecision": schema.Text(end.precision),
		"printed": schema.Text(text),
	}, true
}

var (
	lengthForm   = regexp.MustCompile(`^(\d+) (day|week|month|year)s?$`)
	durationForm = regexp.MustCompile(`^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$`)
)

// readLength reads 6 months, or P6M as it is.
func readLength(text string) (string, bool) {
	if durationForm.MatchString(text) && text != "P" {
		return text, true
	}
	m := lengthForm.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return "P" + strings.TrimLeft(m[1], "0") + strings.ToUpper(m[2][:1]), strings.TrimLeft(m[1], "0") != ""
}

var bounds = []struct{ words, bound string }{
	{"about ", "ABOUT"}, {"at least ", "AT_LEAST"}, {"up to ", "UP_TO"}, {"", "EXACT"},
}

// readTerm reads about 2 years, at least 6 months, up to 5 years, 45 days.
func readTerm(text string) (columns, bool) {
	for _, b := range bounds {
		rest, ok := strings.CutPrefix(text, b.words)
		if !ok {
			continue
		}
		length, ok := readLength(rest)
		return columns{
			"length": schema.Text(length), "bound": schema.Text(b.bound), "printed": schema.Text(text),
		}, ok
	}
	return nil, false
}

var (
	perForm   = regexp.MustCompile(`^(.*?) (?:a|per|each|every) (day|week|month|year)$`)
	scaleForm = regexp.MustCompile(`^(.*?) (thousand|million|billion)$`)
	rangeForm = regexp.MustCompile(`^(\S+) to (\S+)$`)
	plainForm = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d+)?$`)
	moneyForm = regexp.MustCompile(`\b[A-Z]{3}\b`)
)

var vague = []string{"about ", "some ", "approximately ", "average "}

// readQuantity reads 500 to 600 a year, about 200, up to 12, more than 40,
// 2,106, 59, derived. `unknown` is a number of which only the existence is told.
func readQuantity(text string) (columns, bool) {
	cols := columns{"printed": schema.Text(text)}
	if text == "unknown" {
		return cols, true
	}
	return cols, cols.number(text)
}

// readMoney reads 6 to 6.5 million EUR a year, average; 700 EUR, about.
func readMoney(text string) (columns, bool) {
	cols := columns{"printed": schema.Text(text)}
	if text == "unknown" {
		return cols, true
	}
	code := moneyForm.FindString(text)
	if _, err := currency.ParseISO(code); err != nil {
		return cols, false
	}
	cols["currency"] = schema.Text(code)
	number := strings.Join(strings.Fields(strings.Replace(text, code, " ", 1)), " ")
	return cols, cols.number(strings.ReplaceAll(number, " ,", ","))
}

// number reads bounds, per, scale and the words around them.
func (cols columns) number(text string) bool {
	text, tail, _ := strings.Cut(text, ", ")
	for _, word := range strings.Split(tail, ", ") {
		switch word {
		case "":
		case "about", "average", "approximately":
			cols["about"] = boolean(true)
		case "derived":
			cols["derived"] = boolean(true)
		default:
			return false
		}
	}
	for _, word := range vague {
		if rest, ok := strings.CutPrefix(text, word); ok {
			cols["about"], text = boolean(true), rest
		}
	}
	if m := perForm.FindStringSubmatch(text); m != nil {
		cols["per"], text = schema.Text(strings.ToUpper(m[2])), m[1]
	}
	scale := 1.0
	if m := scaleForm.FindStringSubmatch(text); m != nil {
		scale, text = map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9}[m[2]], m[1]
	}
	return cols.bounds(text, scale)
}

func (cols columns) bounds(text string, scale float64) bool {
	for _, b := range []struct {
		words, column string
		step          float64 // more than 40 allows 41 and up; of 1.2 million nobody knows the next
	}{
		{"up to ", "high", 0}, {"at most ", "high", 0}, {"fewer than ", "high", -1}, {"less than ", "high", -1},
		{"at least ", "low", 0}, {"more than ", "low", 1}, {"over ", "low", 1},
	} {
		rest, ok := strings.CutPrefix(text, b.words)
		if !ok {
			continue
		}
		n, ok := plainNumber(rest, scale)
		if b.step != 0 && scale == 1 && n == float64(int64(n)) {
			n += b.step
		}
		cols[b.column] = float(n)
		return ok
	}
	if m := rangeForm.FindStringSubmatch(text); m != nil {
		low, ok1 := plainNumber(m[1], scale)
		high, ok2 := plainNumber(m[2], scale)
		cols["low"], cols["high"] = float(low), float(high)
		return ok1 && ok2 && low <= high
	}
	n, ok := plainNumber(text, scale)
	cols["exact"] = float(n)
	return ok
}

func plainNumber(text string, scale float64) (float64, bool) {
	if !plainForm.MatchString(text) {
		return 0, false
	}
	digits := strings.ReplaceAll(text, ",", "")
	n, err := strconv.ParseFloat(digits, 64)
	if scale != 1 { // 6.1 million is exactly 6100000, not what 6.1*1e6 gives
		n, err = strconv.ParseFloat(digits+"e"+strconv.Itoa(len(fmt.Sprint(int64(scale)))-1), 64)
	}
	return n, err == nil
}

// readTimes reads how often something is renewed: once, twice, a number, unlimited.
func readTimes(text string) (columns, bool) {
	switch text {
	case "once":
		return columns{"times": integer(1)}, true
	case "twice":
		return columns{"times": integer(2)}, true
	case "unlimited":
		return columns{"unlimited": boolean(true)}, true
	}
	n, err := strconv.ParseInt(text, 10, 32)
	return columns{"times": integer(n)}, err == nil && n >= 0
}

func boolean(b bool) schema.Value  { return schema.Value{Kind: schema.BoolValue, Bool: b} }
func integer(n int64) schema.Value { return schema.Value{Kind: schema.IntValue, Int: n} }
func float(f float64) schema.Value { return schema.Value{Kind: schema.FloatValue, Float: f} }
func listOf(vs []schema.Value) schema.Value {
	return schema.Value{Kind: schema.ListValue, List: vs}
}
