package loader

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
)

// library holds what quotes are proved against, by the key of the document.
type library struct {
	texts  map[string][]byte // by file name without .txt
	proofs map[string]proof  // found so far
	prints map[string]*prints
}

// proof is a text, or its fingerprints.
type proof interface {
	find(quote []*text, ranges []lineRange) ([]lineRange, bool)
	wordsIn(ranges []lineRange) int
	lineCount() int
}

var (
	_ proof = (*text)(nil)
	_ proof = (*prints)(nil)
)

func openLibrary(o Options) (*library, error) {
	l := &library{proofs: map[string]proof{}}
	if len(o.Fingerprints) > 0 {
		documents, err := decodePrints(o.Fingerprints)
		if err != nil {
			return nil, err
		}
		l.prints = documents
	}
	texts, err := readTexts(o.Sources)
	l.texts = texts
	return l, err
}

// readTexts reads the *.txt files of a folder.
func readTexts(sources fs.FS) (map[string][]byte, error) {
	if sources == nil {
		return nil, nil
	}
	names, err := fs.Glob(sources, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("list source texts: %w", err)
	}
	texts := map[string][]byte{}
	for _, name := range names {
		if texts[strings.TrimSuffix(name, ".txt")], err = fs.ReadFile(sources, name); err != nil {
			return nil, fmt.Errorf("read source texts: %w", err)
		}
	}
	return texts, nil
}

// textOf gives the text of a document: fiit.txt, else the first fiit-….txt.
func textOf(texts map[string][]byte, key string) *text {
	if b, ok := texts[key]; ok {
		return normalize(splitLines(b))
	}
	var names []string
	for name := range texts {
		if strings.HasPrefix(name, key+"-") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return normalize(splitLines(texts[slices.Min(names)]))
}

func splitLines(b []byte) []string {
	return strings.Split(string(bytes.TrimSuffix(b, []byte("\n"))), "\n")
}

// of gives what a document's quotes are proved against; nil if nothing is at hand.
func (l *library) of(key string) proof {
	if p, known := l.proofs[key]; known {
		return p
	}
	var p proof
	if t := textOf(l.texts, key); t != nil {
		p = t
	} else if f := l.prints[key]; f != nil {
		p = f
	}
	l.proofs[key] = p
	return p
}

// Fingerprints makes the fingerprints of those texts in sources that belong to a
// document of keys: what Options.Fingerprints proves quotes with. Equal texts give
// equal bytes. Returns the error of reading sources.
func Fingerprints(sources fs.FS, keys []string) ([]byte, error) {
	texts, err := readTexts(sources)
	if err != nil {
		return nil, err
	}
	documents := map[string]*prints{}
	for _, key := range keys {
		if t := textOf(texts, key); t != nil {
			documents[key] = fingerprint(t)
		}
	}
	return encodePrints(documents), nil
}

const (
	fewestWords = 3
	mostWords   = 40
)

// prove checks a quote: its length, and that it stands where it is said to.
func (c *checker) prove(e *entry, cit *citation) {
	quote := parts(cit.quote)
	count := 0
	for _, field := range strings.Fields(cit.quote) {
		if strings.ContainsFunc(field, inWord) {
			count++
		}
	}
	source := c.texts.of(cit.document.key)
	switch {
	case len(cit.lines) > 0 && cit.quote == "":
		c.fault(e, cit.pos, "quote", `write the words that stand there: L825-826 "…"`, "lines are cited without a quote")
	case count > mostWords:
		c.fault(e, cit.pos, "quote", "leave out the middle with an ellipsis", "the quote has %d words; %d are the most", count, mostWords)
	case count > 0 && count < fewestWords && !wholeLines(source, quote, cit.lines):
		c.fault(e, cit.pos, "quote", "", "the quote has %s; %d are the fewest, unless they are all that stands in the lines", plural(count, "word"), fewestWords)
	case cit.quote != "" && count == 0:
		c.fault(e, cit.pos, "quote", "", "the quote is empty")
	case len(cit.lines) == 0:
		if cit.quote != "" {
			c.summary.Unproved++
		}
	case source == nil:
		c.fault(e, cit.pos, "quote", "cite a page or an article, or bring the text", "the lines of %q are not at hand", cit.document.key)
	default:
		c.stands(e, cit, quote, source)
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// wholeLines reports whether a quote is all that stands in its lines: the cell of
// a table may be one mark.
func wholeLines(source proof, quote []*text, ranges []lineRange) bool {
	if source == nil || len(ranges) == 0 {
		return false
	}
	words := 0
	for _, part := range quote {
		words += len(part.words)
	}
	return source.wordsIn(ranges) == words
}

func (c *checker) stands(e *entry, cit *citation, quote []*text, source proof) {
	if last := cit.lines[len(cit.lines)-1].to; last > source.lineCount() {
		c.fault(e, cit.pos, "quote", "", "%q has %d lines; there is no line %d", cit.document.key, source.lineCount(), last)
		return
	}
	if _, ok := source.find(quote, cit.lines); ok {
		c.summary.Proved++
		return
	}
	if lines := elsewhere(source, quote); lines != "" {
		c.fault(e, cit.pos, "quote", "", "the quote is not in %s; it stands in %s", cit.place, lines)
		return
	}
	c.fault(e, cit.pos, "quote", beginning(source, quote), "the quote is not in %s, nor anywhere else in %q", cit.place, cit.document.key)
}

// beginning tells how far the first part that is wrong can be followed.
func beginning(source proof, quote []*text) string {
	everywhere := []lineRange{{1, source.lineCount()}}
	for _, part := range quote {
		if _, ok := source.find([]*text{part}, everywhere); ok {
			continue
		}
		// What stands with n words stands with fewer, so that the first n that does not can be halved for.
		n := sort.Search(len(part.words), func(n int) bool {
			_, ok := source.find([]*text{part.first(n + 1)}, everywhere)
			return !ok
		})
		if n < fewestWords {
			break
		}
		lines, _ := source.find([]*text{part.first(n)}, everywhere)
		return fmt.Sprintf("%s reads so up to %q", printLines(lines), part.word(n-1))
	}
	return "copy the words as they are printed"
}

// elsewhere gives the lines that a quote stands in, as a citation writes them.
// Its parts must be near each other, so that they are one passage.
func elsewhere(source proof, quote []*text) string {
	const near = 40
	for from := 1; from <= source.lineCount(); from++ {
		first, ok := source.find(quote[:1], []lineRange{{from, source.lineCount()}})
		if !ok {
			return ""
		}
		from = first[0].from
		if found, ok := source.find(quote, []lineRange{{from, min(from+near, source.lineCount())}}); ok {
			return printLines(found)
		}
	}
	return ""
}

// printLines joins ranges that touch: L828,835-836.
func printLines(ranges []lineRange) string {
	var joined []lineRange
	for _, r := range ranges {
		if n := len(joined); n > 0 && r.from <= joined[n-1].to+1 {
			joined[n-1].to = max(joined[n-1].to, r.to)
			continue
		}
		joined = append(joined, r)
	}
	places := make([]string, len(joined))
	for i, r := range joined {
		places[i] = strings.TrimPrefix(r.String(), "L")
	}
	return "L" + strings.Join(places, ",")
}
