package graph

import (
	"fmt"
	"slices"
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
	foreign  map[string]string        // what is no holding or area here: whose it is
}

// personaField is what a persona says about one circumstance.
type personaField struct {
	code    string
	answers map[string]string // codes by the names of the enum
}

func newBook(b *answer.Book, e *entries) *book {
	out := &book{
		Book: b, fields: map[string]*personaField{}, concepts: map[string]string{},
		areas: map[string]string{}, foreign: map[string]string{},
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
	for _, r := range slices.Concat(e.OtherStatuses, e.OtherPermits) {
		out.foreign[r.ID] = jurisdiction(r.ID)
	}
	for _, a := range e.Places {
		if out.areas[a.ID] == "" {
			out.foreign[a.ID], out.foreign[a.Code] = jurisdiction(a.ID), jurisdiction(a.ID)
		}
	}
	return out
}

// jurisdiction is whose entry an id is.
func jurisdiction(id string) string {
	of, _, _ := strings.Cut(id, ":")
	return of
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
	return b.stranger(at, id, "status or permit", known)
}

// stranger is the error of an id that is not the country's.
func (b *book) stranger(at, id, what string, known []string) *store.Error {
	of, elsewhere := b.foreign[id]
	if !elsewhere {
		return unknown(at, id, known)
	}
	message := fmt.Sprintf("%s: %q is a %s of %s, not of %s", at, id, what, of, b.Country)
	if meant := schema.Suggest(b.Country+strings.TrimPrefix(id, of), known); meant != "" {
		message += fmt.Sprintf(" (did you mean %q?)", meant)
	}
	return &store.Error{Kind: store.Invalid, Message: message}
}
