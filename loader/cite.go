package loader

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"waymark/schema"
)

// entryPredicate is what a citation is about that covers a whole entry.
const entryPredicate = "entry"

// citation is one place in a document, perhaps with the words that stand there.
type citation struct {
	pos       schema.Pos
	document  *entry
	place     string
	lines     []lineRange // nil for a page or an article
	quote     string
	voice     string
	certainty string
	is        *value
}

// claim is what a citation is for: a value as written, and what it leads to.
type claim struct {
	value   string
	targets []string
}

// cites makes the statements of one citation, or of a list of them.
func (c *checker) cites(e *entry, predicate string, claimed *claim, v *value) []*entry {
	if len(v.elements()) == 0 {
		c.fault(e, v.pos, "cite", `write [source] place "quote"`, `"cite" is empty`)
	}
	var made []*entry
	for _, item := range citationItems(v) {
		cit := c.citation(e, item)
		if cit == nil {
			e.failed["cite"] = true
			continue
		}
		c.prove(e, cit)
		if predicate == entryPredicate && cit.quote != "" {
			e.quotes = append(e.quotes, cit.quote)
		}
		made = append(made, c.claims(e, predicate, claimed, cit)...)
	}
	return made
}

// citationItems gives single citations; a map whose cite is a list stands for several.
func citationItems(v *value) []*value {
	var items []*value
	for _, item := range v.elements() {
		cite := item.get("cite")
		if cite == nil || cite.kind != list {
			items = append(items, item)
			continue
		}
		for _, one := range cite.items {
			single := &value{kind: mapping, pos: one.pos, pairs: []pair{{"cite", one.pos, one}}}
			for _, p := range item.pairs {
				if p.key != "cite" {
					single.pairs = append(single.pairs, p)
				}
			}
			items = append(items, single)
		}
	}
	return items
}

// claims makes one statement, or one for each node that a relationship leads to.
func (c *checker) claims(e *entry, predicate string, claimed *claim, cit *citation) []*entry {
	if claimed == nil || len(claimed.targets) < 2 {
		return []*entry{c.statement(e, predicate, claimed, cit)}
	}
	var made []*entry
	for _, target := range claimed.targets {
		made = append(made, c.statement(e, predicate, &claim{target, []string{target}}, cit))
	}
	return made
}

// citation reads `[source] place "quote"`, or a map with that as `cite`.
func (c *checker) citation(e *entry, v *value) *citation {
	cit := &citation{pos: v.pos, certainty: "STATED"}
	text := v
	if v.kind == mapping {
		text = v.get("cite")
		if !c.citationWords(e, v, cit) {
			return nil
		}
	}
	if text == nil || text.kind != words {
		c.fault(e, v.pos, "cite", `write [source] place "quote"`, "a citation must be a text, or a map with cite")
		return nil
	}
	cit.pos = text.pos
	head, quote, quoted := strings.Cut(strings.Join(strings.Fields(text.text), " "), `"`)
	if quoted {
		cit.quote = strings.TrimSuffix(quote, `"`)
		if cit.quote == quote {
			c.fault(e, cit.pos, "cite", `if it has " #" in it, `+blockHint, "the quote does not end with a quotation mark")
			return nil
		}
	}
	if !c.where(e, strings.TrimSpace(head), cit) {
		return nil
	}
	return cit
}

// citationWords reads what a map says besides its place.
func (c *checker) citationWords(e *entry, v *value, cit *citation) bool {
	right := true
	for _, p := range v.pairs {
		hint, known := "", true
		switch p.key {
		case "cite":
		case "is":
			cit.is = p.value
		case "voice":
			cit.voice, hint = c.statementEnum("voice", p.value)
		case "certainty":
			cit.certainty, hint = c.statementEnum("certainty", p.value)
		default:
			known, right = false, false
			if strings.Contains(p.key, `"`) {
				c.fault(e, p.pos, "cite", blockHint, "the quote has a colon and a blank in it")
				continue
			}
			c.fault(e, p.pos, "unknown-key", didYouMean(p.key, []string{"cite", "is", "voice", "certainty"}), "%q is not known in a citation", p.key)
		}
		if hint != "" {
			c.fault(e, p.value.pos, "value", hint, "%q cannot be %q", p.key, p.value.print())
		}
		right = right && hint == "" && known
	}
	return right
}

