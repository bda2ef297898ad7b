package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Book is one country's entries, checked and indexed. It is immutable and safe
// for concurrent use.
type Book struct {
	Entries
	circumstances map[string]*Circumstance
	statuses      map[string]*Status
	permits       map[string]*Permit
	rules         map[string][]*Rule // by entitlement, by id
	completeness  map[string][]*Completeness
	conflicts     map[string][]*Conflict // by what they are about
}

// most is how many rules, and how many conditions on one circumstance, one
// entitlement may have: they are kept as sets of bits.
const most = 64

// Open checks and indexes entries. Returns an error that names the entry which
// refers to something that is not there or compares what cannot be compared.
func Open(e Entries) (*Book, error) {
	b := &Book{
		Entries: e, circumstances: map[string]*Circumstance{}, statuses: map[string]*Status{},
		permits: map[string]*Permit{}, rules: map[string][]*Rule{},
		completeness: map[string][]*Completeness{}, conflicts: map[string][]*Conflict{},
	}
	b.sort()
	for i := range b.Circumstances {
		b.circumstances[b.Circumstances[i].Code] = &b.Circumstances[i]
	}
	for i := range b.Statuses {
		b.statuses[b.Statuses[i].ID] = &b.Statuses[i]
	}
	for i := range b.Permits {
		b.permits[b.Permits[i].ID] = &b.Permits[i]
	}
	for i := range b.Conflicts {
		for _, id := range b.Conflicts[i].About {
			b.conflicts[id] = append(b.conflicts[id], &b.Conflicts[i])
		}
	}
	return b, b.index()
}

// sort puts copies of the entries in the order of their ids, so that the order in
// which they come changes nothing.
func (b *Book) sort() {
	b.Circumstances = slices.Clone(b.Circumstances)
	slices.SortFunc(b.Circumstances, func(x, y Circumstance) int {
		return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(x.Code, y.Code))
	})
	b.Statuses = sorted(b.Statuses, func(s Status) string { return s.ID })
	b.Permits = sorted(b.Permits, func(p Permit) string { return p.ID })
	b.Entitlements = sorted(b.Entitlements, func(e Entitlement) string { return e.ID })
	b.Rules = sorted(b.Rules, func(r Rule) string { return r.ID })
	b.Floors = sorted(b.Floors, func(r Rule) string { return r.ID })
	b.Completeness = sorted(b.Completeness, func(c Completeness) string { return c.ID })
	b.Conflicts = sorted(b.Conflicts, func(c Conflict) string { return c.ID })
	b.Areas = sorted(b.Areas, func(a Area) string { return a.ID })
}

func sorted[T any](list []T, id func(T) string) []T {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y T) int { return cmp.Compare(id(x), id(y)) })
	return list
}

// index checks rules and completenesses and finds them by their entitlement.
func (b *Book) index() error {
	for i := range b.Rules {
		r := &b.Rules[i]
		if err := b.check("rule", r.ID, r.Conditions); err != nil {
			return err
		}
		if r.Effect != Grant && r.Effect != Deny {
			return fmt.Errorf("rule %s: effect %q", r.ID, r.Effect)
		}
		if !slices.Contains([]Force{Must, May, InPractice, NotStated}, r.Force) {
			return fmt.Errorf("rule %s: force %q", r.ID, r.Force)
		}
		if b.rules[r.Target] = append(b.rules[r.Target], r); len(b.rules[r.Target]) > most {
			return fmt.Errorf("%s has more than %d rules", r.Target, most)
		}
	}
	for i := range b.Floors {
		if err := b.check("floor", b.Floors[i].ID, b.Floors[i].Conditions); err != nil {
			return err
		}
	}
	for i := range b.Completeness {
		c := &b.Completeness[i]
		if err := b.check("completeness", c.ID, c.Conditions); err != nil {
			return err
		}
		if b.completeness[c.About] = append(b.completeness[c.About], c); len(b.completeness[c.About]) > most {
			return fmt.Errorf("%s has more than %d completenesses", c.About, most)
		}
	}
	return nil
}

// check finds conditions that cannot be evaluated.
func (b *Book) check(kind, id string, conditions []Condition) error {
	if len(conditions) > most {
		return fmt.Errorf("%s %s has more than %d conditions", kind, id, most)
	}
	for _, c := range conditions {
		circumstance := b.circumstances[c.Circumstance]
		if circumstance == nil {
			return fmt.Errorf("%s %s: circumstance %q is not defined", kind, id, c.Circumstance)
		}
		ordered := c.Operator != In && c.Operator != NotIn
		if ordered && (circumstance.Kind != Number || len(c.Values) != 1) {
			return fmt.Errorf("%s %s: %s cannot be compared by %s with %q", kind, id, c.Circumstance, c.Operator, c.Values)
		}
		for _, v := range c.Values {
			if !circumstance.takes(v) {
				return fmt.Errorf("%s %s: %q is no answer of %s", kind, id, v, c.Circumstance)
			}
		}
	}
	return nil
}

// takes tells whether a value is one that the circumstance can have. Ids of what
// is held are not looked up: a rule may name another jurisdiction's.
func (c *Circumstance) takes(value string) bool {
	switch c.Kind {
	case Boolean:
		return value == "true" || value == "false"
	case Number:
		_, err := strconv.ParseInt(value, 10, 32)
		return err == nil
	case Holdings:
		return value != ""
	}
	return c.value(value) != nil
}

func (c *Circumstance) value(code string) *Value {
	for i := range c.Values {
		if c.Values[i].Code == code {
			return &c.Values[i]
		}
	}
	return nil
}

// Holding finds the status that an id of a status or permit stands for; ok is
// false if the country has no such id.
func (b *Book) Holding(id string) (status string, ok bool) {
	if p := b.permits[id]; p != nil {
		return p.Proves, true
	}
	return id, b.statuses[id] != nil
}
