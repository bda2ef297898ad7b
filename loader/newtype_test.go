package loader_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"waymark/loader"
	"waymark/schema"
)

// newType is what a steward writes who needs a new kind of fact.
const newType = `
"A course that prepares for work."
type Training implements Node & Dated & Sourced @node(section: "trainings") {
  "Stable id."
  id: ID!
  "Whose file says it."
  jurisdiction: String! @indexed @seed(form: DERIVED)
  "What people call it."
  name: String! @localized @fulltext
  "Its level."
  level: TrainingLevel! @indexed
  "How many may take part."
  places: Quantity
  "Who runs it."
  runBy: [Organization!]! @relationship(type: "RUN_BY", direction: OUT) @seed(form: ROLE, role: "RUNS")
  "The right that it leads to."
  leadsTo: Entitlement @relationship(type: "LEADS_TO", direction: OUT)
  "Its parts."
  modules: [TrainingModule!]! @relationship(type: "MODULE_OF", direction: IN) @seed(form: OWNED)
  "The country."
  country: Country @relationship(type: "IN_COUNTRY", direction: OUT) @seed(form: DERIVED)
  "First day on which it holds."
  from: Date @indexed
  "How exactly it is known."
  fromPrecision: DatePrecision @seed(form: DERIVED)
  "First day on which it no longer holds."
  to: Date
  "How exactly it is known."
  toPrecision: DatePrecision @seed(form: DERIVED)
  "Last day for which it is known to hold."
  knownTo: Date
  "Who compared the entry with its sources."
  read: [String!]!
  "What a reader must know besides."
  note: String
  "What the sources say about it."
  statements: [Statement!]! @relationship(type: "ABOUT", direction: IN)
  "Where its sources differ."
  conflicts: [Conflict!]! @relationship(type: "CONCERNS", direction: IN)
}

"A part of a course."
type TrainingModule implements Node @node {
  "Stable id."
  id: ID!
  "Whose file says it."
  jurisdiction: String! @indexed @seed(form: DERIVED)
  "Its place."
  order: Int! @seed(form: DERIVED)
  "How long it takes."
  length: Term
  "The course."
  training: Training! @relationship(type: "MODULE_OF", direction: OUT) @seed(form: DERIVED)
}

"How hard a course is."
enum TrainingLevel {
  "For beginners."
  BASIC
  "For those who know the trade."
  FULLY_SKILLED
}
`

const newFile = `jurisdiction: IT
source: doc
read: ab 2026-11-23
organizations:
  casa: {name: Casa, cite: 'L1 "a shelter gives help"'}
rights:
  work: {name: To work, types: shelter, cite: 'L1 "a shelter gives help"'}
trainings:
  cook:
    name: {it: Cuoco, en: Cook}
    level: fully skilled
    places: up to 12
    run_by: casa
    leads_to: work
    modules: [{length: 6 months}, {length: about 1 year}]
    cite: L1 "a shelter gives help"
`

const newDump = `as of 2026-11-23
Training IT:cook
  name.en: "Cook"
  name.it: "Cuoco"
  level: "FULLY_SKILLED"
  places.high: 12
  places.printed: "up to 12"
  read: ["ab 2026-11-23"]
  runBy -> IT:casa
  leadsTo -> IT:work
  country -> IT
TrainingModule IT:cook:1
  order: 1
  length.length: "P6M"
  length.bound: "EXACT"
  length.printed: "6 months"
  training -> IT:cook
TrainingModule IT:cook:2
  order: 2
  length.length: "P1Y"
  length.bound: "ABOUT"
  length.printed: "about 1 year"
  training -> IT:cook
Statement IT:cook:entry:doc:L1
  predicate: "entry"
  voice: "REPORT"
  certainty: "STATED"
  about -> IT:cook
  passage -> CORE:doc:L1:a-shelter-gives-help
Role IT:cook:runs:casa
  does: "RUNS"
  read: ["ab 2026-11-23"]
  organization -> IT:casa
  in -> IT:cook
  country -> IT
`

// TestNewType proves that a type that only the SDL knows of is read from files,
// with all that the forms of its fields make, and without any Go.
func TestNewType(t *testing.T) {
	t.Parallel()
	m, err := schema.Load(withFile(t, "trainings.graphql", newType))
	if err != nil {
		t.Fatalf("Load:\n%v", err)
	}
	seed, sources := base(t)
	seed["it.yaml"] = &fstest.MapFile{Data: []byte(newFile)}
	r, err := loader.Check(m, seed, loader.Options{Sources: sources})
	if err != nil {
		t.Fatalf("Check:\n%v", err)
	}
	checkRelease(t, m, r)
	got := dump(m, r, func(id string) bool { return len(id) >= 7 && id[:7] == "IT:cook" })
	if diff := cmp.Diff(newDump, got); diff != "" {
		t.Errorf("Check (-want +got):\n%s", diff)
	}
}

// withFile gives the project's SDL and one more file.
func withFile(t *testing.T, name, text string) fs.FS {
	t.Helper()
	files := fstest.MapFS{name: {Data: []byte(text)}}
	names, err := fs.Glob(schema.Files, "*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		b, err := fs.ReadFile(schema.Files, n)
		if err != nil {
			t.Fatal(err)
		}
		files[n] = &fstest.MapFile{Data: b}
	}
	return files
}

// TestForeignSchema proves that a schema without the types that the forms make is
// refused as a whole.
func TestForeignSchema(t *testing.T) {
	t.Parallel()
	_, err := loader.Check(&schema.Schema{}, fstest.MapFS{}, loader.Options{})
	want := "the schema has no node type SourceDocument, which seed files are read into"
	if err == nil || err.Error() != want {
		t.Errorf("Check = %v, want %s", err, want)
	}
}
