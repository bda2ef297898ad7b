package loader

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"waymark/schema"
)

// file is one seed file: its head and its sections.
type file struct {
	name         string // in messages
	path         string // in its folder
	jurisdiction string
	source       *value // the document that L… is a line of
	document     *entry // the same, once it is found
	sought       bool
	knownTo      schema.Value
	read         schema.Value
	sections     []pair
}

// entry is one node in the making: written in a file, or made from what is
// written there (a statement, a role, a condition).
type entry struct {
	node         *schema.Node
	id, key      string
	jurisdiction string
	file         *file
	parent       *entry // the entry that it is written inside of
	owner        *schema.Relationship
	place        int // among the entries beside it, from 1
	pos          schema.Pos
	body         *value
	props        []schema.Value
	edges        [][]string
	statements   []*entry        // what its citations say about it
	quotes       []string        // of the citations for the whole entry, as written
	children     []*entry        // written inside, or made from what is written here
	failed       map[string]bool // fields, and cite, of which a fault is reported
}

// made gives an entry that no file writes as such.
func (c *checker) made(node string, id string, from *entry, pos schema.Pos) *entry {
	e := &entry{node: c.model.Node(node), id: id, key: id, jurisdiction: from.jurisdiction,
		file: from.file, parent: from, pos: pos}
	e.key = strings.TrimPrefix(id, from.jurisdiction+":")
	c.register(e)
	return e
}

func (e *entry) blank() {
	e.props = make([]schema.Value, len(e.node.Properties))
	e.edges = make([][]string, len(e.node.Outgoing))
	e.failed = map[string]bool{}
}

// put stores a value under a field's name; a type without the field keeps none.
func (e *entry) put(field string, v schema.Value) {
	if f := e.node.Field(field); f != nil && f.Property != nil {
		e.props[f.Property.Index] = v
	}
}

// get gives the stored value of a field.
func (e *entry) get(field string) schema.Value {
	if f := e.node.Field(field); f != nil && f.Property != nil {
		return e.props[f.Property.Index]
	}
	return schema.Value{}
}

// text gives the English text of a localized field, else the first in order.
func (e *entry) text(field string) string {
	f := e.node.Field(field)
	if f == nil {
		return ""
	}
	for _, p := range f.Localized {
		if v := e.props[p.Index]; !v.IsNull() {
			return v.Text
		}
	}
	return e.get(field).Text
}

// link stores an edge under a relationship field's name.
func (e *entry) link(field, id string) {
	if f := e.node.Field(field); f != nil && f.Relationship != nil && f.Relationship.Index >= 0 {
		e.edges[f.Relationship.Index] = append(e.edges[f.Relationship.Index], id)
	}
}

// linked gives the targets of a relationship field.
func (e *entry) linked(field string) []string {
	if f := e.node.Field(field); f != nil && f.Relationship != nil && f.Relationship.Index >= 0 {
		return e.edges[f.Relationship.Index]
	}
	return nil
}

// ownJurisdictions are those that are no country.
var notCountries = []string{"CORE", "EU", "INT"}

func isCountry(jurisdiction string) bool { return !slices.Contains(notCountries, jurisdiction) }

// head reads what stands before the sections. It gives nil if the file's
// jurisdiction is not known, since then no id can be made.
func (c *checker) head(name string, doc *value) *file {
	f := &file{name: name}
	for _, p := range doc.pairs {
		switch p.key {
		case "jurisdiction":
			f.jurisdiction = c.jurisdiction(p.value)
		case "source":
			f.source = p.value
		case "known_to":
			f.knownTo = c.fileDate(p.value)
		case "read":
			f.read, _ = c.readers(nil, p.value)
		default:
			f.sections = append(f.sections, p)
		}
	}
	if doc.get("jurisdiction") == nil {
		c.faults.add(doc.pos, "missing", `"jurisdiction" is missing`, "write a country's code, EU, INT or CORE")
	}
	if f.jurisdiction == "" {
		return nil
	}
	for _, reader := range f.read.List {
		_, day, _ := signed(reader.Text)
		c.asOf[f.jurisdiction] = max(c.asOf[f.jurisdiction], day)
	}
	return f
}

