package loader

import (
	"slices"
	"strings"

	"waymark/schema"
)

// Names of the SDL that the forms of seed files make nodes of. All other types
// are known to the loader only by what the SDL says of them.
const (
	documentType     = "SourceDocument"
	formerType       = "FormerId"
	sectionType      = "SourceSection"
	passageType      = "SourcePassage"
	statementType    = "Statement"
	conflictType     = "Conflict"
	resolutionType   = "Resolution"
	roleType         = "Role"
	conditionType    = "Condition"
	completenessType = "Completeness"
	circumstanceType = "Circumstance"
)

// spec is what a seed file may write in an entry of one type.
type spec struct {
	fields  map[string]*schema.Field // by YAML key
	derived map[string]bool          // keys that a file must not write
	keys    []string                 // those that it may, in the order of the SDL
}

func specify(model *schema.Schema) map[*schema.Node]*spec {
	specs := map[*schema.Node]*spec{}
	for _, n := range model.Nodes {
		s := &spec{fields: map[string]*schema.Field{}, derived: map[string]bool{}}
		for _, f := range n.Fields {
			switch {
			case f.Name == "id" || !written(f):
				s.derived[f.Seed.Key] = true
			case f.Seed.Form == schema.Effect:
				s.allow("grants", f)
				s.allow("denies", f)
			default:
				s.allow(f.Seed.Key, f)
			}
		}
		if n.Sourced || n.Name == statementType {
			s.allow("cite", nil)
		}
		if n.Name == conflictType {
			for _, key := range []string{"take", "because", "decided"} {
				s.allow(key, nil)
			}
		}
		s.allow("was", nil)
		s.allow("draft", nil)
		specs[n] = s
	}
	return specs
}

func (s *spec) allow(key string, f *schema.Field) {
	s.fields[key] = f
	s.keys = append(s.keys, key)
}

// written reports whether files write a field: not what the loader works out,
// nor the far end of a relationship, unless it has a form of its own.
func written(f *schema.Field) bool {
	switch f.Seed.Form {
	case schema.Derived:
		return false
	case schema.Plain:
		return f.Relationship == nil || f.Relationship.Direction == schema.Out
	default:
		return true
	}
}

// entry reads all that a file says in an entry.
func (c *checker) entry(e *entry) {
	c.inherit(e)
	s := c.specs[e.node]
	for _, p := range firstHeirlooms(e.body.pairs) {
		f, known := s.fields[p.key]
		switch {
		case !known:
			c.unknownKey(e, p, s)
		case f != nil:
			c.field(e, f, p)
		case p.key == "cite" && e.node.Name != statementType:
			c.cites(e, entryPredicate, nil, p.value)
		}
	}
	if e.node.Name == conflictType {
		c.settle(e, e.body, "")
	}
	c.derive(e)
}

// firstHeirlooms puts what is inherited before what inherits it: a role that an
// entry makes takes over its known_to, wherever that is written.
func firstHeirlooms(pairs []pair) []pair {
	sorted := slices.Clone(pairs)
	slices.SortStableFunc(sorted, func(a, b pair) int { return heirloom(b.key) - heirloom(a.key) })
	return sorted
}

func heirloom(key string) int {
	if key == "known_to" || key == "read" {
		return 1
	}
	return 0
}

func (c *checker) unknownKey(e *entry, p pair, s *spec) {
	if s.derived[p.key] {
		c.fault(e, p.pos, "derived", "leave it out", "%q is worked out, not written", p.key)
		return
	}
	c.fault(e, p.pos, "unknown-key", didYouMean(p.key, s.keys), "%q is not known here", p.key)
	switch near := schema.Suggest(p.key, s.keys); {
	case near == "cite":
		e.failed["cite"] = true
	case near != "" && s.fields[near] != nil: // then it is no second fault that the field is missing
		e.failed[s.fields[near].Name] = true
	}
}

// inherit gives an entry what holds for the entry around it, or for its file.
func (c *checker) inherit(e *entry) {
	known, read := e.file.knownTo, e.file.read
	if e.parent != nil {
		if v := e.parent.get("knownTo"); !v.IsNull() {
			known = v
		}
		if v := e.parent.get("read"); !v.IsNull() {
			read = v
		}
	}
	e.put("knownTo", known)
	e.put("read", read)
}

// field reads one key of an entry by the form of its field.
func (c *checker) field(e *entry, f *schema.Field, p pair) {
	c.summary.Facts++
	switch f.Seed.Form {
	case schema.Owned:
		if f.Relationship.Target == statementType {
			c.says(e, p.value)
		}
	case schema.RoleForm:
		c.roles(e, f, p.value)
	case schema.Conditions:
		c.pending = append(c.pending, pendingConditions{e, f, e.id + ":" + f.Seed.Key, p.value})
	case schema.Completeness:
		c.completeness(e, f, p)
	case schema.Effect:
		c.effect(e, f, p)
	default:
		c.plain(e, f, p)
	}
}

// plain reads a value that may have a source of its own, or several that differ.
func (c *checker) plain(e *entry, f *schema.Field, p pair) {
	v := p.value
	if v.kind == mapping && v.get("says") != nil {
		c.differing(e, f, p)
		return
	}
	bare, cite := c.sourced(e, f, v)
	targets := c.assign(e, f, bare)
	if cite != nil {
		c.cites(e, f.Seed.Key, &claim{bare.print(), targets}, cite)
	}
}

