package answer

import (
	"fmt"
	"slices"
)

// known is a persona, read once: what is known of the person.
type known struct {
	answers map[string][]string // by code of the circumstance; only what was answered
	area    string
	day     string
	held    []Held
	phases  []string // what the statuses held imply, where no phase is given
	minor   bool     // or the age is disputed: a child is to be presumed
}

// InputError tells that a persona says something that cannot be said.
type InputError struct{ Circumstance, Value string }

// Error says which value no answer is.
func (e *InputError) Error() string {
	return fmt.Sprintf("%s: %q is no answer", e.Circumstance, e.Value)
}

// read takes a persona in. An empty list answers only for what is held: none is.
// Elsewhere it is what a form sends that was left blank, and stays unknown.
func (b *Book) read(q Question) (*known, error) {
	k := &known{answers: map[string][]string{}, area: q.Area, day: q.Day}
	for _, a := range q.Persona {
		c := b.circumstances[a.Circumstance]
		if c == nil {
			return nil, &InputError{a.Circumstance, "(anything)"}
		}
		for _, value := range a.Values {
			if !c.takes(value) {
				return nil, &InputError{a.Circumstance, value}
			}
		}
		if len(a.Values) > 1 && !c.Many && c.Kind != Holdings {
			return nil, &InputError{a.Circumstance, a.Values[1]}
		}
		if len(a.Values) > 0 || c.Kind == Holdings {
			k.answers[a.Circumstance] = slices.Compact(slices.Sorted(slices.Values(a.Values)))
		}
	}
	return k, b.readHeld(k)
}

// readHeld resolves what is held and what it tells of the phase and age.
func (b *Book) readHeld(k *known) error {
	for _, c := range b.Circumstances {
		for _, value := range k.answers[c.Code] {
			if c.Kind == Holdings {
				status, ok := b.Holding(value)
				if !ok {
					return &InputError{c.Code, value}
				}
				k.held = append(k.held, Held{Given: value, Status: status})
			}
			if c.Code == ageGroup && (value == minor || c.value(value).MeansUnknown) {
				k.minor = true
			}
		}
	}
	if _, given := k.answers[phase]; given || b.circumstances[phase] == nil {
		return nil
	}
	for _, h := range k.held {
		s := b.statuses[h.Status]
		if s != nil && b.circumstances[phase].value(s.Phase) != nil && !slices.Contains(k.phases, s.Phase) {
			k.phases = append(k.phases, s.Phase)
		}
	}
	return nil
}

// narrowHoldings reads which statuses and permits are held. Where only a phase is
// known, one of that phase's statuses is held, and none of another's; a status of
// which no phase is recorded may be held in any.
func (v *variable) narrowHoldings(b *Book, p *known, given []string) {
	s := &v.possible
	if v.answered {
		s.starts = []uint64{0}
		for _, id := range given {
			s.starts[0] |= v.hits(b.papers(id))
			if b.statuses[id] != nil {
				s.options = append(s.options, v.proofs(b, id)...)
			}
		}
		return
	}
	phases, fixed := p.answers[phase]
	if fixed && b.circumstances[phase].value(phases[0]).MeansUnknown {
		fixed = false
	}
	for _, status := range b.Statuses {
		if status.at(p.day) == False || fixed && status.Phase != "" && status.Phase != phases[0] {
			continue
		}
		hit := v.hits([]string{status.ID})
		s.options = append(append(s.options, hit), v.proofs(b, status.ID)...)
		if fixed && status.Phase == phases[0] {
			s.starts = append(s.starts, hit)
		}
	}
	for _, permit := range b.Permits {
		if permit.Proves == "" {
			s.options = append(s.options, v.hits([]string{permit.ID}))
		}
	}
	if len(s.starts) == 0 {
		s.starts = []uint64{0}
	}
}

// papers gives an id that is held and the status that it proves.
func (b *Book) papers(id string) []string {
	if status, ok := b.Holding(id); ok && status != id {
		return []string{id, status}
	}
	return []string{id}
}

// proofs gives what holding the permits of a status hits.
func (v *variable) proofs(b *Book, status string) []uint64 {
	var hits []uint64
	for _, p := range b.Permits {
		if p.Proves == status {
			hits = append(hits, v.hits([]string{p.ID, status}))
		}
	}
	return hits
}
