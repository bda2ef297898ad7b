package loader

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"slices"
	"strings"
)

// The form of the fingerprints stands in the package comment.
const (
	fingerprintMagic   = "WAYMARK FINGERPRINTS\n"
	fingerprintVersion = 1
	maxRun             = 6
	maxSpan            = 60 // lines that a run may reach; tables have a word a line
	maxLine            = 1 << 24
)

// prints are the fingerprints of one document.
type prints struct{ lines []linePrints }

// linePrints are those of the runs that begin on one line.
type linePrints struct {
	words int
	spans []spanPrints // by span
}

// spanPrints are those of the runs that end span lines further on, sorted.
type spanPrints struct {
	span int
	runs []uint32
}

// fingerprint takes those of a text.
func fingerprint(t *text) *prints {
	p := &prints{lines: make([]linePrints, t.count)}
	for i := range t.words {
		line := int(t.lines[t.words[i].start])
		p.lines[line-1].words++
		for n := 1; n <= maxRun && i+n <= len(t.words); n++ {
			if span := int(t.lines[t.words[i+n-1].end-1]) - line; span <= maxSpan {
				p.lines[line-1].add(span, runHash(t, i, n))
			}
		}
	}
	for _, line := range p.lines {
		for i, s := range line.spans {
			slices.Sort(s.runs)
			line.spans[i].runs = slices.Compact(s.runs)
		}
	}
	return p
}

func (l *linePrints) add(span int, run uint32) {
	i, found := slices.BinarySearchFunc(l.spans, span, func(s spanPrints, span int) int { return s.span - span })
	if !found {
		l.spans = slices.Insert(l.spans, i, spanPrints{span: span})
	}
	l.spans[i].runs = append(l.spans[i].runs, run)
}

// runHash is the truncated hash of n words from word i on.
func runHash(t *text, i, n int) uint32 {
	h := fnv.New64a()
	for ; n > 0; n-- {
		h.Write(append([]byte(t.word(i)), 0)) // a hash never fails to take bytes
		i++
	}
	sum := h.Sum64()
	return uint32(sum^sum>>24^sum>>48) & (1<<24 - 1)
}

func (p *prints) lineCount() int { return len(p.lines) }

func (p *prints) wordsIn(ranges []lineRange) int {
	n := 0
	for i, line := range p.lines {
		for _, r := range ranges {
			if r.from <= i+1 && i+1 <= r.to {
				n += line.words
			}
		}
	}
	return n
}

// find does for fingerprints what text.find does for a text.
func (p *prints) find(quote []*text, ranges []lineRange) ([]lineRange, bool) {
	at := 0
	var found []lineRange
	for _, part := range quote {
		lines, ok := p.findPart(part, ranges, at)
		if !ok {
			return nil, false
		}
		at = lines.to
		found = append(found, lines)
	}
	return found, len(found) > 0
}

func (p *prints) findPart(part *text, ranges []lineRange, at int) (lineRange, bool) {
	for _, r := range ranges {
		for from := max(at, r.from); from <= min(r.to, len(p.lines)); from++ {
			if to, ok := p.chain(part, from, r.to); ok {
				return lineRange{from, to}, true
			}
		}
	}
	return lineRange{}, false
}

// chain follows the windows of a part from the line where it begins; each begins
// where the one before it does, or later.
func (p *prints) chain(part *text, line, last int) (int, bool) {
	n := min(len(part.words), maxRun)
	end := line
	for i := 0; i+n <= len(part.words); i++ {
		limit := last
		if i == 0 {
			limit = line
		}
		var ok bool
		if line, end, ok = p.window(part, i, n, line, limit, last); !ok {
			return 0, false
		}
	}
	return end, true
}

// window finds one run that begins in the lines from to limit and ends by last.
func (p *prints) window(part *text, i, n, from, limit, last int) (line, end int, ok bool) {
	run := part.hash(i, n)
	for line := from; line <= min(limit, len(p.lines)); line++ {
		for _, s := range p.lines[line-1].spans {
			if line+s.span > last {
				break
			}
			if _, ok := slices.BinarySearch(s.runs, run); ok {
				return line, line + s.span, true
			}
		}
	}
	return 0, 0, false
}

