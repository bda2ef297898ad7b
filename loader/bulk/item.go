package bulk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"waymark/schema"
)

// item is one piece of JSON with its place.
type item struct {
	kind  kind
	text  string // of words and numbers; true or false
	items []item
	pairs []pair
	pos   schema.Pos
}

type pair struct {
	key   string
	pos   schema.Pos
	value item
}

type kind uint8

const (
	null kind = iota
	words
	number
	boolean
	list
	object
)

func (k kind) String() string {
	return []string{"null", "a text", "a number", "true or false", "a list", "an object"}[k]
}

// get gives the value of a key; null if it is not there.
func (i item) get(key string) (item, bool) {
	for _, p := range i.pairs {
		if p.key == key {
			return p.value, true
		}
	}
	return item{pos: i.pos}, false
}

const maxNesting = 20 // far deeper than any node

// parse reads one JSON text that stands in one line. The error has its place.
func parse(text []byte, at schema.Pos) (item, *schema.Error) {
	p := &parser{text: text, at: at, json: json.NewDecoder(bytes.NewReader(text))}
	p.json.UseNumber()
	v, err := p.value(0)
	if err == nil {
		if _, more := p.json.Token(); more == nil {
			err = errors.New("something follows the JSON of the line")
		} else if !errors.Is(more, io.EOF) {
			err = more
		}
	}
	if err != nil {
		return item{}, &schema.Error{Pos: p.place(), Rule: "json", Msg: "this is no JSON: " + explain(err)}
	}
	return v, nil
}

func explain(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the line ends in the middle"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

type parser struct {
	text []byte
	at   schema.Pos
	json *json.Decoder
}

// place is where the next token begins.
func (p *parser) place() schema.Pos {
	rest := p.text[min(int(p.json.InputOffset()), len(p.text)):]
	blank := len(rest) - len(bytes.TrimLeft(rest, " \t\r,:"))
	pos := p.at
	pos.Col += len(p.text) - len(rest) + blank
	return pos
}

func (p *parser) value(depth int) (item, error) {
	v := item{pos: p.place()}
	token, err := p.json.Token()
	if err != nil {
		return v, err
	}
	switch t := token.(type) {
	case nil:
	case string:
		v.kind, v.text = words, t
	case json.Number:
		v.kind, v.text = number, t.String()
	case bool:
		v.kind, v.text = boolean, fmt.Sprint(t)
	case json.Delim:
		if depth > maxNesting {
			return v, errors.New("the values are nested too deep")
		}
		if t == '[' {
			v.kind = list
			return v, p.list(&v, depth)
		}
		v.kind = object
		return v, p.object(&v, depth)
	}
	return v, nil
}

func (p *parser) list(v *item, depth int) error {
	for p.json.More() {
		one, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		v.items = append(v.items, one)
	}
	_, err := p.json.Token()
	return err
}

func (p *parser) object(v *item, depth int) error {
	for p.json.More() {
		pos := p.place()
		token, err := p.json.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string) // the decoder takes nothing else as a key
		if _, dup := v.get(key); dup {
			return fmt.Errorf("%q stands twice", key)
		}
		value, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		v.pairs = append(v.pairs, pair{key, pos, value})
	}
	_, err := p.json.Token()
	return err
}
