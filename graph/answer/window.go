package answer

import "time"

// Window is the time in which something holds: from From, inclusive, to To,
// exclusive, known up to KnownTo. Days are ISO 8601, so text order is their order;
// an empty day is none.
type Window struct {
	From          string
	FromPrecision Precision
	To            string
	ToPrecision   Precision
	KnownTo       string
}

// Precision tells how exactly a day is known; empty is DAY.
type Precision string

// The precisions. A month or year is stored as its first day, before and after as
// their boundary.
const (
	Day    Precision = "DAY"
	Month  Precision = "MONTH"
	Year   Precision = "YEAR"
	Before Precision = "BEFORE"
	After  Precision = "AFTER"
)

// at tells whether it holds on a day. Within a month of which only the month is
// known it cannot be told.
func (w Window) at(day string) Truth {
	known := w.KnownTo != "" && day <= w.KnownTo
	start := begun(w.From, w.FromPrecision, day)
	if start == Unknown && day == w.KnownTo {
		start = True
	}
	ended := over(w.To, w.ToPrecision, day)
	if ended == Unknown && known {
		ended = False
	}
	return min(start, not(ended))
}

// checked tells whether somebody knows that it holds on a day.
func (w Window) checked(day string) bool {
	return w.at(day) == True && w.KnownTo != "" && day <= w.KnownTo
}

// begun tells whether what begins on a day known so exactly has begun.
func begun(from string, p Precision, day string) Truth {
	if from == "" {
		return True
	}
	earliest, latest := span(from, p)
	switch {
	case latest != "" && day >= latest:
		return True
	case earliest != "" && day < earliest:
		return False
	}
	return Unknown
}

// over tells whether what ends, exclusively, on such a day is over.
func over(to string, p Precision, day string) Truth {
	if to == "" {
		return False
	}
	return begun(to, p, day)
}

// span gives the first and the last day that a date may be; empty: no bound.
func span(date string, p Precision) (earliest, latest string) {
	switch p {
	case Month:
		return date, shift(date, 0, 1)
	case Year:
		return date, shift(date, 1, 0)
	case Before:
		return "", shift(date, 0, 0)
	case After:
		return date, ""
	}
	return date, date
}

// shift gives the day before date plus years and months; date itself if it is none.
func shift(date string, years, months int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.AddDate(years, months, -1).Format(time.DateOnly)
}

// inWords writes a day as people do: 1 May 2013.
func inWords(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}
