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

// The form of the fingerprints:
//
//	"WAYMARK FINGERPRINTS\n" version
//	documents { key length, key, lines { words, runs, 2 bytes a run } }
//	CRC-32C of all that
//
// Numbers are varints, the two bytes of a run stand low byte first, and the runs
// of a line are sorted. A run is one to six words that follow one another; it
// belongs to the line where it begins, and how many lines further it ends is part
// of what is hashed: FNV-1a of the words, each with a zero byte after it, and of
// that number, folded to 16 bits. One wrong run in a thousand passes; of the
// windows of six words that a quote of ten words has, all would have to.
const (
	fingerprintMagic   = "WAYMARK FINGERPRINTS\n"
	fingerprintVersion = 1
	maxRun             = 6
	maxSpan            = 60 // lines that a run may reach; tables have a word a line
	maxLine            = 1 << 24
)

// prints are the fingerprints of one document.
type prints struct {
	words []int      // of each line
	runs  [][]uint16 // of each line, sorted
}

// fingerprint takes those of a text.
func fingerprint(t *text) *prints {
	p := &prints{words: make([]int, t.count), runs: make([][]uint16, t.count)}
	for i := range t.words {
		line := int(t.lines[t.words[i].start])
		p.words[line-1]++
		for n := 1; n <= maxRun && i+n <= len(t.words); n++ {
			span := int(t.lines[t.words[i+n-1].end-1]) - line
			if span <= maxSpan {
				p.runs[line-1] = append(p.runs[line-1], runHash(t, i, n, span))
			}
		}
	}
	for i, runs := range p.runs {
		slices.Sort(runs)
		p.runs[i] = slices.Compact(runs)
	}
	return p
}

// runHash is the truncated hash of n words from word i on.
func runHash(t *text, i, n, span int) uint16 {
	h := fnv.New64a()
	for ; n > 0; n-- {
		h.Write(append([]byte(t.word(i)), 0)) // a hash never fails to take bytes
		i++
	}
	h.Write([]byte{byte(span)})
	sum := h.Sum64()
	return uint16(sum ^ sum>>16 ^ sum>>32 ^ sum>>48)
}

func (p *prints) lineCount() int { return len(p.words) }

func (p *prints) wordsIn(ranges []lineRange) int {
	n := 0
	for i, words := range p.words {
		for _, r := range ranges {
			if r.from <= i+1 && i+1 <= r.to {
				n += words
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
		for from := max(at, r.from); from <= min(r.to, len(p.runs)); from++ {
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
	hashes := part.hashes(i, n)
	for line := from; line <= min(limit, len(p.runs)); line++ {
		if len(p.runs[line-1]) == 0 {
			continue
		}
		for span := 0; span <= min(last-line, maxSpan); span++ {
			if _, ok := slices.BinarySearch(p.runs[line-1], hashes[span]); ok {
				return line, line + span, true
			}
		}
	}
	return 0, 0, false
}

// hashes gives a run's hash for every span, worked out once.
func (t *text) hashes(i, n int) []uint16 {
	if t.spans == nil {
		t.spans = make([][]uint16, len(t.words))
	}
	if t.spans[i] == nil {
		for span := 0; span <= maxSpan; span++ {
			t.spans[i] = append(t.spans[i], runHash(t, i, n, span))
		}
	}
	return t.spans[i]
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
		out = binary.AppendUvarint(out, uint64(len(p.words)))
		for i, runs := range p.runs {
			out = binary.AppendUvarint(out, uint64(p.words[i]))
			out = binary.AppendUvarint(out, uint64(len(runs)))
			for _, run := range runs {
				out = binary.LittleEndian.AppendUint16(out, run)
			}
		}
	}
	return binary.LittleEndian.AppendUint32(out, castagnoli(out))
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
		p.words = append(p.words, r.number())
		taken := r.take(2 * r.number())
		runs := make([]uint16, 0, len(taken)/2)
		for ; len(taken) > 1; taken = taken[2:] {
			runs = append(runs, binary.LittleEndian.Uint16(taken))
		}
		p.runs = append(p.runs, runs)
	}
	return p
}