func (c *checker) jurisdiction(v *value) string {
	if slices.Contains(notCountries, v.text) {
		return v.text
	}
	if hint := countryFault(v.text); hint != "" {
		c.faults.add(v.pos, "jurisdiction", fmt.Sprintf("%q is no jurisdiction", v.print()), hint)
		return ""
	}
	return v.text
}

// countryFault tells what is wrong with a country's code; empty if nothing is.
func countryFault(code string) string {
	if code == "UK" {
		return "write GB"
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() || region.String() != code || len(code) != 2 {
		return "write an ISO 3166-1 code in capitals, such as IT"
	}
	return ""
}

func (c *checker) fileDate(v *value) schema.Value {
	d, ok := readDate(v.text)
	if !ok || d.precision == "BEFORE" || d.precision == "AFTER" {
		c.faults.add(v.pos, "date", fmt.Sprintf("%q is no date", v.print()), "write 2004, 2024-10 or 1998-07-25")
		return schema.Value{}
	}
	return schema.Text(iso(d.last()))
}

// sections makes the entries of a file, without reading what they say.
func (c *checker) sections(f *file) {
	for _, section := range f.sections {
		node := c.model.Section(section.key)
		if node == nil || !writable(node) {
			c.faults.add(section.pos, "unknown-section", fmt.Sprintf("section %q is not known", section.key),
				didYouMean(section.key, c.sectionNames()))
			continue
		}
		v := section.value
		switch {
		case v.kind != mapping:
			c.faults.add(section.pos, "unknown-section", fmt.Sprintf("section %q must be a map", section.key), "leave it out if it is empty")
		case standsForJurisdiction(node):
			c.collect(&entry{node: node, id: f.jurisdiction, key: f.jurisdiction, file: f,
				jurisdiction: f.jurisdiction, place: 1, pos: section.pos, body: v})
		default:
			for i, p := range v.pairs {
				c.collect(&entry{node: node, id: f.jurisdiction + ":" + p.key, key: p.key, file: f,
					jurisdiction: f.jurisdiction, place: i + 1, pos: p.pos, body: p.value})
			}
		}
	}
}

// standsForJurisdiction reports whether a type's one entry a file is the
// jurisdiction itself: its code is a country's, and it is the entry's key.
func standsForJurisdiction(n *schema.Node) bool {
	f := n.Field("code")
	return f != nil && f.Seed.Form == schema.Derived && f.Property != nil && f.Property.Type == schema.CountryCode
}

// writable reports whether entries of a type may stand in a section: the loader
// can work out all that they need.
func writable(n *schema.Node) bool {
	for _, f := range n.Fields {
		r := f.Relationship
		if r != nil && r.Direction == schema.Out && r.NonNull && f.Seed.Form == schema.Derived && f.Name != "country" {
			return false
		}
	}
	return true
}

func (c *checker) sectionNames() []string {
	var names []string
	for _, n := range c.model.Nodes {
		if writable(n) {
			names = append(names, n.Section)
		}
	}
	return append(names, "source", "known_to", "read")
}

var keyForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}()._/+-]*$`)

// collect registers an entry and those that are written inside it, so that every
// reference finds its target whatever the order of the files is.
func (c *checker) collect(e *entry) {
	if e.body.kind != mapping && e.body.kind != empty {
		c.fault(e, e.body.pos, "form", "", "write it as a map of its fields")
		return
	}
	if !keyForm.MatchString(e.key) {
		c.fault(e, e.pos, "key", "letters, digits and -._()/ only", "the key cannot be part of an id")
		return
	}
	if c.isDraft(e) {
		c.drafts[e.id] = true
		c.summary.Drafts++
		return
	}
	c.register(e)
	c.aliases(e)
	for _, f := range e.node.Fields {
		if f.Seed.Form == schema.Owned && f.Relationship.Target != statementType {
			c.owned(e, f, e.body.get(f.Seed.Key))
		}
	}
}

func (c *checker) isDraft(e *entry) bool {
	v := e.body.get("draft")
	if v == nil || v.text == "false" {
		return false
	}
	if v.text != "true" {
		c.fault(e, v.pos, "form", "write true or leave it out", `"draft" is %q`, v.print())
	}
	return true
}

// owned collects the entries that are written inside another.
func (c *checker) owned(e *entry, f *schema.Field, v *value) {
	if v == nil {
		return
	}
	node := f.Relationship.Targets[0]
	child := func(key string, place int, pos schema.Pos, body *value) {
		id := e.id + ":" + key
		if standsForJurisdiction(e.node) { // IT:help-1, where IT:1 would say nothing
			id = e.id + ":" + f.Seed.Key + "-" + key
		}
		c.collect(&entry{node: node, id: id, key: key, jurisdiction: e.jurisdiction, file: e.file,
			parent: e, owner: f.Relationship, place: place, pos: pos, body: body})
	}
	switch v.kind {
	case mapping:
		for i, p := range v.pairs {
			child(p.key, i+1, p.pos, p.value)
		}
	case list:
		for i, item := range v.items {
			if item.kind == words && node.Field("code") != nil {
				child(item.text, i+1, item.pos, &value{pos: item.pos})
				continue
			}
			child(fmt.Sprint(i+1), i+1, item.pos, item)
		}
	default:
		c.fault(e, v.pos, "form", "", "%q must be a map or a list", f.Seed.Key)
	}
}

// register takes an entry in; a second one of the same id is a fault.
func (c *checker) register(e *entry) {
	e.blank()
	if before := c.byID[e.id]; before != nil {
		c.fault(e, e.pos, "duplicate-key", "a key is unique in its jurisdiction over all kinds of entries",
			"the key is already used by the %s at %s", noun(before.node), before.pos)
		return
	}
	c.byID[e.id] = e
	c.entries = append(c.entries, e)
	if e.parent != nil {
		e.parent.children = append(e.parent.children, e)
	}
}

// free gives id, or id:2 where that is taken, and so on.
func (c *checker) free(id string) string {
	free := id
	for n := 2; c.byID[free] != nil; n++ {
		free = fmt.Sprintf("%s:%d", id, n)
	}
	return free
}

// aliases notes the keys that an entry had before: no other may take them.
func (c *checker) aliases(e *entry) {
	for _, v := range e.body.get("was").elements() {
		old := e.jurisdiction + ":" + v.text
		if e.parent != nil {
			old = e.parent.id + ":" + v.text
		}
		if !keyForm.MatchString(v.text) {
			c.fault(e, v.pos, "key", "", "%q cannot have been a key", v.print())
			continue
		}
		c.former = append(c.former, alias{old, e, v.pos})
	}
}

// alias is a former id of an entry.
type alias struct {
	id  string
	of  *entry
	pos schema.Pos
}

// checkAliases reports former keys that something else uses, now or before.
func (c *checker) checkAliases() {
	for _, a := range c.former {
		if other := c.byID[a.id]; other != nil {
			c.fault(a.of, a.pos, "was", "an id is never used again", "the former key %q is used by the %s at %s", a.id, noun(other.node), other.pos)
			continue
		}
		if other := c.renamed[a.id]; other != nil && other != a.of {
			c.fault(a.of, a.pos, "was", "an id is never used again", "the former key %q is also one of %s", a.id, other.title())
			continue
		}
		c.renamed[a.id] = a.of
	}
}

// formerIDs makes the nodes of former ids. They stand in no index of ids: what a
// reference by a former key leads to is the entry itself.
func (c *checker) formerIDs() {
	node := c.model.Node(formerType)
	if node == nil {
		return
	}
	for _, a := range c.former {
		if c.renamed[a.id] != a.of {
			continue // a fault is told
		}
		e := &entry{node: node, id: a.id, jurisdiction: a.of.jurisdiction, file: a.of.file, parent: a.of, pos: a.pos}
		e.blank()
		e.link("now", a.of.id)
		c.entries = append(c.entries, e)
	}
}
