package diff

import (
	"encoding/json"
	"fmt"
	"io"
)

// signs stand before a change, as in a diff of texts.
var signs = map[Kind]string{Added: "+", Removed: "-", Changed: "~"}

// Write writes changes for people: a line a node, below it one a fact that differs,
// at the end how many. Returns w's error.
func Write(w io.Writer, changes []Change) error {
	counts := map[Kind]int{}
	for _, c := range changes {
		counts[c.Kind]++
		if err := writeChange(w, c); err != nil {
			return err
		}
	}
	if len(changes) == 0 {
		_, err := fmt.Fprintln(w, "nothing differs")
		return err
	}
	_, err := fmt.Fprintf(w, "%d added, %d changed, %d removed\n", counts[Added], counts[Changed], counts[Removed])
	return err
}

func writeChange(w io.Writer, c Change) error {
	if _, err := fmt.Fprintf(w, "%s %s %s%s\n", signs[c.Kind], c.Type, c.ID, quoted(c.Name)); err != nil {
		return err
	}
	for _, f := range c.Fields {
		for _, v := range f.Before {
			if _, err := fmt.Fprintf(w, "    - %s: %s\n", f.Name, v); err != nil {
				return err
			}
		}
		for _, v := range f.After {
			if _, err := fmt.Fprintf(w, "    + %s: %s\n", f.Name, v); err != nil {
				return err
			}
		}
	}
	return nil
}

func quoted(name string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf(" %q", name)
}

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
