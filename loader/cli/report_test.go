package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"waymark/loader/cli"
	"waymark/loader/coverage"
)

// TestReport: the text tells places in the folder, JSON has the same.
func TestReport(t *testing.T) {
	t.Parallel()
	dir := country(t)
	got, err := waymark(t, "report", dir, "--before", "2012-06-01")
	want := "Not known to hold on 2012-06-01, and not known to have ended: 1\n\n" +
		"Overdue                      IT   CORE\n  rules                       1      .\n\n" +
		"The oldest\n  2012-01-31  IT:beds-for-others\n              A/it.yaml:21:3\n"
	if err != nil || !strings.HasSuffix(got, want) {
		t.Errorf("report: %v, prints\n%s\nwant at its end\n%s", err, got, want)
	}
	got, err = waymark(t, "report", dir, "--json")
	var r coverage.Report
	if err != nil || json.Unmarshal([]byte(got), &r) != nil || r.Before != "2025-11-23" || len(r.Overdue) != 4 {
		t.Errorf("report --json: %v, prints\n%s", err, got)
	}
	if _, err := waymark(t, "report", dir, "--before", "soon"); err == nil {
		t.Error("report takes any word for a day")
	}
	if _, err := waymark(t, "report", country(t, "force: must", "force: mus")); err != cli.ErrFaults {
		t.Errorf("report of files with faults = %v", err)
	}
}
