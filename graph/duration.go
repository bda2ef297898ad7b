package graph

import (
	"fmt"
	"strings"
)

type term struct{ Length, Bound, Until, While, Printed string }

type renewal struct {
	Each      string
	Times     *int
	Unlimited bool
	Total     string
	While     string
}

// lasts tells how long an entitlement lasts, in words.
func (t *entitlement) lasts() string {
	var parts []string
	for _, part := range []string{t.Duration.words(), t.Renewal.words()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}

// words gives a term as it was printed, or from its parts.
func (t term) words() string {
	var parts []string
	switch {
	case t.Length == "":
	case t.Printed != "":
		parts = append(parts, t.Printed)
	default:
		bound := map[string]string{"ABOUT": "about ", "AT_LEAST": "at least ", "UP_TO": "up to "}[t.Bound]
		parts = append(parts, bound+lengthInWords(t.Length))
	}
	if t.Until != "" && len(parts) > 0 {
		parts = append(parts, "until "+t.Until)
	} else if t.Until != "" {
		parts = append(parts, t.Until)
	}
	if t.While != "" {
		parts = append(parts, "while "+t.While)
	}
	return strings.Join(parts, ", ")
}

func (r renewal) words() string {
	if r == (renewal{}) {
		return ""
	}
	words := "renewable"
	if r.Each != "" {
		words += " for " + lengthInWords(r.Each)
		if r.Unlimited || r.Times != nil && *r.Times != 1 {
			words += " each time"
		}
	}
	switch {
	case r.Unlimited:
		words += ", without limit"
	case r.Times != nil && *r.Times == 1:
		words += ", once"
	case r.Times != nil:
		words += fmt.Sprintf(", %d times", *r.Times)
	}
	if r.Total != "" {
		words += ", up to " + lengthInWords(r.Total) + " in all"
	}
	if r.While != "" {
		words += ", while " + r.While
	}
	return words
}

// lengthInWords writes an ISO 8601 duration for people: P6M as 6 months. One that
// it cannot read is given as it is.
func lengthInWords(iso string) string {
	units := map[byte]string{'Y': "year", 'M': "month", 'W': "week", 'D': "day"}
	var parts []string
	number := ""
	for i := 1; i < len(iso); i++ {
		if c := iso[i]; c >= '0' && c <= '9' {
			number += string(c)
			continue
		}
		unit, known := units[iso[i]]
		if !known || number == "" {
			return iso
		}
		if number != "1" {
			unit += "s"
		}
		parts = append(parts, number+" "+unit)
		number = ""
	}
	if len(parts) == 0 || number != "" {
		return iso
	}
	return strings.Join(parts, " and ")
}