// hash gives a run's hash, worked out once.
func (t *text) hash(i, n int) uint32 {
	key := [2]int{i, n}
	run, known := t.hashes[key]
	if !known {
		run = runHash(t, i, n)
		if t.hashes == nil {
			t.hashes = map[[2]int]uint32{}
		}
		t.hashes[key] = run
	}
	return run
}

// encodePrints writes the fingerprints of documents, by key.
func encodePrints(documents map[string]*prints) []byte {
	keys := make([]string, 0, len(documents))
	for key := range documents {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	out := append([]byte(fingerprintMagic), fingerprintVersion)
	out = binary.AppendUvarint(out, uint64(len(keys)))
	for _, key := range keys {
		p := documents[key]
		out = binary.AppendUvarint(out, uint64(len(key)))
		out = append(out, key...)
		out = binary.AppendUvarint(out, uint64(len(p.lines)))
		for _, line := range p.lines {
			out = line.encode(out)
		}
	}
	return binary.LittleEndian.AppendUint32(out, castagnoli(out))
}

func (l linePrints) encode(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(l.words))
	out = binary.AppendUvarint(out, uint64(len(l.spans)))
	for _, s := range l.spans {
		out = binary.AppendUvarint(out, uint64(s.span))
		out = binary.AppendUvarint(out, uint64(len(s.runs)))
		for _, run := range s.runs {
			out = append(out, byte(run), byte(run>>8), byte(run>>16))
		}
	}
	return out
}

func castagnoli(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

var errPrints = errors.New("the fingerprints are damaged; make them again from the texts")

// decodePrints reads what encodePrints wrote.
func decodePrints(b []byte) (map[string]*prints, error) {
	end := len(b) - 4
	if end < len(fingerprintMagic)+1 || !strings.HasPrefix(string(b), fingerprintMagic) {
		return nil, fmt.Errorf("%w: they do not begin with %q", errPrints, fingerprintMagic)
	}
	if v := b[len(fingerprintMagic)]; v != fingerprintVersion {
		return nil, fmt.Errorf("the fingerprints have form %d, this program reads form %d; make them again from the texts", v, fingerprintVersion)
	}
	if castagnoli(b[:end]) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, fmt.Errorf("%w: the checksum differs", errPrints)
	}
	r := &printReader{in: b[len(fingerprintMagic)+1 : end]}
	documents := map[string]*prints{}
	for n := r.number(); n > 0 && !r.short; n-- {
		key := string(r.take(r.number()))
		documents[key] = r.document()
	}
	if r.short || len(r.in) > 0 {
		return nil, fmt.Errorf("%w: they are cut short", errPrints)
	}
	return documents, nil
}

// printReader reads on after the end, but only zeros.
type printReader struct {
	in    []byte
	short bool
}

func (r *printReader) number() int {
	n, size := binary.Uvarint(r.in)
	if size <= 0 || n > 1<<30 {
		r.short, r.in = true, nil
		return 0
	}
	r.in = r.in[size:]
	return int(n)
}

func (r *printReader) take(n int) []byte {
	if n > len(r.in) {
		r.short, r.in = true, nil
		return nil
	}
	taken := r.in[:n]
	r.in = r.in[n:]
	return taken
}

func (r *printReader) document() *prints {
	p := &prints{}
	for n := r.number(); n > 0 && !r.short; n-- {
		line := linePrints{words: r.number()}
		for spans := r.number(); spans > 0 && !r.short; spans-- {
			line.spans = append(line.spans, r.span())
		}
		p.lines = append(p.lines, line)
	}
	return p
}

func (r *printReader) span() spanPrints {
	s := spanPrints{span: r.number()}
	taken := r.take(3 * r.number())
	s.runs = make([]uint32, 0, len(taken)/3)
	for ; len(taken) > 2; taken = taken[3:] {
		s.runs = append(s.runs, uint32(taken[0])|uint32(taken[1])<<8|uint32(taken[2])<<16)
	}
	return s
}
