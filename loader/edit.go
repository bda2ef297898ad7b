package loader

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"waymark/schema"
)

// edit replaces a piece of a file's text; a piece without length is a place to
// write at.
type edit struct {
	at, length int // bytes
	text       string
}

// editor collects edits of one file by the places of its values. What it does not
// touch stays as it is, byte for byte.
type editor struct {
	text  []byte
	edits []edit
}

// apply gives the text with all edits made.
func (d *editor) apply() []byte {
	slices.SortStableFunc(d.edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	var out []byte
	done := 0
	for _, e := range d.edits {
		out = append(append(out, d.text[done:e.at]...), e.text...)
		done = e.at + e.length
	}
	return append(out, d.text[done:]...)
}

// offset finds the byte of a place; columns count characters.
func (d *editor) offset(pos schema.Pos) (int, bool) {
	at := 0
	for line := 1; line < pos.Line; line++ {
		end := bytes.IndexByte(d.text[at:], '\n')
		if end < 0 {
			return 0, false
		}
		at += end + 1
	}
	for col := 1; col < pos.Col; col++ {
		r, size := utf8.DecodeRune(d.text[at:])
		if size == 0 || r == '\n' {
			return 0, false
		}
		at += size
	}
	return at, true
}

// span finds where a value of one line stands, quoted or plain, and how long it is.
func (d *editor) span(v *value) (at, length int, ok bool) {
	at, ok = d.offset(v.pos)
	if !ok || v.kind != words {
		return 0, 0, false
	}
	for _, quote := range []string{"", `"`, "'"} {
		written := quote + v.text + quote
		if bytes.HasPrefix(d.text[at:], []byte(written)) {
			return at, len(written), true
		}
	}
	return 0, 0, false
}

// replace writes other words where a value of one line stands.
func (d *editor) replace(v *value, text string) error {
	at, length, ok := d.span(v)
	if !ok {
		return byHand(v.pos)
	}
	d.edits = append(d.edits, edit{at, length, text})
	return nil
}

// byHand is the error of a form that cannot be edited by place.
func byHand(pos schema.Pos) error {
	return fmt.Errorf("%s: what stands here is not of a form that can be renewed; edit it by hand", pos)
}

// insert writes new keys into a map: before its key cite if that can be, since
// citations stand last, else before its first key.
func (d *editor) insert(v *value, lines ...string) error {
	order := slices.Clone(v.pairs)
	slices.SortStableFunc(order, func(a, b pair) int { return citeFirst(b.key) - citeFirst(a.key) })
	for _, p := range order {
		at, ok := d.offset(p.pos)
		if !ok {
			continue
		}
		if v.flow {
			d.edits = append(d.edits, edit{at, 0, strings.Join(lines, ", ") + ", "})
			return nil
		}
		start := bytes.LastIndexByte(d.text[:at], '\n') + 1
		indent := string(d.text[start:at])
		if strings.Trim(indent, " ") != "" { // a key behind the dash of a list
			continue
		}
		var text string
		for _, line := range lines {
			text += indent + line + d.lineEnd()
		}
		d.edits = append(d.edits, edit{start, 0, text})
		return nil
	}
	return byHand(v.pos)
}

func citeFirst(key string) int {
	if key == "cite" {
		return 1
	}
	return 0
}

// add writes one more item at the end of a list.
func (d *editor) add(v *value, text string) error {
	at, length, ok := d.span(v.items[len(v.items)-1])
	if !ok {
		return byHand(v.pos)
	}
	if v.flow {
		d.edits = append(d.edits, edit{at + length, 0, ", " + text})
		return nil
	}
	start := bytes.LastIndexByte(d.text[:at], '\n') + 1
	end := len(d.text)
	if n := bytes.IndexByte(d.text[at:], '\n'); n >= 0 {
		end = at + n + 1
	}
	d.edits = append(d.edits, edit{end, 0, string(d.text[start:at]) + text + d.lineEnd()})
	return nil
}

func (d *editor) lineEnd() string {
	if bytes.Contains(d.text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}
