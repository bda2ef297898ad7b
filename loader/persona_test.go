package loader_test

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"waymark/loader"
	"waymark/schema"
)

// TestPersonaFaults holds the messages about persona files to a case file.
func TestPersonaFaults(t *testing.T) {
	t.Parallel()
	const name = "testdata/personas/faults.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, sources := base(t)
	last := len(archive.Files) - 1
	for _, f := range archive.Files[:last] {
		place(files, sources, f.Name, f.Data)
	}
	report, err := loader.Examine(model(t), files, loader.Options{Sources: sources, Folder: "seed", Personas: true})
	if err != nil {
		t.Fatal(err)
	}
	got := messages(report.Faults)
	if *update {
		archive.Files[last].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(archive.Files[last].Data), got); diff != "" {
		t.Errorf("Examine (-want +got):\n%s", diff)
	}
	if _, err := loader.Check(model(t), files, loader.Options{Sources: sources}); err != nil {
		t.Errorf("Check = %v; personas are no part of a release", err)
	}
}

// TestPersonas reads a row: a permit stays what was given, a former key is the
// entry that has it now.
func TestPersonas(t *testing.T) {
	t.Parallel()
	files, sources := base(t)
	place(files, sources, "it.yaml", []byte(`jurisdiction: IT
source: doc
known_to: 2013-05
read: ab 2026-11-23
services:
  beds: {name: Beds, types: shelter, cite: 'L1 "a shelter gives help"'}
statuses:
  social: {name: Social protection, was: path, cite: 'L10 "calls this the “social path”"'}
permits:
  card: {name: Card, proves: social, cite: 'L10 "calls this the “social path”"'}
`))
	place(files, sources, "personas/it.yaml", []byte(`jurisdiction: IT
personas:
  no-home:
    persona: {nationality: [eu, stateless], holds: [card, path], in_distress: true}
    on: 2013-05-01
    entitlement: IT:beds
    outcome: not entitled
    reason: no route left
    lines: [L1-2, page-only]
    note: Both are held.
`))
	report, err := loader.Examine(model(t), files, loader.Options{Sources: sources, Folder: "seed", Personas: true})
	if err != nil || len(report.Faults) > 0 {
		t.Fatalf("Examine = %v, faults:\n%v", err, report.Faults)
	}
	want := []loader.Persona{{
		Pos: schema.Pos{File: "seed/personas/it.yaml", Line: 3, Col: 3}, Country: "IT", Key: "no-home",
		Facts: []loader.Fact{
			{Circumstance: "nationality", Values: []string{"eu", "stateless"}},
			{Circumstance: "holds", Values: []string{"IT:card", "IT:social"}},
			{Circumstance: "in_distress", Values: []string{"true"}},
		},
		On: "2013-05-01", Entitlement: "IT:beds", Outcome: "NOT_ENTITLED", Reason: "NO_ROUTE_LEFT",
		Lines: "L1-2, page-only", Note: "Both are held.",
	}}
	if diff := cmp.Diff(want, report.Personas); diff != "" {
		t.Errorf("Personas (-want +got):\n%s", diff)
	}
	if report.Release == nil || want[0].ID() != "IT:no-home" {
		t.Errorf("Release = %v, ID = %s", report.Release, want[0].ID())
	}
}

// TestPersonasAbsent: a folder without personas has none, and no fault.
func TestPersonasAbsent(t *testing.T) {
	t.Parallel()
	files, sources := base(t)
	report, err := loader.Examine(model(t), files, loader.Options{Sources: sources, Personas: true})
	if err != nil || len(report.Faults) > 0 || len(report.Personas) > 0 {
		t.Errorf("Examine = %v, %v, %v", report.Personas, report.Faults, err)
	}
	var none fstest.MapFS
	if report, err = loader.Examine(model(t), none, loader.Options{Personas: true}); err != nil || len(report.Faults) != 1 {
		t.Errorf("Examine of nothing = %v, %v", report, err)
	}
}
