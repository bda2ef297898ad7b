package schema_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"waymark/schema"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"Récépissé", "recepisse"},
		{"RE\u0301CE\u0301PISSE\u0301", "recepisse"},
		{"STRASSE", "strasse"},
		{"Straße", "strasse"},
		{"ŐRSÉG", "orseg"},
		{"İstanbul", "istanbul"},
		{"ﬁne ½", "fine 1⁄2"},
		{"ΣΊΣΥΦΟΣ", "σισυφοσ"},
	} {
		if got := schema.Fold(test.in); got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Récépissé")
	f.Add("ẞ \u0390 \u1e9e \u0345")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		once := schema.Fold(s)
		if twice := schema.Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}

func TestSortKey(t *testing.T) {
	t.Parallel()
	texts := []string{"ω", "Zebra", "ż", "abc", "b", "Äbd", "ab c", "Ab", "á", "A", "a", "10", "1", "_", ""}
	slices.SortFunc(texts, func(a, b string) int {
		return strings.Compare(schema.SortKey(a), schema.SortKey(b))
	})
	if got, want := strings.Join(texts, "|"), "|_|1|10|a|A|á|Ab|ab c|abc|Äbd|b|ż|Zebra|ω"; got != want {
		t.Errorf("sorted by key: %q, want %q", got, want)
	}
	sorter := schema.NewSorter()
	for _, s := range texts {
		key := schema.SortKey(s)
		if again := sorter.Key(s); again != key {
			t.Errorf("Key(%q) = %q, SortKey gives %q", s, again, key)
		}
		if i := strings.IndexFunc(key, func(r rune) bool { return r >= 0x80 }); i >= 0 {
			t.Errorf("SortKey(%q) = %q is not ASCII", s, key)
		}
	}
}

func BenchmarkSorter(b *testing.B) {
	sorter := schema.NewSorter()
	for b.Loop() {
		sorter.Key("Evaluation of the Effectiveness of Measures for the Integration of Trafficked Persons")
	}
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		schema.SortKey("Evaluation of the Effectiveness of Measures for the Integration of Trafficked Persons")
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	known := []string{"services", "service", "providers", "registered-ngos", "IT:permit-art18", "id"}
	for _, test := range []struct{ name, want string }{
		{"servics", "services"},
		{"Service", "service"},
		{"registred-ngos", "registered-ngos"},
		{"provdiers", "providers"},
		{"it:permit-art18", "IT:permit-art18"},
		{"ix", "id"},
		{"nothing-like-it", ""},
		{"", ""},
		{"zz", ""},
	} {
		if got := schema.Suggest(test.name, known); got != test.want {
			t.Errorf("Suggest(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzSortKey compares the order of short keys with that of the whole ones.
func FuzzSortKey(f *testing.F) {
	for _, pair := range [][2]string{{"casa", "Casa"}, {"résumé", "resume"}, {"a", ""}, {"aͅ", "à̀"}, {"ﬁn", "fin"}, {"10", "９"}, {"straße", "STRASSE"}} {
		f.Add(pair[0], pair[1])
	}
	c := collate.New(language.Und)
	f.Fuzz(func(t *testing.T, a, b string) {
		var one, two collate.Buffer
		want := bytes.Compare(c.KeyFromString(&one, a), c.KeyFromString(&two, b))
		if got := strings.Compare(schema.SortKey(a), schema.SortKey(b)); got != want {
			t.Errorf("the keys of %q and %q compare as %d, want %d", a, b, got, want)
		}
	})
}
