package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/plan"
	"waymark/graph/store"
)

// connectionPage is what a test reads of one page.
type connectionPage struct {
	Edges []struct {
		Cursor string
		Node   struct{ ID string }
	}
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	TotalCount int
}

const pageQuery = `query($first: Int, $after: String, $last: Int, $before: String) {
  page: %s(%s first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
  all: %s(%s) { id }
}`

// pages walks connections forwards and backwards, page by page, and compares each
// page with the evaluator's and all together with the list.
func (s *suite) pages(t *testing.T) {
	for _, field := range []string{"organizations", "services", "entitlements", "permitTypes", "provisions"} {
		for _, arguments := range []string{
			`where: {}`, `sort: [{id: DESC}]`, `sort: [{name: ASC}]`, `sort: [{name: DESC}, {jurisdiction: ASC}]`,
			`sort: [{jurisdiction: DESC}], where: {jurisdiction: {in: ["IT", "FR"]}}`,
			`sort: [{from: DESC}]`, `sort: [{members: {exact: DESC}}, {isClass: ASC}]`, `sort: [{fee: ASC}, {showsTrafficking: DESC}]`,
			`sort: [{position: ASC}]`, `sort: [{checkedAt: DESC}], asOf: "2013-05-01"`,
		} {
			query := fmt.Sprintf(pageQuery, field+"Connection", arguments+",", field, arguments)
			if _, err := s.parse(query, ""); err != nil {
				continue // the type has no such field to sort by
			}
			t.Run(field+" "+arguments, func(t *testing.T) {
				t.Parallel()
				for size := 1; size <= 3; size++ {
					s.walk(t, query, size, "first", "after")
					s.walk(t, query, size, "last", "before")
				}
			})
		}
	}
}

func (s *suite) walk(t *testing.T, query string, size int, count, from string) {
	t.Helper()
	var walked, want []string
	variables := map[string]any{count: size}
	for {
		page, all := s.page(t, query, variables)
		want = all
		var ids []string
		for _, e := range page.Edges {
			ids = append(ids, e.Node.ID)
		}
		more, cursor := page.PageInfo.HasNextPage, page.PageInfo.EndCursor
		if from == "before" {
			more, cursor = page.PageInfo.HasPreviousPage, page.PageInfo.StartCursor
			walked = append(ids, walked...)
		} else {
			walked = append(walked, ids...)
		}
		if page.TotalCount != len(all) || len(walked) > len(all) {
			t.Fatalf("%v of %s: %d in all, %d walked, but the list has %d", variables, query, page.TotalCount, len(walked), len(all))
		}
		if !more {
			break
		}
		variables[from] = *cursor
	}
	if !slices.Equal(walked, want) {
		t.Errorf("%s, by %s %d and %s (-list +pages):\n%s", query, count, size, from, cmp.Diff(want, walked))
	}
}

// page asks for one page, and for the whole list.
func (s *suite) page(t *testing.T, query string, variables map[string]any) (connectionPage, []string) {
	t.Helper()
	text, err := json.Marshal(variables)
	if err != nil {
		t.Fatal(err)
	}
	s.compare(t, generated{query, string(text)})
	var response struct {
		Data struct {
			Page connectionPage
			All  []struct{ ID string }
		}
	}
	got := s.ask(t, query, string(text), "").String()
	if err := json.Unmarshal([]byte(got), &response); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	var ids []string
	for _, n := range response.Data.All {
		ids = append(ids, n.ID)
	}
	return response.Data.Page, ids
}

// refused checks what a read must refuse, and the kinds of its errors.
func (s *suite) refused(t *testing.T) {
	t.Parallel()
	ended, end := context.WithCancel(t.Context())
	end()
	foreign := plan.EncodeCursor(strings.Repeat("0", 64), nil, nil, "IT:tu")
	for _, c := range []struct {
		name, query string
		ctx         context.Context
		limits      store.Limits
		kind        store.Kind
		refused     bool
	}{
		{"as many rows as there may be", `{ countries { id } }`, t.Context(), store.Limits{Rows: 4}, 0, false},
		{"one row too many", `{ countries { id } }`, t.Context(), store.Limits{Rows: 3}, store.Invalid, true},
		{"too many rows over two roots", `{ countries { id } provisions { id } }`, t.Context(), store.Limits{Rows: 8}, store.Invalid, true},
		{"too many rows in nested lists", `{ services { providers { id } } }`, t.Context(), store.Limits{Rows: 12}, store.Invalid, true},
		{"a request that has ended", `{ countries { id } }`, ended, store.Limits{}, store.Unavailable, true},
		{"a cursor of another release", `{ provisionsConnection(after: "` + foreign + `") { totalCount } }`, t.Context(), store.Limits{}, store.Invalid, true},
		{"the release that is there", `{ countries { id } }`, t.Context(), store.Limits{Release: s.release.Info.ID}, 0, false},
		{"a release that is not there", `{ countries { id } }`, t.Context(), store.Limits{Release: strings.Repeat("0", 64)}, store.NotFound, true},
	} {
		o, err := s.parse(c.query, "")
		if err != nil {
			t.Fatal(err)
		}
		p, args, err := s.planner.Build(o.doc.Operations[0], o.doc, o.vars)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		result, err := s.reader.Read(c.ctx, p, args, c.limits)
		var request *store.Error
		switch {
		case !c.refused && err != nil:
			t.Errorf("%s: Read gives %v, want an answer", c.name, err)
		case c.refused && !errors.As(err, &request):
			t.Errorf("%s: Read gives %v, %v, want a *store.Error", c.name, result, err)
		case c.refused && request.Kind != c.kind:
			t.Errorf("%s: Read gives an error of kind %d (%v), want kind %d", c.name, request.Kind, err, c.kind)
		}
	}
	info, err := s.reader.Current(t.Context())
	if err != nil || info != s.release.Info {
		t.Errorf("Current() = %+v, %v, want %+v", info, err, s.release.Info)
	}
}

// atOnce asks one store from many places at once.
func (s *suite) atOnce(t *testing.T) {
	t.Parallel()
	p := newPool(s.model, s.public, s.release)
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range uint64(25) {
				g := generate(s.public, p, (i+uint64(worker))%10, i)
				o, err := s.parse(g.query, g.variables)
				if err != nil {
					t.Error(err)
					return
				}
				if got, want := s.ask(t, g.query, g.variables, "").String(), s.expect(o).String(); got != want {
					t.Errorf("%s gives %s, want %s", g.query, got, want)
				}
			}
		})
	}
	wait.Wait()
}
