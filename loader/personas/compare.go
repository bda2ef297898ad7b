package personas

import (
	"encoding/json"
	"fmt"
	"io"
)

// Change is a row whose answer differs between two releases.
type Change struct {
	Persona     string `json:"persona"`     // GB:shelter-refused
	Place       string `json:"place"`       // file:line:col
	On          string `json:"on"`          // the day of the question
	Entitlement string `json:"entitlement"` // id
	Row         Given  `json:"row"`         // what the row says
	Before      Given  `json:"before"`
	After       Given  `json:"after"`
}

// Given is an answer as enums have it. Without an outcome the row could not be asked.
type Given struct {
	Outcome  string `json:"outcome,omitempty"`
	Reason   string `json:"reason,omitempty"`
	Headline string `json:"headline,omitempty"` // or why it could not be asked
}

// Compare gives the rows whose outcome or reason differs. Both lists are answers to
// the same rows.
func Compare(before, after []Answer) []Change {
	var changes []Change
	for i, b := range before {
		a := after[i]
		if a.Outcome == b.Outcome && a.Reason == b.Reason {
			continue
		}
		changes = append(changes, Change{
			Persona: a.Row.ID(), Place: a.Row.Pos.String(), On: a.Row.On, Entitlement: a.Row.Entitlement,
			Row:    Given{Outcome: a.Row.Outcome, Reason: a.Row.Reason},
			Before: Given{b.Outcome, b.Reason, b.Headline}, After: Given{a.Outcome, a.Reason, a.Headline},
		})
	}
	return changes
}

// Write writes changes for people, of so many rows. Returns w's error.
func Write(w io.Writer, changes []Change, rows int) error {
	for _, c := range changes {
		_, err := fmt.Fprintf(w, "~ %s, %s on %s\n    - %s\n    + %s\n      %s\n%s",
			c.Persona, c.Entitlement, c.On, c.Before, c.After, c.After.Headline, c.verdict())
		if err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d persona rows are answered otherwise\n", len(changes), rows)
	return err
}

// verdict tells whether the row agrees with the edit.
func (c Change) verdict() string {
	says := func(g Given) bool { return g.Outcome == c.Row.Outcome && g.Reason == c.Row.Reason }
	switch {
	case says(c.After):
		return ""
	case says(c.Before):
		return "      the row still says what was answered before: " + c.Place + "\n"
	default:
		return fmt.Sprintf("      the row says %s: %s\n", c.Row, c.Place)
	}
}

// String writes an answer as persona files do.
func (g Given) String() string { return words(g.Outcome, g.Reason) }

// JSON writes changes as one JSON array. Returns w's error.
func JSON(w io.Writer, changes []Change) error {
	if changes == nil {
		changes = []Change{}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(changes)
}
