package schema

import (
	"encoding/base32"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which texts are compared: compatibility forms decomposed
// (NFKD), marks dropped, case folded, so that Récépissé and RECEPISSE are equal.
// Folding twice changes nothing.
func Fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	for {
		// Case folding can bring forth letters that decompose, so once is not enough.
		folded := cases.Fold().String(unmark(s))
		if folded == s {
			return folded
		}
		s = folded
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unmark decomposes s and drops its marks.
func unmark(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}

// SortKey gives the key by which texts are sorted: the order of keys, byte by
// byte, is the root order of the Unicode collation algorithm. The key is ASCII,
// so that every store compares it alike. For many texts, a Sorter is quicker.
func SortKey(s string) string { return NewSorter().Key(s) }

// Sorter makes the sort keys of many texts. It is for one goroutine at a time.
type Sorter struct {
	collator *collate.Collator
	buf      collate.Buffer
}

// NewSorter gives a Sorter.
func NewSorter() *Sorter { return &Sorter{collator: collate.New(language.Und)} }

// Key gives what SortKey gives.
func (s *Sorter) Key(text string) string {
	s.buf.Reset()
	key := s.collator.KeyFromString(&s.buf, text)
	// base32hex keeps the order of bytes.
	return base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(key)
}
