package store

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"

	"waymark/schema"
)

// A file of a release:
//
//	magic  version  schema  id  asOf  nodes  edges      what it is
//	count  lengths  bytes                               the texts, each once
//	count  { type id props edges }                      the records, texts by place
//	CRC-32C of all that
//
// Numbers are varints. A record's nulls are a row of bits, so that the many
// empty columns of a localized text cost next to nothing.
const (
	magic   = "WAYMARK\n"
	version = 1
)

// Encode writes a release in its binary form. Equal releases give equal bytes.
// Returns w's error, or one that names the record that cannot be written.
func Encode(w io.Writer, r *Release) error {
	e := &encoder{places: map[string]uint64{}}
	e.uint(uint64(len(r.Records)))
	for _, record := range r.Records {
		if err := e.record(record); err != nil {
			return fmt.Errorf("encode %s: %w", record.ID, err)
		}
	}
	out := append([]byte(magic), version)
	for _, s := range []string{r.Info.Schema, r.Info.ID, r.Info.AsOf} {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	out = binary.AppendUvarint(out, uint64(r.Info.Nodes))
	out = binary.AppendUvarint(out, uint64(r.Info.Edges))
	out = binary.AppendUvarint(out, uint64(len(e.texts)))
	for _, s := range e.texts {
		out = binary.AppendUvarint(out, uint64(len(s)))
	}
	for _, s := range e.texts {
		out = append(out, s...)
	}
	out = append(out, e.body...)
	out = binary.LittleEndian.AppendUint32(out, checksum(out))
	_, err := w.Write(out)
	return err
}

func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// encoder gathers the texts while it writes the records.
type encoder struct {
	body   []byte
	texts  []string
	places map[string]uint64
}

func (e *encoder) uint(n uint64) { e.body = binary.AppendUvarint(e.body, n) }

func (e *encoder) text(s string) {
	place, known := e.places[s]
	if !known {
		place = uint64(len(e.texts))
		e.places[s] = place
		e.texts = append(e.texts, s)
	}
	e.uint(place)
}

func (e *encoder) record(r Record) error {
	e.text(r.Type)
	e.text(r.ID)
	e.uint(uint64(len(r.Props)))
	bits := len(e.body)
	e.body = append(e.body, make([]byte, (len(r.Props)+7)/8)...)
	for i, v := range r.Props {
		if v.IsNull() {
			continue
		}
		e.body[bits+i/8] |= 1 << (i % 8)
		if err := e.value(v, true); err != nil {
			return fmt.Errorf("property %d: %w", i, err)
		}
	}
	e.uint(uint64(len(r.Edges)))
	for _, targets := range r.Edges {
		e.uint(uint64(len(targets)))
		for _, target := range targets {
			e.text(target)
		}
	}
	return nil
}

func (e *encoder) value(v schema.Value, lists bool) error {
	e.body = append(e.body, byte(v.Kind))
	switch v.Kind {
	case schema.TextValue:
		e.text(v.Text)
	case schema.IntValue:
		e.body = binary.AppendVarint(e.body, v.Int)
	case schema.FloatValue:
		e.body = binary.LittleEndian.AppendUint64(e.body, math.Float64bits(v.Float))
	case schema.BoolValue:
		e.body = append(e.body, byte(bit(v.Bool)))
	case schema.ListValue:
		if !lists {
			return fmt.Errorf("a list within a list")
		}
		e.uint(uint64(len(v.List)))
		for _, element := range v.List {
			if err := e.value(element, false); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("a value of kind %d", v.Kind)
	}
	return nil
}
