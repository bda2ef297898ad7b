package coverage_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// ownLanguages are the official languages of the countries whose names are not in
// English.
var ownLanguages = map[string][]string{"BE": {"nl", "fr", "de"}, "FR": {"fr"}, "HU": {"hu"}, "IT": {"it"}}

// TestOwnNames: every status, permit and instrument of a country has a name in a
// language of the country, or stands in the list with the reason why it has none.
func TestOwnNames(t *testing.T) {
	t.Parallel()
	const list = "testdata/names.txt"
	reasons := withoutOwnName(t, list)
	model, release := examine(t)
	named := map[string]int{}
	for _, r := range release.Records {
		languages := ownLanguages[r.ID[:2]]
		if languages == nil || !slices.Contains([]string{"ResidenceStatus", "PermitType", "LegalInstrument"}, r.Type) {
			continue
		}
		own := false
		for _, p := range model.Node(r.Type).Field("name").Localized {
			own = own || slices.Contains(languages, p.Language) && !r.Props[p.Index].IsNull()
		}
		reason, listed := reasons[r.ID]
		delete(reasons, r.ID)
		switch {
		case own && listed:
			t.Errorf("%s has a name in the country's language; take it off %s", r.ID, list)
		case own:
			named[r.ID[:2]]++
		case !listed || reason == "":
			t.Errorf("%s has no name in the country's language; give it one with its source, or say in %s why it has none", r.ID, list)
		}
	}
	for id := range reasons {
		t.Errorf("%s: %s is no status, permit or instrument", list, id)
	}
	for country := range ownLanguages {
		if named[country] < 10 {
			t.Errorf("%s: %d names in the country's language are too few to be right", country, named[country])
		}
	}
}

// withoutOwnName reads a list of ids, each with a reason; # begins a comment.
func withoutOwnName(t *testing.T, name string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, reason, _ := strings.Cut(line, " ")
		list[id] = strings.TrimSpace(reason)
	}
	return list
}
