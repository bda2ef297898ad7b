package store

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"math"

	"waymark/schema"
)

// Hash gives the id of a release: the SHA-256, in hex, of its schema, its date
// and its records in their order. Info.ID, Nodes and Edges do not count, nor does
// the form in which a file keeps the release.
func Hash(r *Release) string {
	sum := sha256.New()
	h := begin(sum, r.Info, len(r.Records))
	for _, record := range r.Records {
		h.record(record)
	}
	return h.finish(sum)
}

// HashRecords gives the id of a release that nobody holds as a whole: info tells
// its schema, its date and how many nodes it has, the records come in the order of
// their ids. Returns the error of records, or one that says that their number is
// another.
func HashRecords(info Info, records iter.Seq2[Record, error]) (string, error) {
	sum := sha256.New()
	h := begin(sum, info, info.Nodes)
	n := 0
	for record, err := range records {
		if err != nil {
			return "", err
		}
		h.record(record)
		n++
	}
	if n != info.Nodes {
		return "", fmt.Errorf("hash a release: %d records came, not %d", n, info.Nodes)
	}
	return h.finish(sum), nil
}

func begin(sum hash.Hash, info Info, nodes int) *hasher {
	h := &hasher{w: bufio.NewWriterSize(sum, 1<<15)}
	h.text(info.Schema)
	h.text(info.AsOf)
	h.number(nodes)
	return h
}

// hasher writes content so that no two contents give the same bytes: every text
// and list has its length before it.
type hasher struct {
	w   *bufio.Writer
	buf [binary.MaxVarintLen64]byte
}

func (h *hasher) finish(sum hash.Hash) string {
	h.w.Flush() // a hash never fails to take bytes
	return hex.EncodeToString(sum.Sum(nil))
}

func (h *hasher) uint(n uint64) {
	h.w.Write(binary.AppendUvarint(h.buf[:0], n))
}

func (h *hasher) number(n int) { h.uint(uint64(n)) }

func (h *hasher) text(s string) {
	h.number(len(s))
	h.w.WriteString(s)
}

func (h *hasher) record(r Record) {
	h.text(r.Type)
	h.text(r.ID)
	h.number(len(r.Props))
	for _, v := range r.Props {
		h.value(v)
	}
	h.number(len(r.Edges))
	for _, targets := range r.Edges {
		h.number(len(targets))
		for _, target := range targets {
			h.text(target)
		}
	}
}

func (h *hasher) value(v schema.Value) {
	h.w.WriteByte(byte(v.Kind))
	switch v.Kind {
	case schema.TextValue:
		h.text(v.Text)
	case schema.IntValue:
		h.uint(uint64(v.Int))
	case schema.FloatValue:
		h.uint(math.Float64bits(v.Float))
	case schema.BoolValue:
		h.uint(bit(v.Bool))
	case schema.ListValue:
		h.number(len(v.List))
		for _, e := range v.List {
			h.value(e)
		}
	}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
