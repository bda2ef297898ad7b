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
	key := trim(s.collator.KeyFromString(&s.buf, text))
	// base32hex keeps the order of bytes.
	return base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(key)
}

// The least weights of the second level (accents) and the third (case): those of a
// letter without an accent, and of a small one.
const (
	plainSecond = 0x20
	plainThird  = 0x02
)

// trim shortens a collation key to less than half, which a database that keeps it
// beside each text is grateful for. A key has three levels, ended by two zeros
// each: letters (of two bytes, or three where the first is above 127), accents (of
// two bytes), case (of one). At the end of a level the least weight says nothing,
// since the end itself sorts before every weight.
func trim(key []byte) []byte {
	first := level(key, func(b byte) int {
		if b > 0x7f {
			return 3
		}
		return 2
	})
	second := first + 2 + level(key[first+2:], func(byte) int { return 2 })
	accents, third := key[first+2:second], key[second+2:]
	for n := len(accents); n > 0 && accents[n-1] == plainSecond && accents[n-2] == 0; n = len(accents) {
		accents = accents[:n-2]
	}
	for n := len(third); n > 0 && third[n-1] == plainThird; n = len(third) {
		third = third[:n-1]
	}
	out := append(key[:first+2:first+2], accents...)
	return append(append(out, 0, 0), third...)
}

// level gives the length of the level that key begins with: up to its two zeros.
func level(key []byte, width func(first byte) int) int {
	n := 0
	for key[n] != 0 || key[n+1] != 0 {
		n += width(key[n])
	}
	return n
}
