// Package web holds the pages that a person sees first: the playground, with real
// questions as tabs. Everything is embedded and comes from this server alone.
//
//	/            the page           page.html, page.js, page.css
//	/report      the report         report.html, report.css: what stewards have left to do
//	/assets/…    its files          GraphiQL and React, see vendored/README.md
//	/questions/… the tabs as files  questions/*.graphql
//
// Limits: it asks the graph nothing. The playground's data is one public operation,
// which the browser sends to /graphql, the report's is given to it; nothing that is
// typed is kept in the browser.
package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed page.html page.js page.css report.html report.css icon.svg questions/*.graphql vendored/*/*.js vendored/*/*.css
var files embed.FS

// policy lets the page load from this server alone. %s is the page's leave for the
// one style element that GraphiQL adds.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; font-src data:; " +
	"img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Question is one tab of the playground.
type Question struct {
	File      string `json:"file"`      // 01-italy.graphql
	Title     string `json:"title"`     // its first line, without the comment sign
	Operation string `json:"operation"` // the name of its operation, which its tab shows
	Text      string `json:"text"`      // the document
}

// Questions gives the tabs in the order of their files.
func Questions() []Question {
	entries, err := fs.ReadDir(files, "questions")
	if err != nil {
		panic("web: the embedded questions are not there: " + err.Error())
	}
	list := make([]Question, 0, len(entries))
	for _, entry := range entries {
		text := string(read("questions/" + entry.Name()))
		first, _, _ := strings.Cut(text, "\n")
		_, named, _ := strings.Cut(text, "\nquery ")
		operation, _, _ := strings.Cut(named, " ")
		list = append(list, Question{
			File:      entry.Name(),
			Title:     strings.TrimSpace(strings.TrimPrefix(first, "#")),
			Operation: operation,
			Text:      text,
		})
	}
	return list
}

// Handler serves the pages, their files and the questions; anything else is not
// found.
func Handler(report Reporter) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", page())
	mux.Handle("GET /report", reportPage(report))
	for _, name := range []string{
		"page.js", "page.css", "report.css", "icon.svg",
		"vendored/graphiql/graphiql.min.js", "vendored/graphiql/graphiql.min.css",
		"vendored/react/react.production.min.js", "vendored/react-dom/react-dom.production.min.js",
	} {
		mux.Handle("GET /assets/"+path.Base(name), file(name))
	}
	for _, q := range Questions() {
		mux.Handle("GET /questions/"+q.File, file("questions/"+q.File))
	}
	return guarded(mux)
}

type nonceKey struct{}

// guarded sets what every answer of the pages carries.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nonce := rand.Text()
		r = r.WithContext(context.WithValue(r.Context(), nonceKey{}, nonce))
		h := w.Header()
		h.Set("Content-Security-Policy", fmt.Sprintf(policy, nonce))
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

func page() http.HandlerFunc {
	tmpl := template.Must(template.ParseFS(files, "page.html"))
	questions := Questions()
	return func(w http.ResponseWriter, r *http.Request) {
		var body bytes.Buffer
		err := tmpl.Execute(&body, struct {
			Host, Nonce string
			Questions   []Question
		}{r.Host, r.Context().Value(nonceKey{}).(string), questions})
		if err != nil {
			http.Error(w, "the page could not be written", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", contentType("page.html"))
		w.Header().Set("Cache-Control", "no-store") // the nonce is for once
		_, _ = w.Write(body.Bytes())
	}
}

func file(name string) http.HandlerFunc {
	content := read(name)
	etag := tag(content)
	return func(w http.ResponseWriter, r *http.Request) { serve(w, r, name, content, etag) }
}

// serve answers 304 to a browser that has the content already.
func serve(w http.ResponseWriter, r *http.Request, name string, content []byte, etag string) {
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func tag(content []byte) string {
	sum := sha256.Sum256(content)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// contentType does not ask the machine's own table, which may say anything.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	default:
		return "text/plain; charset=utf-8"
	}
}

func read(name string) []byte {
	content, err := files.ReadFile(name)
	if err != nil {
		panic("web: embedded file: " + err.Error())
	}
	return content
}
