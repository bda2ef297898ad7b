package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/graph/store"
)

// deviations are the cases that a store cannot match, with the reasons.
type deviations map[string]string

// readDeviations reads those of one store from testdata/deviations.txt. A line is
// the package of the store, the case, and why it cannot match.
func readDeviations(t testing.TB, reader store.Reader) deviations {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata(t), "deviations.txt"))
	if err != nil {
		t.Fatal(err)
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(fmt.Sprintf("%T", reader), "*"), ".")
	list, err := parseDeviations(string(text), name)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, c := range Cases(t) {
		known[c.Name] = true
	}
	for c := range list {
		if !known[c] {
			t.Errorf("deviations.txt: there is no case %q", c)
		}
	}
	return list
}

func parseDeviations(text, name string) (deviations, error) {
	list := deviations{}
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.SplitN(line, " ", 3)
		if len(words) < 3 {
			return nil, fmt.Errorf("deviations.txt:%d: %q has no reason", i+1, line)
		}
		if words[0] == name {
			list[words[1]] = words[2]
		}
	}
	return list, nil
}

// deviates reports whether a case may give another answer than it wants; if it
// gives the wanted one after all, its line must go.
func (d deviations) deviates(t testing.TB, c *Case, got string) bool {
	t.Helper()
	reason, listed := d[c.Name]
	if !listed {
		return false
	}
	if want, _ := c.Section(t, "want.json"); strings.TrimSpace(want) == strings.TrimSpace(got) {
		t.Errorf("%s no longer deviates; take its line out of deviations.txt (%s)", c.Name, reason)
	}
	return true
}
