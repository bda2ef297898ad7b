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
	"waymark/schema"
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
				for _, size := range []int{1, 3} {
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
	var response struct {
		Data struct {
			Page connectionPage
			All  []struct{ ID string }
		}
	}
	got := s.compare(t, generated{query, string(text)}).String()
	if err := json.Unmarshal([]byte(got), &response); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	var ids []string
	for _, n := range response.Data.All {
		ids = append(ids, n.ID)
	}
	return response.Data.Page, ids
}

// between pages from cursors that stand where no node is: their node may be
// filtered out, or never have been.
func (s *suite) between(t *testing.T) {
	t.Parallel()
	number := func(n int64) schema.Value { return schema.Value{Kind: schema.IntValue, Int: n} }
	population := plan.Order{Column: "population", Type: schema.Int}
	name := plan.Order{Column: "name_en", Type: schema.String}
	down := func(o plan.Order) plan.Order { o.Descending = true; return o }
	for _, c := range []struct {
		field, sort   string
		order         []plan.Order
		values        []schema.Value
		id            string
		before, after string
	}{
		{"countries", "", nil, nil, "FQ", "DE", "FR IT XK"}, // right before FR
		{"countries", "", nil, nil, "", "", "DE FR IT XK"},
		{"countries", "", nil, nil, "ZZ", "DE FR IT XK", ""},
		{"countries", "{population: ASC}", []plan.Order{population}, []schema.Value{number(60_000_000)}, "FR", "IT", "FR DE XK"},
		{"countries", "{population: ASC}", []plan.Order{population}, []schema.Value{number(1)}, "ZZ", "", "IT FR DE XK"},
		{"countries", "{population: ASC}", []plan.Order{population}, []schema.Value{number(65_564_756)}, "FS", "IT FR", "DE XK"},
		{"countries", "{population: ASC}", []plan.Order{population}, []schema.Value{{}}, "AA", "IT FR DE", "XK"},
		{"countries", "{population: DESC}", []plan.Order{down(population)}, []schema.Value{number(60_000_000)}, "FR", "DE FR", "IT XK"},
		{"countries", "{population: DESC}", []plan.Order{down(population)}, []schema.Value{number(1)}, "AA", "DE FR IT", "XK"},
		{"countries", "{name: ASC}", []plan.Order{name}, []schema.Value{schema.Text("germ")}, "DE", "FR", "DE IT XK"},
		{"countries", "{name: DESC}", []plan.Order{down(name)}, []schema.Value{schema.Text("GERMANYS")}, "DE", "IT", "DE FR XK"},
	} {
		cursor := plan.EncodeCursor(s.release.Info.ID, c.order, c.values, c.id)
		query := fmt.Sprintf(`{ before: %[1]sConnection(sort: [%[2]s], before: %[3]q) { edges { node { id } } }
  after: %[1]sConnection(sort: [%[2]s], after: %[3]q) { edges { node { id } } } }`, c.field, c.sort, cursor)
		var response struct {
			Data struct{ Before, After connectionPage }
		}
		got := s.ask(t, query, "", "").String()
		if err := json.Unmarshal([]byte(got), &response); err != nil {
			t.Fatalf("%v in %s", err, got)
		}
		if before, after := response.Data.Before.ids(), response.Data.After.ids(); before != c.before || after != c.after {
			t.Errorf("sort [%s], cursor %v %q: before %q, after %q, want %q and %q", c.sort, c.values, c.id, before, after, c.before, c.after)
		}
	}
}

func (p connectionPage) ids() string {
	var ids []string
	for _, e := range p.Edges {
		ids = append(ids, e.Node.ID)
	}
	return strings.Join(ids, " ")
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
