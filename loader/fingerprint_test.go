package loader_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"waymark/loader"
)

// TestFingerprintsAreStable proves that equal texts give equal bytes, and that
// texts of no document do not count.
func TestFingerprintsAreStable(t *testing.T) {
	t.Parallel()
	_, sources := base(t)
	want := prints(t, sources, "doc", "page-only")
	sources["other.txt"] = &fstest.MapFile{Data: []byte("a text that nobody cites\n")}
	if got := prints(t, sources, "page-only", "doc"); !bytes.Equal(got, want) {
		t.Error("the same texts give other fingerprints")
	}
	sources["doc-report.txt"] = sources["doc.txt"]
	delete(sources, "doc.txt")
	if got := prints(t, sources, "doc"); !bytes.Equal(got, want) {
		t.Error("doc-report.txt is not taken for the document doc")
	}
}

// TestDamagedFingerprints proves that fingerprints are read whole or not at all.
func TestDamagedFingerprints(t *testing.T) {
	t.Parallel()
	m := model(t)
	seed, sources := base(t)
	whole := prints(t, sources, "doc")
	other := bytes.Clone(whole)
	other[len("WAYMARK FINGERPRINTS\n")] = 9
	for name, c := range map[string]struct {
		prints []byte
		want   string
	}{
		"short":   {whole[:20], "damaged"},
		"cut":     {whole[:len(whole)-9], "damaged"},
		"altered": {bytes.Replace(bytes.Clone(whole), []byte("doc"), []byte("dog"), 1), "checksum"},
		"form":    {other, "form 9"},
		"nothing": {[]byte("x"), "damaged"},
	} {
		_, err := loader.Check(m, seed, loader.Options{Fingerprints: c.prints})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: Check = %v, want %q", name, err, c.want)
		}
	}
}

// TestNoProof proves that lines of which nothing is at hand are never taken on trust.
func TestNoProof(t *testing.T) {
	t.Parallel()
	seed, _ := base(t)
	_, err := loader.Check(model(t), seed, loader.Options{})
	want := `country.yaml:7:9: country "IT": the lines of "doc" are not at hand (cite a page or an article, or bring the text)`
	if err == nil || err.Error() != want {
		t.Errorf("Check = %v, want %s", err, want)
	}
}

// FuzzFingerprints proves that damaged fingerprints never end the program.
func FuzzFingerprints(f *testing.F) {
	_, sources := base(f)
	f.Add(prints(f, sources, "doc"))
	f.Add([]byte("WAYMARK FINGERPRINTS\n\x01\x01"))
	m := model(f)
	seed, _ := base(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := loader.Check(m, seed, loader.Options{Fingerprints: b}); err == nil && r == nil {
			t.Error("neither a release nor an error")
		}
	})
}