// blockHint tells how to write a quote that YAML would take apart.
const blockHint = "write such a citation as a block, below cite: >-"

func (c *checker) statementEnum(field string, v *value) (string, string) {
	stored, hint := enumValue(c.model.Node(statementType).Field(field).Property.Enum, v.text)
	return stored.Text, hint
}

var (
	lineStart = regexp.MustCompile(`^L\d`)
	lineForm  = regexp.MustCompile(`^L\d+(-\d+)?(,\d+(-\d+)?)*$`)
)

// where reads the document and the place of a citation.
func (c *checker) where(e *entry, head string, cit *citation) bool {
	source := &value{kind: words, pos: cit.pos}
	if lineStart.MatchString(head) {
		if e.file.source == nil {
			c.fault(e, cit.pos, "cite", `write "source" at the head of the file, or name one here`, "the citation names no source")
			return false
		}
		cit.document, cit.place = c.fileSource(e.file), head
	} else {
		source.text, cit.place, _ = strings.Cut(head, " ")
		cit.document = c.resolve(e, "source", source, c.model.NodesOf(documentType))
	}
	if cit.document == nil {
		return false
	}
	if cit.place == "" {
		c.fault(e, cit.pos, "cite", `write [source] place "quote"; a page seen as a whole is "page"`, "the citation has no place")
		return false
	}
	if lineStart.MatchString(cit.place) {
		return c.lines(e, cit)
	}
	return true
}

// fileSource finds the document of a file's head, and reports it once if it is none.
func (c *checker) fileSource(f *file) *entry {
	if f.document == nil && !f.sought {
		f.sought = true
		f.document = c.resolve(&entry{jurisdiction: f.jurisdiction}, "source", f.source, c.model.NodesOf(documentType))
	}
	return f.document
}

// lineRange is a run of lines, both ends inclusive.
type lineRange struct{ from, to int }

func (r lineRange) String() string {
	if r.from == r.to {
		return fmt.Sprintf("L%d", r.from)
	}
	return fmt.Sprintf("L%d-%d", r.from, r.to)
}

// lines reads L828,835-836.
func (c *checker) lines(e *entry, cit *citation) bool {
	if !lineForm.MatchString(cit.place) {
		c.fault(e, cit.pos, "cite", "write L825-826 or L828,835-836, then the quote in quotation marks", "%q is no place", cit.place)
		return false
	}
	last := 0
	for _, part := range strings.Split(cit.place[1:], ",") {
		from, to, isRange := strings.Cut(part, "-")
		r := lineRange{}
		r.from, _ = strconv.Atoi(from)
		if r.to = r.from; isRange {
			r.to, _ = strconv.Atoi(to)
		}
		if r.from <= last || r.to < r.from || r.to > maxLine {
			c.fault(e, cit.pos, "cite", "", "the lines %q are not in order", cit.place)
			return false
		}
		cit.lines = append(cit.lines, r)
		last = r.to
	}
	return true
}

// statement makes what one citation says about one thing.
func (c *checker) statement(about *entry, predicate string, claimed *claim, cit *citation) *entry {
	id := fmt.Sprintf("%s:%s:%s:%s", about.id, predicate, cit.document.key, strings.ReplaceAll(cit.place, " ", ""))
	s := c.made(statementType, c.free(id), about, cit.pos)
	s.link("about", about.id)
	s.put("predicate", schema.Text(predicate))
	switch {
	case cit.is != nil:
		s.put("value", schema.Text(cit.is.print()))
	case claimed != nil:
		s.put("value", schema.Text(claimed.value))
	}
	if claimed != nil && len(claimed.targets) == 1 {
		s.link("object", claimed.targets[0])
	}
	s.put("voice", schema.Text(c.voice(cit)))
	s.put("certainty", schema.Text(cit.certainty))
	c.supports = append(c.supports, support{s, c.passage(cit)})
	about.statements = append(about.statements, s)
	c.summary.Citations++
	return s
}

// voice is the citation's own word, else that of the section, else that of the document.
func (c *checker) voice(cit *citation) string {
	if cit.voice != "" {
		return cit.voice
	}
	if s := c.section(cit); s != nil && !s.get("voice").IsNull() {
		return s.get("voice").Text
	}
	return cit.document.get("voice").Text
}
