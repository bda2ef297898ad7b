package loader

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"waymark/schema"
)

// regionNames names a country in every language of the SDL, as the Unicode CLDR
// does. A language that it has no name in stays empty.
func regionNames(e *entry, f *schema.Field) {
	region, err := language.ParseRegion(e.jurisdiction)
	if err != nil {
		return // the jurisdiction of the file is at fault, and is told there
	}
	for _, p := range f.Localized {
		if names := display.Regions(language.Make(p.Language)); names != nil {
			if name := names.Name(region); name != "" {
				e.props[p.Index] = schema.Text(name)
			}
		}
	}
}
