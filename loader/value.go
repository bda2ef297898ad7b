package loader

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"waymark/schema"

	yaml "github.com/goccy/go-yaml"
)

// value is one piece of a seed file: words, a list or a map, with its place.
// Words are kept as written, whatever type YAML would give them, so that 2,106
// and 2004-04 stay what the steward typed.
type value struct {
	kind  valueKind
	text  string
	items []*value
	pairs []pair
	flow  bool // a list or map in brackets
	pos   schema.Pos
}

type valueKind uint8

const (
	empty valueKind = iota
	words
	list
	mapping
)

// pair is one key of a map, with its place.
type pair struct {
	key   string
	pos   schema.Pos
	value *value
}

// get gives the value of a key, or nil.
func (v *value) get(key string) *value {
	if v == nil {
		return nil
	}
	for _, p := range v.pairs {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

// elements gives a list's items, or the value itself as the only one.
func (v *value) elements() []*value {
	switch {
	case v == nil || v.kind == empty:
		return nil
	case v.kind == list:
		return v.items
	default:
		return []*value{v}
	}
}

// print gives the value as a short text, as written.
func (v *value) print() string {
	switch v.kind {
	case words:
		return v.text
	case list:
		parts := make([]string, len(v.items))
		for i, item := range v.items {
			parts[i] = item.print()
		}
		return strings.Join(parts, ", ")
	case mapping:
		parts := make([]string, len(v.pairs))
		for i, p := range v.pairs {
			parts[i] = p.print()
		}
		return strings.Join(parts, ", ")
	default:
		return ""
	}
}

// print gives the pair as a text: until the proceedings end.
func (p pair) print() string {
	key, text := strings.ReplaceAll(p.key, "_", " "), p.value.print()
	switch {
	case text == "true":
		return key
	case key == "is" || key == "length":
		return text
	default:
		return strings.TrimSpace(key + " " + text)
	}
}

// reading turns the text of one file into values.
type reading struct {
	file   string
	faults *faults
}

// document reads a YAML text; nil if it is none or holds no map.
func (r reading) document(text []byte) (doc *value) {
	// The library has panicked on torn files; the steward still deserves a place.
	defer func() {
		if p := recover(); p != nil {
			r.faults.add(schema.Pos{File: r.file, Line: 1, Col: 1}, "yaml", "the file is no YAML that can be read", "")
			doc = nil
		}
	}()
	if !utf8.Valid(text) {
		r.faults.add(schema.Pos{File: r.file, Line: 1, Col: 1}, "yaml", "the file is not in UTF-8", "")
		return nil
	}
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		v := r.value(d.Body, 0)
		switch {
		case doc != nil:
			r.faults.add(v.pos, "yaml", "a second document in one file", "drop the line ---")
		case v.kind == mapping:
			doc = v
		default:
			r.faults.add(v.pos, "yaml", "a seed file is a map that begins with jurisdiction", "")
			return nil
		}
	}
	if doc == nil {
		r.faults.add(schema.Pos{File: r.file, Line: 1, Col: 1}, "yaml", "the file is empty", "")
	}
	return doc
}

func (r reading) syntax(err error) {
	var syntax yaml.Error
	if !errors.As(err, &syntax) || syntax.GetToken() == nil {
		r.faults.add(schema.Pos{File: r.file, Line: 1, Col: 1}, "yaml", firstLine(err.Error()), "")
		return
	}
	r.faults.add(r.place(syntax.GetToken()), "yaml", firstLine(syntax.GetMessage()), "")
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func (r reading) place(t *token.Token) schema.Pos {
	if t == nil || t.Position == nil {
		return schema.Pos{File: r.file, Line: 1, Col: 1}
	}
	return schema.Pos{File: r.file, Line: max(t.Position.Line, 1), Col: max(t.Position.Column, 1)}
}

const plainYAML = "anchors, aliases and tags are not used in seed files"

const maxNesting = 50 // far deeper than any entry

func (r reading) value(n ast.Node, depth int) *value {
	if n == nil {
		return &value{pos: schema.Pos{File: r.file, Line: 1, Col: 1}}
	}
	pos := r.place(n.GetToken())
	if depth > maxNesting {
		r.faults.add(pos, "yaml", "the values are nested too deep", "")
		return &value{pos: pos}
	}
	switch n := n.(type) {
	case *ast.NullNode:
		return &value{pos: pos}
	case *ast.StringNode:
		return &value{kind: words, text: n.Value, pos: pos}
	case *ast.LiteralNode:
		return &value{kind: words, text: strings.TrimSpace(n.Value.Value), pos: pos}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return &value{kind: words, text: n.GetToken().Value, pos: pos}
	case *ast.SequenceNode:
		return r.list(n, depth)
	case *ast.MappingNode:
		v := r.mapping(n.Values, pos, depth)
		v.flow = n.IsFlowStyle
		return v
	case *ast.MappingValueNode:
		return r.mapping([]*ast.MappingValueNode{n}, pos, depth)
	case *ast.AnchorNode:
		r.faults.add(pos, "yaml", plainYAML, "write the value itself")
		return r.value(n.Value, depth+1)
	case *ast.TagNode:
		r.faults.add(pos, "yaml", plainYAML, "write the value itself")
		return r.value(n.Value, depth+1)
	default:
		r.faults.add(pos, "yaml", plainYAML, "write the value itself")
		return &value{pos: pos}
	}
}

func (r reading) list(n *ast.SequenceNode, depth int) *value {
	v := &value{kind: list, pos: r.place(n.Start), flow: n.IsFlowStyle}
	for _, item := range n.Values {
		v.items = append(v.items, r.value(item, depth+1))
	}
	return v
}

func (r reading) mapping(pairs []*ast.MappingValueNode, pos schema.Pos, depth int) *value {
	v := &value{kind: mapping, pos: pos}
	first := map[string]schema.Pos{}
	for i, p := range pairs {
		key := r.value(p.Key, depth+1)
		if i == 0 {
			v.pos = key.pos
		}
		if key.kind != words || key.text == "" {
			r.faults.add(key.pos, "yaml", "a key must be a word", "")
			continue
		}
		if before, dup := first[key.text]; dup {
			r.faults.add(key.pos, "duplicate-key", fmt.Sprintf("%q stands twice here; it is already at line %d", key.text, before.Line), "")
			continue
		}
		first[key.text] = key.pos
		v.pairs = append(v.pairs, pair{key.text, key.pos, r.value(p.Value, depth+1)})
	}
	return v
}
