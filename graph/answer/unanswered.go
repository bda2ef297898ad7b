package answer

import "slices"

// Unanswered is a type of service or right that was asked for and of which nothing
// is there on the day. Its answer is UNKNOWN for want of data, never a no.
type Unanswered struct {
	Type     string // id of a concept
	Headline string
	Help     []string
}

// Type is a type of service or right.
type Type struct{ ID, Name string }

// unanswered gives the types of a question that no entitlement is of, in the order
// in which they were asked for. A question about entitlements by id asks for no more.
func (b *Book) unanswered(q Question) []Unanswered {
	if q.Entitlements != nil {
		return nil
	}
	var list []Unanswered
	for i, id := range q.Types {
		one := Question{Day: q.Day, Types: []string{id}}
		if slices.Contains(q.Types[:i], id) || slices.ContainsFunc(b.Entitlements, func(e Entitlement) bool { return one.asks(&e) }) {
			continue
		}
		list = append(list, Unanswered{id, b.nothing(id, q.Day), b.Help})
	}
	return list
}

// nothing tells in one sentence that nothing is known of a type.
func (b *Book) nothing(id, day string) string {
	var name string
	if place := slices.IndexFunc(b.Types, func(t Type) bool { return t.ID == id }); place >= 0 {
		name = b.Types[place].Name
	}
	return b.opening(name, id, day) + "it is not known whether you can get it: nothing is recorded of it."
}