// sourced takes {is: value, cite: …} apart; a value object keeps its own `is`.
func (c *checker) sourced(e *entry, f *schema.Field, v *value) (bare, cite *value) {
	if v.kind != mapping || v.get("cite") == nil && v.get("is") == nil {
		return v, nil
	}
	cite = v.get("cite")
	if f.Embedded != nil && (f.Embedded.Type.Field("is") != nil || v.get("is") == nil) {
		rest := &value{kind: mapping, pos: v.pos}
		for _, p := range v.pairs {
			if p.key != "cite" {
				rest.pairs = append(rest.pairs, p)
			}
		}
		if len(rest.pairs) == 1 && rest.pairs[0].key == "is" {
			return rest.pairs[0].value, cite
		}
		return rest, cite
	}
	for _, p := range v.pairs {
		if p.key != "is" && p.key != "cite" {
			c.fault(e, p.pos, "unknown-key", "", "%q is not known in %q; write is and cite", p.key, f.Seed.Key)
		}
	}
	if bare = v.get("is"); bare == nil {
		bare = &value{pos: v.pos}
	}
	return bare, cite
}

// assign stores a value in its field and gives the ids that it leads to.
func (c *checker) assign(e *entry, f *schema.Field, v *value) []string {
	switch {
	case v.kind == empty:
		c.refuse(e, f, v, "empty", "", "%q is empty; leave it out", f.Seed.Key)
	case f.Relationship != nil:
		return c.references(e, f, v)
	case f.Embedded != nil:
		c.embedded(e, f, v)
	case len(f.Localized) > 0:
		c.localized(e, f, v)
	case f.Name == "read":
		if readers, ok := c.readers(e, v); ok {
			e.props[f.Property.Index] = readers
		}
	default:
		c.property(e, f, v)
	}
	return nil
}

// refuse reports a value that cannot be read; its field is then not missing.
func (c *checker) refuse(e *entry, f *schema.Field, v *value, rule, hint, format string, args ...any) {
	e.failed[f.Name] = true
	c.fault(e, v.pos, rule, hint, format, args...)
}

// references resolves one or several keys, each perhaps with a source of its own.
func (c *checker) references(e *entry, f *schema.Field, v *value) []string {
	r := f.Relationship
	items := v.elements()
	if len(items) > 1 && !r.List {
		c.refuse(e, f, v, "form", "", "%q takes one %s, not %d", f.Seed.Key, label(f), len(items))
		return nil
	}
	var ids []string
	for _, item := range items {
		if find := item.get("find"); find != nil && !r.NonNull || find != nil && r.List {
			c.summary.Wanted = append(c.summary.Wanted, Wanted{item.pos, e.id, find.print()})
			continue
		}
		bare, cite := c.sourced(e, f, item)
		target := c.resolve(e, label(f), bare, r.Targets)
		if target == nil {
			e.failed[f.Name] = true
			continue
		}
		e.link(f.Name, target.id)
		ids = append(ids, target.id)
		if cite != nil {
			c.cites(e, f.Seed.Key, &claim{bare.print(), []string{target.id}}, cite)
		}
	}
	return ids
}

// localized reads a map of languages, or plain text for English.
func (c *checker) localized(e *entry, f *schema.Field, v *value) {
	byLanguage := map[string]*schema.Property{}
	var languages []string
	for _, p := range f.Localized {
		byLanguage[p.Language] = p
		languages = append(languages, p.Language)
	}
	if v.kind == words {
		v = &value{kind: mapping, pos: v.pos, pairs: []pair{{"en", v.pos, v}}}
	}
	if v.kind != mapping || len(v.pairs) == 0 {
		c.refuse(e, f, v, "form", "", "%q must be a text, or a map of languages", f.Seed.Key)
		return
	}
	for _, p := range v.pairs {
		property := byLanguage[p.key]
		if property == nil {
			e.failed[f.Name] = true
			c.fault(e, p.pos, "language", "write "+oneOf(languages), "%q is no language of %q", p.key, f.Seed.Key)
			continue
		}
		if p.value.kind != words || p.value.text == "" {
			c.refuse(e, f, p.value, "form", "", "%q in %q must be a text", p.key, f.Seed.Key)
			continue
		}
		e.props[property.Index] = schema.Text(p.value.text)
	}
}

// readers reads who compared something with its sources: ab 2026-11-23, cd 2026-12-01.
func (c *checker) readers(e *entry, v *value) (schema.Value, bool) {
	var readers []schema.Value
	for _, item := range v.elements() {
		for _, reader := range strings.Split(item.text, ",") {
			reader = strings.TrimSpace(reader)
			_, day, ok := signed(reader)
			if !ok {
				c.fault(e, item.pos, "read", "write initials and a day: ab 2026-11-23", "%q does not tell who read it, and when", item.print())
				return schema.Value{}, false
			}
			readers = append(readers, schema.Text(reader))
			c.latest(e, day)
		}
	}
	return listOf(readers), len(readers) > 0
}

// latest keeps the last day of reading, of all and of each jurisdiction.
func (c *checker) latest(e *entry, day string) {
	c.asOf[""] = max(c.asOf[""], day)
	if e != nil {
		c.asOf[e.jurisdiction] = max(c.asOf[e.jurisdiction], day)
	}
}

// signed takes `ab 2026-11-23` apart.
func signed(text string) (who, day string, ok bool) {
	who, day, _ = strings.Cut(text, " ")
	d, ok := readDay(day)
	return who, day, ok && d.precision == "DAY" && who != "" && !slices.Contains([]string{"-", "?"}, who)
}
