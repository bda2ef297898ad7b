package hsds

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"waymark/graph/store"
)

// Counts tells how many organizations and services were kept.
func (d *Draft) Counts() (organizations, services int) {
	return len(d.organizations), len(d.services)
}

// Write writes a seed file of a jurisdiction in which every entry is a draft. Returns
// w's error.
func (d *Draft) Write(w io.Writer, jurisdiction string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# yaml-language-server: $schema=../schema/seed.schema.json\n"+
		"# Drafts, read from a directory in the form of Open Referral (HSDS). They are no part\n"+
		"# of a release. Before \"draft\" is taken off, an entry needs a source: cite.\n"+
		"# Left behind: %s.\njurisdiction: %s\n", oneLine(d.Behind()), jurisdiction)
	section(&b, "organizations", d.organizations)
	for _, o := range d.organizations {
		begin(&b, o)
		line(&b, "url", o.url)
		line(&b, "phone", o.hotline)
	}
	section(&b, "services", d.services)
	for _, s := range d.services {
		begin(&b, s)
		if s.by != "" {
			fmt.Fprintf(&b, "    provided_by: %s\n", s.by)
		}
	}
	d.offers(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// offers holds the languages: they are a matter of who gives the service.
func (d *Draft) offers(b *strings.Builder) {
	first := true
	for _, s := range d.services {
		if s.by == "" || len(s.languages) == 0 {
			continue
		}
		if first {
			b.WriteString("\noffers:\n")
			first = false
		}
		fmt.Fprintf(b, "  %s:\n    draft: true\n    service: %s\n    by: %s\n    languages: [%s]\n",
			d.key(s.key+"-offer"), s.key, s.by, strings.Join(s.languages, ", "))
	}
}

func section(b *strings.Builder, name string, entries []draft) {
	if len(entries) > 0 {
		fmt.Fprintf(b, "\n%s:\n", name)
	}
}

func begin(b *strings.Builder, d draft) {
	fmt.Fprintf(b, "  %s:\n    draft: true\n    name: {en: %s}\n", d.key, quoted(d.name))
}

func line(b *strings.Builder, key, value string) {
	if value != "" {
		fmt.Fprintf(b, "    %s: %s\n", key, quoted(value))
	}
}

// quoted writes a text as YAML between double quotation marks, as JSON does.
func quoted(s string) string { return string(store.AppendString(nil, oneLine(s))) }

var blanks = regexp.MustCompile(`\s+`)

func oneLine(s string) string { return blanks.ReplaceAllString(s, " ") }
