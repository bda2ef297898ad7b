package plan

import (
	"slices"
	"strings"

	"waymark/schema"
)

// languages are those that a reader prefers, the dearest first; those that come
// after them in the schema's own order anyway are left out.
type languages []string

// prefer keeps, of the languages that a reader named, those that texts may be in.
// A region that no text is written for falls away: fr-BE is fr.
func (c *catalog) prefer(named []string) languages {
	var kept languages
	for _, name := range named {
		tag := strings.ToLower(name)
		if base, _, _ := strings.Cut(tag, "-"); !slices.Contains(c.languages, tag) {
			tag = base
		}
		if slices.Contains(c.languages, tag) && !slices.Contains(kept, tag) {
			kept = append(kept, tag)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	order, asked := kept.order(c.languages)
	return order[:asked]
}

// order puts the languages of a text, which come in the schema's order, into the
// reader's: the preferred ones, then the rest. The first asked of them stand there
// because they are preferred; after them the schema's order goes on unbroken.
func (l languages) order(known []string) (ordered languages, asked int) {
	for _, name := range l {
		if slices.Contains(known, name) && !slices.Contains(ordered, name) {
			ordered = append(ordered, name)
		}
	}
	for _, name := range known {
		if !slices.Contains(ordered, name) {
			ordered = append(ordered, name)
		}
	}
	place := func(i int) int { return slices.Index(known, ordered[i]) }
	for asked = len(ordered) - 1; asked > 0 && place(asked-1) < place(asked); asked-- {
	}
	return ordered, asked
}

// columns gives the columns of a localized text in the order in which they are
// looked at: the language of the field's own argument (empty: none), the reader's,
// then English and the others as the schema has them.
func (l languages) columns(text []*schema.Property, argument string) (columns []string, asked int) {
	known := make([]string, len(text))
	for i, p := range text {
		known[i] = p.Language
	}
	ordered, asked := append(languages{argument}, l...).order(known)
	for _, name := range ordered {
		columns = append(columns, text[slices.Index(known, name)].Column)
	}
	return columns, asked
}
