package gen

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/loader"
	"waymark/schema"
)

// sourcesVariable names the folder with the texts of cited documents.
const sourcesVariable = "WAYMARK_SOURCES"

// Seed checks the seed files below root and writes the release that they make to
// seed/release.bin. Where WAYMARK_SOURCES names a folder with the cited texts it
// proves the quotes with these and writes seed/fingerprints.bin anew; else it
// proves them with the fingerprints that are there. Returns schema.Errors if a
// file has faults; then it writes nothing.
func Seed(root string, model *schema.Schema) error {
	outputs, err := compileSeed(root, model, os.Getenv(sourcesVariable))
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		content := outputs[name]
		path := filepath.Join(root, "seed", name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
			continue
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return fmt.Errorf("write the compiled seed: %w", err)
		}
	}
	return nil
}

// compileSeed gives the compiled files of the seed folder by name.
func compileSeed(root string, model *schema.Schema, sources string) (map[string][]byte, error) {
	folder := filepath.Join(root, "seed")
	options := loader.Options{Folder: "seed"}
	if sources != "" {
		options.Sources = os.DirFS(sources)
	} else {
		prints, err := os.ReadFile(filepath.Join(folder, "fingerprints.bin"))
		if err != nil {
			return nil, fmt.Errorf("read the fingerprints; or set %s: %w", sourcesVariable, err)
		}
		options.Fingerprints = prints
	}
	release, err := loader.Check(model, os.DirFS(folder), options)
	if err != nil {
		return nil, err
	}
	var compiled bytes.Buffer
	if err := store.Encode(&compiled, release); err != nil {
		return nil, err
	}
	outputs := map[string][]byte{"release.bin": compiled.Bytes()}
	if sources != "" {
		prints, err := loader.Fingerprints(os.DirFS(sources), documentKeys(release))
		if err != nil {
			return nil, err
		}
		outputs["fingerprints.bin"] = prints
	}
	return outputs, nil
}

// documentKeys gives the keys of the documents that a release cites.
func documentKeys(r *store.Release) []string {
	var keys []string
	for _, record := range r.Records {
		if record.Type == "SourceDocument" {
			_, key, _ := strings.Cut(record.ID, ":")
			keys = append(keys, key)
		}
	}
	return keys
}
