package web

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"waymark/loader/coverage"
)

// Reporter gives the report that the page /report shows.
type Reporter func(context.Context) (*coverage.Report, error)

// reportPage shows what is there and what is left to do, without a script.
func reportPage(report Reporter) http.HandlerFunc {
	tmpl := template.Must(template.New("report.html").Funcs(template.FuncMap{
		"words": func(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) },
		"table": func(r *coverage.Report, caption, of string, rows []coverage.Count) table {
			return table{caption, of, r.Jurisdictions, rows}
		},
		"percent": func(part, whole int) string { return fmt.Sprintf("%d%%", 100*part/max(whole, 1)) },
		"size":    func(c coverage.Cited) int { return c.Last - c.First + 1 },
		"first": func(gaps []coverage.Range) []coverage.Range {
			return gaps[:min(5, len(gaps))]
		},
	}).ParseFS(files, "report.html"))
	return func(w http.ResponseWriter, r *http.Request) {
		found, err := report(r.Context())
		if err != nil {
			http.Error(w, "The report cannot be made now; try again later.", http.StatusServiceUnavailable)
			return
		}
		var body bytes.Buffer
		if err := tmpl.Execute(&body, found); err != nil {
			http.Error(w, "the page could not be written", http.StatusInternalServerError)
			return
		}
		serve(w, r, "report.html", body.Bytes(), tag(body.Bytes()))
	}
}

// table is what the template of a table of counts shows.
type table struct {
	Caption, Of   string // what it is about; what a row is
	Jurisdictions []string
	Rows          []coverage.Count
}
