package loader

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"waymark/schema"
)

// Persona is a row of the folder personas: what is known of a person on a day, and
// the answer that the sources call for.
type Persona struct {
	Pos         schema.Pos
	Country     string // code
	Key         string
	Facts       []Fact
	Area        string // id; empty: not said
	On          string // ISO 8601
	Entitlement string // id
	Outcome     string // as the enum Outcome has it
	Reason      string // as the enum OutcomeReason has it
	Lines       string // where the sources say it, as written
	Note        string
}

// Fact is what is known of one circumstance: codes, true or false, a number, or ids
// of statuses and permits.
type Fact struct {
	Circumstance string // code
	Values       []string
}

// ID names the row among those of all countries: GB:shelter-refused.
func (p Persona) ID() string { return p.Country + ":" + p.Key }

const (
	personaHead = "a file of personas has jurisdiction, source and personas"
	personaForm = "write persona, on, entitlement, outcome, reason and lines"
)

// personaNames are the enums and the types that rows are read with.
type personaNames struct {
	outcome, reason *schema.Enum
	holdings        []*schema.Node
}

// readPersonas reads the rows of the folder, once the entries are filled.
func (c *checker) readPersonas(fsys fs.FS, folder string) ([]Persona, error) {
	names := personaNames{outcome: c.model.Enum("Outcome"), reason: c.model.Enum("OutcomeReason")}
	if names.outcome == nil || names.reason == nil {
		return nil, errors.New("the schema has no enums Outcome and OutcomeReason, which personas name")
	}
	names.holdings = append(c.model.NodesOf("ResidenceStatus"), c.model.NodesOf("PermitType")...)
	files, err := fs.Glob(fsys, personaFolder+"/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list persona files: %w", err)
	}
	var rows []Persona
	first := map[string]schema.Pos{}
	for _, name := range files {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read persona files: %w", err)
		}
		shown := path.Join(folder, name)
		doc := reading{shown, &c.faults}.document(text)
		if doc == nil {
			continue
		}
		for _, row := range c.personaFile(shown, doc, names) {
			if before, twice := first[row.ID()]; twice {
				c.faults.add(row.Pos, "duplicate-key", fmt.Sprintf("the key %q is already used at %s", row.Key, before), "")
				continue
			}
			first[row.ID()] = row.Pos
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func (c *checker) personaFile(name string, doc *value, names personaNames) []Persona {
	f := &file{name: name}
	for _, p := range doc.pairs {
		switch p.key {
		case "jurisdiction":
			f.jurisdiction = c.personaCountry(p.value)
		case "source":
			f.source = p.value
		case "personas":
			f.sections = append(f.sections, p)
		default:
			hint := didYouMean(p.key, []string{"jurisdiction", "source", "personas"})
			c.faults.add(p.pos, "unknown-key", fmt.Sprintf("%q is not known here", p.key), hint)
		}
	}
	for _, key := range []string{"jurisdiction", "personas"} {
		if doc.get(key) == nil {
			c.faults.add(doc.pos, "missing", fmt.Sprintf("%q is missing", key), personaHead)
		}
	}
	if f.jurisdiction == "" || len(f.sections) == 0 {
		return nil
	}
	for _, other := range c.files { // L728 is a line of what the country's file cites
		if f.source == nil && other.jurisdiction == f.jurisdiction {
			f.source = other.source
		}
	}
	v := f.sections[0].value
	if v.kind != mapping {
		c.faults.add(v.pos, "form", `"personas" must be a map`, "write the key of each row, and below it what it says")
		return nil
	}
	var rows []Persona
	for _, p := range v.pairs {
		e := &entry{key: p.key, jurisdiction: f.jurisdiction, file: f, pos: p.pos, body: p.value}
		rows = append(rows, c.personaRow(e, names))
	}
	return rows
}

// personaCountry reads the head of a file: only a country's rules are evaluated.
func (c *checker) personaCountry(v *value) string {
	code := c.jurisdiction(v)
	if code == "" || c.byID[code] != nil {
		return code
	}
	c.faults.add(v.pos, "jurisdiction", fmt.Sprintf("there is no country %q in the seed files", code), "")
	return ""
}

// personaRow reads one row. What is wrong is a fault, and then the row is not asked.
func (c *checker) personaRow(e *entry, names personaNames) Persona {
	row := Persona{Pos: e.pos, Country: e.jurisdiction, Key: e.key}
	if e.body.kind != mapping {
		c.fault(e, e.pos, "form", personaForm, "the row says nothing")
		return row
	}
	for _, p := range e.body.pairs {
		switch p.key {
		case "persona":
			row.Facts = c.facts(e, p.value, names)
		case "area":
			row.Area = c.idOf(e, p, c.model.NodesOf("Area"))
		case "on":
			row.On = c.dayOf(e, p)
		case "entitlement":
			row.Entitlement = c.idOf(e, p, c.model.NodesOf("Entitlement"))
		case "outcome":
			row.Outcome = c.codeOf(e, p, names.outcome)
		case "reason":
			row.Reason = c.codeOf(e, p, names.reason)
		case "lines":
			row.Lines = p.value.print()
			c.personaLines(e, p)
		case "note":
			row.Note = p.value.print()
		default:
			c.fault(e, p.pos, "unknown-key", didYouMean(p.key, append(personaKeys(), "area", "note")), "%q is not known in a row", p.key)
		}
	}
	missing := slices.DeleteFunc(personaKeys(), func(key string) bool { return e.body.get(key) != nil })
	if len(missing) > 0 {
		c.fault(e, e.start(), "missing", personaForm, "missing: %s", strings.Join(missing, ", "))
	}
	return row
}

// personaKeys are those that every row has.
func personaKeys() []string {
	return []string{"persona", "on", "entitlement", "outcome", "reason", "lines"}
}

func (c *checker) facts(e *entry, v *value, names personaNames) []Fact {
	if v.kind != mapping {
		c.fault(e, v.pos, "form", "write {nationality: third-country}, or {} where nothing is known", `"persona" must be a map of circumstances`)
		return nil
	}
	var facts []Fact
	for _, q := range v.pairs {
		name := &value{kind: words, text: q.key, pos: q.pos}
		if circumstance := c.resolve(e, "circumstance", name, c.model.NodesOf(circumstanceType)); circumstance != nil {
			facts = append(facts, c.personaFact(e, circumstance, q, names))
		}
	}
	return facts
}

func (c *checker) personaFact(e, circumstance *entry, q pair, names personaNames) Fact {
	fact := Fact{Circumstance: circumstance.key}
	kind, items := circumstance.get("kind").Text, q.value.elements()
	switch {
	case q.value.kind == mapping:
		c.fault(e, q.value.pos, "form", "write an answer, or a list of them", "%q cannot be %q", q.key, q.value.print())
		return fact
	case len(items) == 0 && (kind != "HOLDINGS" || q.value.kind != list):
		c.fault(e, q.pos, "form", "leave it out where it is not known", "%q has no answer", q.key)
	case len(items) > 1 && !circumstance.get("many").Bool:
		c.fault(e, q.value.pos, "form", "", "%q takes one answer", q.key)
	}
	for _, item := range items {
		if kind == "HOLDINGS" { // what is held stays as given: a permit is no status
			if held := c.resolve(e, "status", item, names.holdings); held != nil {
				fact.Values = append(fact.Values, held.id)
			}
			continue
		}
		if code, _, ok := c.answer(e, circumstance, kind, item); ok {
			fact.Values = append(fact.Values, code)
		}
	}
	return fact
}

func (c *checker) idOf(e *entry, p pair, allowed []*schema.Node) string {
	if found := c.resolve(e, p.key, p.value, allowed); found != nil {
		return found.id
	}
	return ""
}

func (c *checker) dayOf(e *entry, p pair) string {
	if _, err := time.Parse(time.DateOnly, p.value.text); err != nil {
		c.fault(e, p.value.pos, "date", "write 2013-05-01", "%q is no day", p.value.print())
	}
	return p.value.text
}

func (c *checker) codeOf(e *entry, p pair, enum *schema.Enum) string {
	code, hint := enumValue(enum, p.value.text)
	if code.IsNull() {
		c.fault(e, p.value.pos, "value", hint, "%q cannot be %q", p.key, p.value.print())
	}
	return code.Text
}

// personaLines checks that what a row cites is there: lines of the country's
// source, or documents, alone or with a place. Commas part them, in any order.
func (c *checker) personaLines(e *entry, p pair) {
	if len(p.value.elements()) == 0 {
		c.fault(e, p.pos, "cite", "write L825-826, or the key of a source", `"lines" is empty`)
	}
	for _, item := range p.value.elements() {
		for place := range strings.SplitSeq(item.text, ",") {
			place = strings.TrimSpace(place)
			if place != "" && '0' <= place[0] && place[0] <= '9' {
				place = "L" + place
			}
			c.personaPlace(e, &value{kind: item.kind, text: place, pos: item.pos})
		}
	}
}

func (c *checker) personaPlace(e *entry, v *value) {
	if !lineStart.MatchString(v.text) && !strings.Contains(v.text, " ") {
		c.resolve(e, "source", v, c.model.NodesOf(documentType))
		return
	}
	cit := &citation{pos: v.pos}
	if !c.where(e, v.text, cit) || len(cit.lines) == 0 {
		return
	}
	text, last := c.texts.of(cit.document.key), cit.lines[len(cit.lines)-1].to
	switch {
	case text == nil:
		c.fault(e, v.pos, "quote", "name the document alone", "the lines of %q are not at hand", cit.document.key)
	case last > text.lineCount():
		c.fault(e, v.pos, "quote", "", "%q has %d lines; there is no line %d", cit.document.key, text.lineCount(), last)
	}
}
