package loader

import (
	"slices"
	"strings"

	"waymark/schema"
)

// passageKey tells passages apart.
type passageKey struct{ document, place, quote string }

// passage is one place that is cited, perhaps more than once.
type passage struct {
	key   passageKey
	entry *entry
}

// support is the edge from a statement to its passage; the passage has its id
// only when all are known.
type support struct {
	statement *entry
	passage   *passage
}

func (c *checker) passage(cit *citation) *passage {
	key := passageKey{cit.document.id, cit.place, cit.quote}
	if p := c.passages[key]; p != nil {
		return p
	}
	doc := cit.document
	e := &entry{node: c.model.Node(passageType), jurisdiction: doc.jurisdiction, file: doc.file, parent: doc, pos: cit.pos}
	e.blank()
	e.put("place", schema.Text(cit.place))
	if cit.quote != "" {
		e.put("quote", schema.Text(cit.quote))
	}
	if len(cit.lines) > 0 {
		e.put("lines", schema.Text(cit.place[1:]))
		e.put("lineStart", integer(int64(cit.lines[0].from)))
		e.put("lineEnd", integer(int64(cit.lines[len(cit.lines)-1].to)))
		if s := c.section(cit); s != nil {
			e.link("section", s.id)
		}
	}
	e.link("document", doc.id)
	p := &passage{key, e}
	c.passages[key] = p
	return p
}

// section finds the part of the document that the first line stands in.
func (c *checker) section(cit *citation) *entry {
	if len(cit.lines) == 0 {
		return nil
	}
	line := int64(cit.lines[0].from)
	for _, e := range cit.document.children {
		if e.node.Name == sectionType && e.get("firstLine").Int <= line && line <= e.get("lastLine").Int {
			return e
		}
	}
	return nil
}

// namePassages gives passages readable ids: the place, then the first words of
// the quote; where two quotes of one place begin alike, more words.
func (c *checker) namePassages() {
	keys := make([]passageKey, 0, len(c.passages))
	for key := range c.passages {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b passageKey) int {
		return strings.Compare(a.document+"\x00"+a.place+"\x00"+a.quote, b.document+"\x00"+b.place+"\x00"+b.quote)
	})
	beginnings := map[string]int{}
	for _, key := range keys {
		for _, id := range passageIDs(key) {
			beginnings[id]++
		}
	}
	for _, key := range keys {
		p := c.passages[key]
		p.entry.id = c.passageID(key, beginnings)
		p.entry.key = p.entry.id
		c.byID[p.entry.id] = p.entry
		c.entries = append(c.entries, p.entry)
	}
	for _, s := range c.supports {
		s.statement.link("passage", s.passage.entry.id)
	}
}

// passageID takes the shortest id that no other passage could have had, so that an
// id that once was given never names another passage.
func (c *checker) passageID(key passageKey, beginnings map[string]int) string {
	ids := passageIDs(key)
	for _, id := range ids {
		if beginnings[id] == 1 {
			return c.free(id)
		}
	}
	return c.free(ids[len(ids)-1])
}

// passageIDs gives the ids that a passage may have, the shortest first.
func passageIDs(key passageKey) []string {
	base := key.document + ":" + strings.ReplaceAll(key.place, " ", "")
	words := slugWords(key.quote)
	if len(words) == 0 {
		return []string{base}
	}
	var ids []string
	for n := min(3, len(words)); n <= len(words); n++ {
		ids = append(ids, base+":"+strings.Join(words[:n], "-"))
	}
	return ids
}

// slugWords gives the words of a quote in lower case, folded to plain letters.
func slugWords(quote string) []string {
	t := normalize([]string{strings.ReplaceAll(schema.Fold(quote), "-", " ")})
	list := make([]string, len(t.words))
	for i := range t.words {
		list[i] = t.word(i)
	}
	return list
}
