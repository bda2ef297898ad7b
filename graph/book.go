package graph

import (
	"fmt"
	"strings"

	"waymark/graph/answer"
	"waymark/graph/store"
	"waymark/schema"
)

// book is one country's rules, and the names by which clients ask.
type book struct {
	*answer.Book
	fields   map[string]*personaField // of a persona, by name
	concepts map[string]string        // ids by id and by code
	areas    map[string]string        // ids by id and by code
}

// personaField is what a persona says about one circumstance.
type personaField struct {
	code    string
	answers map[string]string // codes by the names of the enum
}

func newBook(b *answer.Book, e *entries) *book {
	out := &book{
		Book: b, fields: map[string]*personaField{}, concepts: map[string]string{},
		areas: map[string]string{},
	}
	for _, c := range b.Circumstances {
		f := &personaField{code: c.Code, answers: map[string]string{}}
		for _, v := range c.Values {
			f.answers[strings.ToUpper(strings.ReplaceAll(v.Code, "-", "_"))] = v.Code
		}
		out.fields[camel(c.Code)] = f
	}
	for _, c := range e.Concepts {
		out.concepts[c.Code], out.concepts[c.ID] = c.ID, c.ID
	}
	for _, a := range e.Country.Areas {
		out.areas[a.Code], out.areas[a.ID] = a.ID, a.ID
	}
	return out
}

// camel writes a circumstance's code as a field of a persona: identified_by as
// identifiedBy, as the generator does.
func camel(code string) string {
	words := strings.Split(code, "_")
	for i := 1; i < len(words); i++ {
		if words[i] != "" {
			words[i] = strings.ToUpper(words[i][:1]) + words[i][1:]
		}
	}
	return strings.Join(words, "")
}

// holding checks an id of a status or permit.
func (b *book) holding(at, id string) *store.Error {
	if _, ok := b.Holding(id); ok {
		return nil
	}
	var known []string
	for _, s := range b.Statuses {
		known = append(known, s.ID)
	}
	for _, p := range b.Permits {
		known = append(known, p.ID)
	}
	return b.stranger(at, id, ":", "is no status or permit of "+b.Country, known)
}

// stranger refuses an id that is not the country's. What stands before the mark is
// whose it is; of another country's the nearest of this one may have been meant.
func (b *book) stranger(at, id, mark, why string, known []string) *store.Error {
	of, rest, marked := strings.Cut(id, mark)
	if !marked || of == b.Country {
		return refuse(at, id, why, known)
	}
	return &store.Error{Kind: store.Invalid, Message: fmt.Sprintf(
		"%s: %q belongs to %s, not to %s%s", at, id, of, b.Country, meant(b.Country+mark+rest, known))}
}

// refuse is the error of a name that is not known.
func refuse(at, name, why string, known []string) *store.Error {
	return &store.Error{Kind: store.Invalid, Message: fmt.Sprintf("%s: %q %s%s", at, name, why, meant(name, known))}
}

// fewKnown is how many names an error lists where none of them is near.
const fewKnown = 8

// meant tells which name was probably meant, or which there are if they are few.
func meant(name string, known []string) string {
	if near := schema.Suggest(name, known); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	if n := len(known); n > 0 && n <= fewKnown {
		return fmt.Sprintf(" (known: %s)", strings.Join(known, ", "))
	}
	return ""
}
