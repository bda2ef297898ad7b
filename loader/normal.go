package loader

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// text is a document in the form in which quotes are compared with it.
//
// The stated normalisation: Unicode NFC; every run of blanks and line ends is one
// blank; soft hyphens are dropped; a hyphen between letters is dropped, together
// with the blanks or the line end after it, so that a word that a line end divides
// reads like one that it does not; all kinds of quotation marks and apostrophes
// are one. A word is a run of letters and digits.
type text struct {
	runes  []rune
	lines  []int32 // of each rune, from 1
	words  []word
	count  int               // lines
	hashes map[[2]int]uint32 // of a quote, by first word and length: its runs
}

// word is a place in text.runes, both by rune; end is exclusive.
type word struct{ start, end int }

// normalize reads lines, the first of which has the number 1.
func normalize(lines []string) *text {
	raw := &text{count: len(lines)}
	for i, line := range lines {
		for _, r := range norm.NFC.String(line) {
			raw.add(r, int32(i+1))
		}
		raw.add(' ', int32(i+1))
	}
	t := raw.joined()
	t.findWords()
	return t
}

func (t *text) add(r rune, line int32) {
	switch {
	case r == '\u00ad' || r == '\ufeff':
		return
	case unicode.IsSpace(r) || unicode.IsControl(r):
		if n := len(t.runes); n == 0 || t.runes[n-1] == ' ' {
			return
		}
		r = ' '
	case strings.ContainsRune("\"'`´‘’‚‛“”„‟«»‹›′″", r):
		r = '\''
	case r == '\u2010' || r == '\u2011':
		r = '-'
	}
	t.runes = append(t.runes, r)
	t.lines = append(t.lines, line)
}

// joined drops the hyphens between letters.
func (t *text) joined() *text {
	out := &text{count: t.count}
	for i := 0; i < len(t.runes); i++ {
		if t.runes[i] == '-' && i > 0 && unicode.IsLetter(t.runes[i-1]) {
			next := i + 1
			if next < len(t.runes) && t.runes[next] == ' ' {
				next++
			}
			if next < len(t.runes) && unicode.IsLetter(t.runes[next]) {
				i = next - 1
				continue
			}
		}
		out.runes = append(out.runes, t.runes[i])
		out.lines = append(out.lines, t.lines[i])
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func (t *text) findWords() {
	for i := 0; i < len(t.runes); i++ {
		if !inWord(t.runes[i]) {
			continue
		}
		start := i
		for i < len(t.runes) && inWord(t.runes[i]) {
			i++
		}
		t.words = append(t.words, word{start, i})
	}
}

func (t *text) word(i int) string { return string(t.runes[t.words[i].start:t.words[i].end]) }

// parts gives the pieces of a quote between ellipses, normalised.
func parts(quote string) []*text {
	var list []*text
	for _, part := range strings.Split(quote, "…") {
		if p := normalize([]string{strings.TrimSpace(part)}); len(p.words) > 0 {
			p.trim()
			list = append(list, p)
		}
	}
	return list
}

// trim drops the blank that stands for the line's end.
func (t *text) trim() {
	for n := len(t.runes); n > 0 && t.runes[n-1] == ' '; n-- {
		t.runes, t.lines = t.runes[:n-1], t.lines[:n-1]
	}
}

// find gives the lines that a quote's parts stand in, in order, the first of them
// in the range from; false if they do not all stand in the ranges.
func (t *text) find(quote []*text, ranges []lineRange) ([]lineRange, bool) {
	at := 0
	var found []lineRange
	for _, part := range quote {
		i := t.findPart(part, ranges, at)
		if i < 0 {
			return nil, false
		}
		at = i + len(part.runes)
		found = append(found, lineRange{int(t.lines[i]), int(t.lines[at-1])})
	}
	return found, len(found) > 0
}

// findPart gives the first place from at on where part stands within one range.
func (t *text) findPart(part *text, ranges []lineRange, at int) int {
	n := len(part.runes)
	for _, r := range ranges {
		for i := max(at, t.firstRune(r.from)); i+n <= len(t.runes) && int(t.lines[i]) <= r.to; i++ {
			if int(t.lines[i+n-1]) <= r.to && t.stands(part.runes, i) {
				return i
			}
		}
	}
	return -1
}

// firstRune gives the place of the first rune on a line, or after it.
func (t *text) firstRune(line int) int {
	low, high := 0, len(t.lines)
	for low < high {
		mid := (low + high) / 2
		if int(t.lines[mid]) < line {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// stands reports whether part is at i and neither begins nor ends within a word.
func (t *text) stands(part []rune, i int) bool {
	if t.runes[i] != part[0] {
		return false
	}
	for j, r := range part {
		if t.runes[i+j] != r {
			return false
		}
	}
	end := i + len(part)
	begins := i == 0 || !inWord(part[0]) || !inWord(t.runes[i-1])
	ends := end == len(t.runes) || !inWord(part[len(part)-1]) || !inWord(t.runes[end])
	return begins && ends
}

// wordsIn counts the words that begin in the ranges.
func (t *text) wordsIn(ranges []lineRange) int {
	n := 0
	for _, w := range t.words {
		for _, r := range ranges {
			if line := int(t.lines[w.start]); r.from <= line && line <= r.to {
				n++
			}
		}
	}
	return n
}

// first gives the beginning of a text, up to its nth word.
func (t *text) first(n int) *text {
	end := t.words[n-1].end
	return &text{runes: t.runes[:end], lines: t.lines[:end], words: t.words[:n], count: t.count}
}

func (t *text) lineCount() int { return t.count }
