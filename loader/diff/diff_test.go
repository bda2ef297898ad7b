package diff_test

import (
	"os"
	"strings"
	"testing/fstest"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/loader/diff"
	"waymark/schema"
)

const before = `jurisdiction: IT
source: s
known_to: 2013-05
read: wm 2026-11-25
country: {cite: s page}
sources: {s: {title: A page, voice: law, at: "https://example.org/"}}
organizations:
  house: {name: {en: House}, sector: private, cite: s page}
  office: {name: {en: Office}, sector: public, cite: s page}
services:
  beds: {name: {en: Beds}, provided_by: house, cite: s page}
`

const after = `jurisdiction: IT
source: s
known_to: 2013-05
read: wm 2026-11-25
country: {cite: s page}
sources: {s: {title: A page, voice: law, at: "https://example.org/"}}
organizations:
  house: {name: {en: Big house}, sector: private, cite: s page}
  office: {name: {en: Office}, sector: public, cite: s page}
services:
  beds: {name: {en: Beds}, provided_by: [house, office], cite: s page}
`

func check(text string) (*schema.Schema, *store.Release) {
	model, err := schema.Load(schema.Files)
	if err != nil {
		panic(err)
	}
	r, err := loader.Check(model, fstest.MapFS{"it.yaml": {Data: []byte(text)}}, loader.Options{})
	if err != nil {
		panic(err)
	}
	return model, r
}

func ExampleReleases() {
	model, a := check(before)
	_, b := check(after)
	if err := diff.Write(os.Stdout, diff.Releases(model, a, b)); err != nil {
		panic(err)
	}
	if err := diff.Write(os.Stdout, diff.Releases(model, b, b)); err != nil {
		panic(err)
	}
	// Output:
	// ~ Service IT:beds "Beds"
	//     + providers: IT:office
	// + Role IT:beds:provides:office
	// ~ Organization IT:house "Big house"
	//     - name.en: "House"
	//     + name.en: "Big house"
	// 1 added, 2 changed, 0 removed
	// nothing differs
}

// An entry that was renamed is one entry; a role that is named by its key is another.
func ExampleReleases_renamed() {
	model, a := check(before)
	_, b := check(strings.NewReplacer("house:", "home:", "provided_by: house", "provided_by: home",
		"{en: House}", "{en: House}, was: house").Replace(before))
	if err := diff.Write(os.Stdout, diff.Releases(model, a, b)); err != nil {
		panic(err)
	}
	// Output:
	// + Role IT:beds:provides:home
	// - Role IT:beds:provides:house
	// ~ Organization IT:home "House"
	//     - id: "IT:house"
	//     + id: "IT:home"
	// 1 added, 1 changed, 1 removed
}

func ExampleJSON() {
	model, a := check(before)
	_, b := check(after)
	if err := diff.JSON(os.Stdout, diff.Releases(model, b, a)[:1]); err != nil {
		panic(err)
	}
	// Output:
	// [
	//   {
	//     "kind": "changed",
	//     "type": "Service",
	//     "id": "IT:beds",
	//     "name": "Beds",
	//     "fields": [
	//       {
	//         "name": "providers",
	//         "before": [
	//           "IT:office"
	//         ]
	//       }
	//     ]
	//   }
	// ]
}
