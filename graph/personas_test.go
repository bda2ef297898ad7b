package graph_test

import (
	"os"
	"path/filepath"
	"testing"

	"waymark/graph"
	"waymark/graph/memstore"
	"waymark/loader"
	"waymark/loader/personas"
	"waymark/seed"
)

// fewestPersonas is how many rows a country must have.
const fewestPersonas = 60

// TestPersonas puts every row of seed/personas to the rules as the seed files have
// them now, whatever the embedded release says.
func TestPersonas(t *testing.T) {
	t.Parallel()
	model, public := schemas()
	report, err := loader.Examine(model, os.DirFS("../seed"),
		loader.Options{Folder: "seed", Fingerprints: seed.Fingerprints(), Personas: true})
	if err != nil || len(report.Faults) > 0 {
		t.Fatalf("Examine(seed) = %v, faults:\n%v", err, report.Faults)
	}
	opened, err := memstore.Open(model, report.Release)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := graph.New(graph.Config{Model: model, Public: public, Store: opened})
	if err != nil {
		t.Fatal(err)
	}
	answers, err := personas.Ask(t.Context(), engine, report.Personas)
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range personas.Wrong(answers) {
		t.Error(wrong)
	}
	rows := map[string]int{}
	for _, row := range report.Personas {
		rows[row.Pos.File]++
	}
	files, err := filepath.Glob("../seed/personas/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no persona files: %v", err)
	}
	for _, file := range files {
		if name := "seed/personas/" + filepath.Base(file); rows[name] < fewestPersonas {
			t.Errorf("%s has %d rows, want %d or more", name, rows[name], fewestPersonas)
		}
	}
}
