package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"

	"waymark/schema"
)

// ErrDamaged is what Decode's errors wrap where the bytes are no whole release.
var ErrDamaged = errors.New("the compiled release is damaged; make it again from the seed files")

// Decode reads a release that Encode wrote. Returns an error that wraps
// ErrDamaged where b is cut short, altered, or no release at all, and another
// where a different version of this program wrote it. It does not prove that
// Info.ID is the Hash of the content: the checksum finds accidents, not forgery.
func Decode(b []byte) (*Release, error) {
	if !strings.HasPrefix(string(b[:min(len(b), len(magic))]), magic) {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrDamaged, magic)
	}
	if len(b) < len(magic)+1+4 {
		return nil, fmt.Errorf("%w: %d bytes are too few", ErrDamaged, len(b))
	}
	if v := b[len(magic)]; v != version {
		return nil, fmt.Errorf("the compiled release has form %d, this program reads form %d; make it again from the seed files", v, version)
	}
	end := len(b) - 4
	if got, want := checksum(b[:end]), binary.LittleEndian.Uint32(b[end:]); got != want {
		return nil, fmt.Errorf("%w: its checksum is %08x, not %08x", ErrDamaged, got, want)
	}
	d := &decoder{in: b[:end], at: len(magic) + 1}
	r := d.release()
	if d.err == nil && d.at != end {
		d.fail("%d bytes are left over", end-d.at)
	}
	if d.err != nil {
		return nil, d.err
	}
	return r, nil
}

// decoder reads on after an error, but only zeros: the first error is kept.
type decoder struct {
	in    []byte
	at    int
	texts []string
	slab  []schema.Value // values are cut from slabs: one allocation for many records
	err   error
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("%w: at byte %d: %s", ErrDamaged, d.at, fmt.Sprintf(format, args...))
	}
}

func (d *decoder) uint() uint64 {
	if d.at < len(d.in) && d.in[d.at] < 0x80 { // most numbers are small
		n := d.in[d.at]
		d.at++
		return uint64(n)
	}
	n, size := binary.Uvarint(d.in[min(d.at, len(d.in)):])
	if size <= 0 {
		d.fail("no number")
		d.at = len(d.in)
		return 0
	}
	d.at += size
	return n
}

// count reads the length of something whose elements take at least one byte
// each, so that a damaged length cannot ask for more memory than the input has.
func (d *decoder) count(what string) int {
	n := d.uint()
	if n > uint64(len(d.in)-d.at) {
		d.fail("%d %s do not fit", n, what)
		return 0
	}
	return int(n)
}

func (d *decoder) bytes(n int, what string) []byte {
	if n > len(d.in)-d.at {
		d.fail("%s: %d bytes do not fit", what, n)
		return make([]byte, min(n, 8))
	}
	d.at += n
	return d.in[d.at-n : d.at]
}

func (d *decoder) release() *Release {
	r := &Release{}
	for _, s := range []*string{&r.Info.Schema, &r.Info.ID, &r.Info.AsOf} {
		*s = string(d.bytes(d.count("bytes"), "head"))
	}
	r.Info.Nodes, r.Info.Edges = d.number(), d.number()
	d.readTexts()
	n := d.count("records")
	r.Records = make([]Record, 0, n)
	for i := 0; i < n && d.err == nil; i++ {
		r.Records = append(r.Records, d.record())
	}
	return r
}

// number reads a count that says nothing about the bytes that follow.
func (d *decoder) number() int {
	n := d.uint()
	if n > math.MaxInt32 {
		d.fail("the count %d is too large", n)
		return 0
	}
	return int(n)
}

// readTexts reads all texts as parts of one string.
func (d *decoder) readTexts() {
	n := d.count("texts")
	lengths, total := make([]int, n), 0
	for i := range lengths {
		lengths[i] = d.count("bytes")
		total += lengths[i]
	}
	if total > len(d.in)-d.at {
		d.fail("%d bytes of texts do not fit", total)
		return
	}
	block := string(d.bytes(total, "texts"))
	d.texts = make([]string, n)
	at := 0
	for i, length := range lengths {
		d.texts[i] = block[at : at+length]
		at += length
	}
}

func (d *decoder) text() string {
	place := d.uint()
	if place >= uint64(len(d.texts)) {
		d.fail("there is no text %d", place)
		return ""
	}
	return d.texts[place]
}

func (d *decoder) record() Record {
	r := Record{Type: d.text(), ID: d.text()}
	n := d.uint()
	if n > uint64(len(d.in)-d.at)*8 {
		d.fail("%d properties do not fit", n)
		return r
	}
	r.Props = d.values(int(n))
	bits := d.bytes((int(n)+7)/8, "nulls")
	for i := 0; i < len(r.Props) && d.err == nil; i++ {
		if bits[i/8]>>(i%8)&1 == 1 {
			r.Props[i] = d.value(true)
		}
	}
	r.Edges = make([][]string, d.count("relationships"))
	for i := 0; i < len(r.Edges) && d.err == nil; i++ {
		r.Edges[i] = d.targets()
	}
	return r
}

func (d *decoder) targets() []string {
	n := d.count("targets")
	if n == 0 {
		return nil
	}
	targets := make([]string, n)
	for i := range targets {
		targets[i] = d.text()
	}
	return targets
}

// values cuts n null values from the slab.
func (d *decoder) values(n int) []schema.Value {
	const slab = 4096
	if n > len(d.slab) {
		d.slab = make([]schema.Value, max(n, slab))
	}
	cut := d.slab[:n:n]
	d.slab = d.slab[n:]
	return cut
}

func (d *decoder) value(lists bool) schema.Value {
	kind := schema.ValueKind(d.bytes(1, "kind")[0])
	switch kind {
	case schema.TextValue:
		return schema.Text(d.text())
	case schema.IntValue:
		n := d.uint()
		return schema.Value{Kind: kind, Int: int64(n>>1) ^ -int64(n&1)}
	case schema.FloatValue:
		return schema.Value{Kind: kind, Float: math.Float64frombits(binary.LittleEndian.Uint64(d.bytes(8, "float")))}
	case schema.BoolValue:
		return schema.Value{Kind: kind, Bool: d.bytes(1, "boolean")[0] == 1}
	case schema.ListValue:
		if !lists {
			break
		}
		v := schema.Value{Kind: kind, List: d.values(d.count("elements"))}
		for i := 0; i < len(v.List) && d.err == nil; i++ {
			v.List[i] = d.value(false)
		}
		return v
	}
	d.fail("a value of kind %d", kind)
	return schema.Value{}
}
