package answer

import (
	"math/bits"
	"slices"
	"strconv"
)

// What evaluation knows of circumstances by name.
const (
	ageGroup = "age_group"
	minor    = "minor"
	phase    = "phase"
)

// variable is one circumstance (or the area, then circumstance is nil) as one
// entitlement's rules ask for it. Of a person's worlds only this counts: which of
// the conditions on it are true in them.
type variable struct {
	circumstance *Circumstance
	conditions   []Condition // distinct; the place of a condition is its bit
	answered     bool        // and not by a value that means unknown
	asked        bool        // something was answered
	possible     worlds      // what the persona allows
}

// worlds is a set of them: one start joined by any of the options. Bits are of
// conditions whose values are hit; negated are those that then are false.
type worlds struct {
	starts, options []uint64
	negated         uint64
}

// bounds gives the conditions that are true in every world and those that are
// true in one at least.
func (s worlds) bounds() (always, ever uint64) {
	always = ^uint64(0)
	for _, m := range s.starts {
		always &= m
		ever |= m
	}
	for _, m := range s.options {
		ever |= m
	}
	return always&^s.negated | s.negated&^ever, ever&^s.negated | s.negated&^always
}

// list gives the distinct worlds in ascending order; nil: more than limit.
func (s worlds) list(limit int) []uint64 {
	seen := map[uint64]bool{}
	var all []uint64
	add := func(m uint64) {
		if !seen[m] {
			seen[m] = true
			all = append(all, m)
		}
	}
	for _, m := range s.starts {
		add(m)
	}
	for _, option := range s.options {
		for _, m := range all {
			add(m | option)
		}
		if len(all) > limit {
			return nil
		}
	}
	if len(all) > limit {
		return nil
	}
	for i := range all {
		all[i] ^= s.negated
	}
	slices.Sort(all)
	return all
}

// bit finds or adds a condition.
func (v *variable) bit(c Condition) int {
	for i, known := range v.conditions {
		if known.Operator == c.Operator && slices.Equal(known.Values, c.Values) {
			return i
		}
	}
	v.conditions = append(v.conditions, c)
	return len(v.conditions) - 1
}

// hits tells which conditions' values an answer with all its wider forms meets.
func (v *variable) hits(forms []string) uint64 {
	var m uint64
	for i, c := range v.conditions {
		if slices.ContainsFunc(c.Values, func(value string) bool { return slices.Contains(forms, value) }) {
			m |= 1 << i
		}
	}
	return m
}

func (v *variable) negated() uint64 {
	var m uint64
	for i, c := range v.conditions {
		if c.Operator == NotIn {
			m |= 1 << i
		}
	}
	return m
}

// narrow works out which worlds the persona leaves.
func (v *variable) narrow(b *Book, p *known) {
	if v.circumstance == nil {
		v.narrowArea(p)
		return
	}
	values, asked := p.answers[v.circumstance.Code]
	v.asked = asked
	v.possible.negated = v.negated()
	switch v.circumstance.Kind {
	case Boolean:
		v.answered = asked
		if !asked {
			values = []string{"true", "false"}
		}
		for _, value := range values {
			v.possible.starts = append(v.possible.starts, v.hits([]string{value}))
		}
	case Number:
		v.answered = asked
		v.narrowNumber(values)
	case Holdings:
		v.answered = asked
		v.narrowHoldings(b, p, values)
	default:
		if !asked && v.circumstance.Code == phase && len(p.phases) > 0 {
			for _, value := range p.phases {
				v.possible.starts = append(v.possible.starts, v.hits(v.circumstance.forms(value)))
			}
			return
		}
		v.narrowCode(values)
	}
}

// narrowCode reads an answer of codes. What is narrower than an answer stays open;
// a value that means unknown leaves everything open.
func (v *variable) narrowCode(given []string) {
	c := v.circumstance
	var known, open []uint64
	unknown := len(given) == 0
	for _, code := range given {
		if value := c.value(code); value != nil && value.MeansUnknown {
			unknown = true
			continue
		}
		known = append(known, v.hits(c.forms(code)))
	}
	v.answered = !unknown
	for _, value := range c.Values {
		if value.MeansUnknown {
			continue
		}
		forms := c.forms(value.Code)
		if unknown || slices.ContainsFunc(forms[1:], func(wider string) bool { return slices.Contains(given, wider) }) {
			open = append(open, v.hits(forms))
		}
	}
	switch {
	case !c.Many:
		v.possible.starts = append(known, open...)
	case len(known) == 0:
		v.possible.starts, v.possible.options = open, open
	default:
		v.possible.starts, v.possible.options = []uint64{union(known)}, open
	}
}

// forms gives a code and all that it is also an answer of.
func (c *Circumstance) forms(code string) []string {
	var list []string
	for code != "" && !slices.Contains(list, code) {
		list = append(list, code)
		value := c.value(code)
		if value == nil {
			break
		}
		code = value.Broader
	}
	return list
}

func union(masks []uint64) uint64 {
	var m uint64
	for _, one := range masks {
		m |= one
	}
	return m
}

// narrowNumber tries the numbers beside every bound, so that all worlds are met.
func (v *variable) narrowNumber(given []string) {
	v.possible.negated = 0
	var points []int64
	for _, value := range given {
		n, _ := strconv.ParseInt(value, 10, 64) // Open and known have seen to it
		points = append(points, n)
	}
	if len(given) == 0 {
		points = []int64{0}
		for _, c := range v.conditions {
			for _, value := range c.Values {
				n, _ := strconv.ParseInt(value, 10, 64)
				points = append(points, n-1, n, n+1)
			}
		}
	}
	for _, n := range points {
		var m uint64
		for i, c := range v.conditions {
			if c.compare(n) {
				m |= 1 << i
			}
		}
		v.possible.starts = append(v.possible.starts, m)
	}
}

func (c *Condition) compare(n int64) bool {
	in := slices.Contains(c.Values, strconv.FormatInt(n, 10))
	switch c.Operator {
	case In:
		return in
	case NotIn:
		return !in
	}
	bound, _ := strconv.ParseInt(c.Values[0], 10, 64)
	switch c.Operator {
	case LessThan:
		return n < bound
	case AtMost:
		return n <= bound
	case MoreThan:
		return n > bound
	default:
		return n >= bound
	}
}

// narrowArea reads where the person is. An area that no rule names stands for all
// others.
func (v *variable) narrowArea(p *known) {
	v.answered, v.asked = p.area != "", p.area != ""
	if v.answered {
		v.possible.starts = []uint64{v.hits([]string{p.area})}
		return
	}
	v.possible.starts = []uint64{0}
	for _, c := range v.conditions {
		for _, area := range c.Values {
			v.possible.starts = append(v.possible.starts, v.hits([]string{area}))
		}
	}
}

// truthIn tells how a condition stands between the worlds that are left.
func truthIn(bit int, always, ever uint64) Truth {
	switch m := uint64(1) << bit; {
	case always&m != 0:
		return True
	case ever&m == 0:
		return False
	}
	return Unknown
}

func count(m uint64) int { return bits.OnesCount64(m) }
