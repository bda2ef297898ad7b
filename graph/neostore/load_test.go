package neostore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waymark/graph/neostore"
	"waymark/graph/neostore/neotest"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/graph/storetest"
	"waymark/schema"
)

// edition gives the test data in another edition: every text `name_en` of an
// organization says which, so that a reader can tell editions apart.
func edition(t testing.TB, model *schema.Schema, name string) *store.Release {
	t.Helper()
	r := storetest.Release(t)
	column := model.Node("Organization").Property("name_en").Index
	for i, record := range r.Records {
		if record.Type == "Organization" {
			r.Records[i].Props = slices.Clone(record.Props)
			r.Records[i].Props[column] = schema.Text(name)
		}
	}
	r.Info.ID = store.Hash(r)
	return r
}

func testLoad(t *testing.T, uri string) {
	model := storetest.Model(t)
	t.Run("again does nothing", func(t *testing.T) { testLoadAgain(t, uri, model) })
	t.Run("another schema", func(t *testing.T) { testOtherSchema(t, uri, model) })
	t.Run("export", func(t *testing.T) { testExport(t, uri, model) })
	t.Run("rollback", func(t *testing.T) { testRollback(t, uri, model) })
	t.Run("two at once", func(t *testing.T) { testTwoLoads(t, uri, model) })
	t.Run("interrupted", func(t *testing.T) { testInterrupted(t, uri, model) })
	t.Run("foreign nodes", func(t *testing.T) { testForeign(t, uri, model) })
	t.Run("readers see one edition", func(t *testing.T) { testNoMixture(t, uri, model) })
}

func testLoadAgain(t *testing.T, uri string, model *schema.Schema) {
	a := edition(t, model, "again")
	s := loaded(t, uri, model, a)
	report, err := s.Load(t.Context(), a, store.LoadOptions{Grace: time.Millisecond})
	if err != nil {
		t.Fatal(withCause(err))
	}
	if !report.Already {
		t.Errorf("Load of the current release = %+v, want Already", report)
	}
	info, err := s.Current(t.Context())
	if err != nil || info.ID != a.Info.ID || info.Nodes != len(a.Records) {
		t.Errorf("Current() = %+v, %v, want %+v", info, err, a.Info)
	}
}

func testRollback(t *testing.T, uri string, model *schema.Schema) {
	a, b := edition(t, model, "first"), edition(t, model, "second")
	s := loaded(t, uri, model, a)
	if _, err := s.Load(t.Context(), b, store.LoadOptions{Grace: time.Millisecond, Keep: 1}); err != nil {
		t.Fatal(withCause(err))
	}
	wantNames(t, s, "second")
	if _, err := s.Rollback(t.Context(), a.Info.ID); err != nil {
		t.Fatal(withCause(err))
	}
	wantNames(t, s, "first")
	if _, err := s.Rollback(t.Context(), ""); err != nil {
		t.Fatal(withCause(err))
	}
	wantNames(t, s, "second")
	_, err := s.Rollback(t.Context(), "no such release")
	wantKind(t, err, store.NotFound)
}

func testTwoLoads(t *testing.T, uri string, model *schema.Schema) {
	a, b := edition(t, model, "one"), edition(t, model, "two")
	s, other := connect(t, uri, model), connect(t, uri, model)
	var told error
	once := sync.Once{}
	_, err := s.Load(t.Context(), a, store.LoadOptions{Grace: time.Millisecond, Batch: 5, Progress: func(string, int, int) {
		once.Do(func() { _, told = other.Load(t.Context(), b, store.LoadOptions{Grace: time.Millisecond}) })
	}})
	if err != nil {
		t.Fatal(withCause(err))
	}
	wantKind(t, told, store.Invalid)
	if told != nil && !strings.Contains(told.Error(), "another load is under way") {
		t.Errorf("the second loader is told %q", told)
	}
	wantNames(t, s, "one")
	var waiting sync.WaitGroup
	var waited error
	once = sync.Once{}
	_, err = s.Load(t.Context(), b, store.LoadOptions{Grace: time.Millisecond, Batch: 5, Progress: func(string, int, int) {
		once.Do(func() {
			waiting.Go(func() {
				_, waited = other.Load(t.Context(), a, store.LoadOptions{Grace: time.Millisecond, Wait: time.Minute})
			})
		})
	}})
	waiting.Wait()
	if err := errors.Join(err, waited); err != nil {
		t.Fatal(withCause(err))
	}
	wantNames(t, s, "one")
}

// testInterrupted cuts a load off at each of its steps and demands that readers
// still see the former release, and that the next load clears up and succeeds.
func testInterrupted(t *testing.T, uri string, model *schema.Schema) {
	former := edition(t, model, "former")
	s := loaded(t, uri, model, former)
	driver := direct(t, uri)
	for step := 0; ; step += 3 {
		next := edition(t, model, fmt.Sprintf("next %d", step))
		ctx, cancel := context.WithCancel(t.Context())
		seen := 0
		_, err := s.Load(ctx, next, store.LoadOptions{Grace: time.Millisecond, Batch: 6, Wait: time.Minute, Keep: 9, Progress: func(string, int, int) {
			if seen == step {
				cancel()
			}
			seen++
		}})
		cancel()
		if err == nil {
			if step < 6 {
				t.Errorf("a load has %d steps; the test means to cut it off at many", seen)
			}
			return
		}
		wantNames(t, s, "former")
		rows := cypherRows(t, driver, "MATCH (n {release: $id}) RETURN count(n)", map[string]any{"id": next.Info.ID})
		if rows[0].Values[0].(int64) == 0 {
			t.Errorf("step %d: nothing was left behind: the load was not interrupted in its middle", step)
		}
		report, err := s.Load(t.Context(), former, store.LoadOptions{Grace: time.Millisecond, Wait: 2 * time.Minute})
		if err != nil {
			t.Fatalf("step %d: %s", step, withCause(err))
		}
		if !slices.Contains(report.Removed, next.Info.ID) {
			t.Errorf("step %d: the next load removed %q, want %s among them", step, report.Removed, next.Info.ID)
		}
		rows = cypherRows(t, driver, "MATCH (n {release: $id}) RETURN count(n)", map[string]any{"id": next.Info.ID})
		if left := rows[0].Values[0].(int64); left != 0 {
			t.Errorf("step %d: %d nodes of the interrupted load are left", step, left)
		}
	}
}

func testForeign(t *testing.T, uri string, model *schema.Schema) {
	driver := direct(t, uri)
	cypherRows(t, driver, "MATCH (n:Organization) WHERE n.id IS NULL DETACH DELETE n", nil)
	cypherRows(t, driver, "CREATE (:Organization {name_en: 'foreign'})-[:UNIT_OF]->(:Organization {name_en: 'foreign too'})", nil)
	t.Cleanup(func() {
		cypherRows(t, driver, "MATCH (n:Organization) WHERE n.id IS NULL DETACH DELETE n", nil)
	})
	s := loaded(t, uri, model, edition(t, model, "ours"))
	if _, err := s.Load(t.Context(), edition(t, model, "ours again"), store.LoadOptions{Grace: time.Millisecond}); err != nil {
		t.Fatal(withCause(err))
	}
	wantNames(t, s, "ours again")
	rows := cypherRows(t, driver, "MATCH (n:Organization) WHERE n.id IS NULL RETURN count(n), count{(:Organization)-[:UNIT_OF]->(:Organization {name_en: 'foreign too'})}", nil)
	if rows[0].Values[0].(int64) != 2 || rows[0].Values[1].(int64) != 1 {
		t.Errorf("of the foreign nodes and their relationship %v are left, want 2 and 1", rows[0].Values)
	}
}

// testNoMixture reads while loads alternate between two editions: all names in
// one answer, from several roots, must be of one edition.
func testNoMixture(t *testing.T, uri string, model *schema.Schema) {
	a, b := edition(t, model, "heads"), edition(t, model, "tails")
	s := loaded(t, uri, model, a)
	p, args := build(t, planner(t), `{ a: organizations { name } countries { organizations { name } } z: organizations { name units { name } } }`, nil)
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		reader := connect(t, uri, model)
		readers.Go(func() { readOn(ctx, t, reader, p, args) })
	}
	for i := range 12 {
		r := a
		if i%2 == 0 {
			r = b
		}
		if _, err := s.Load(t.Context(), r, store.LoadOptions{Grace: time.Millisecond, Batch: 7, Keep: 1}); err != nil {
			t.Errorf("load %d: %s", i, withCause(err))
		}
	}
	stop()
	readers.Wait()
}

func readOn(ctx context.Context, t *testing.T, s *neostore.Store, p *plan.Plan, args plan.Args) {
	reads := 0
	for ctx.Err() == nil {
		result, err := s.Read(ctx, p, args, store.Limits{})
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			t.Errorf("Read: %s", withCause(err))
			return
		}
		all := bytes.Join(result.Data, nil)
		heads, tails := bytes.Count(all, []byte(`"heads"`)), bytes.Count(all, []byte(`"tails"`))
		if heads+tails == 0 || heads > 0 && tails > 0 {
			t.Errorf("one answer has %d names of one edition and %d of the other", heads, tails)
			return
		}
		reads++
	}
	if reads == 0 {
		t.Error("a reader never read")
	}
}

// TestKilledServer cuts the power in the middle of a load: after the restart the
// former release is served, by the same store, and the next load clears up.
func TestKilledServer(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	server := neotest.Own(t, filepath.Join(home, "data"), 0)
	model := storetest.Model(t)
	former, next := edition(t, model, "former"), edition(t, model, "next")
	s := loaded(t, server.URI, model, former)
	batches := 0
	_, err := s.Load(t.Context(), next, store.LoadOptions{Grace: time.Millisecond, Batch: 10, Progress: func(string, int, int) {
		if batches++; batches == 4 {
			server.Kill()
		}
	}})
	wantKind(t, err, store.Unavailable)
	p, args := build(t, planner(t), `{ organizations { name } }`, nil)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	_, err = s.Read(ctx, p, args, store.Limits{})
	cancel()
	wantKind(t, err, store.Unavailable)

	neotest.Own(t, filepath.Join(home, "data"), server.Port())
	wantNames(t, s, "former")
	report, err := s.Load(t.Context(), next, store.LoadOptions{Grace: time.Millisecond, Wait: 2 * time.Minute})
	if err != nil {
		t.Fatal(withCause(err))
	}
	if !slices.Contains(report.Removed, next.Info.ID) {
		t.Errorf("Load after the restart removed %q, want the half of %s", report.Removed, next.Info.ID)
	}
	wantNames(t, s, "next")
}

// wantNames demands that all organizations are named so.
func wantNames(t testing.TB, s *neostore.Store, name string) {
	t.Helper()
	p, args := build(t, planner(t), `{ organizations { name } }`, nil)
	result, err := s.Read(t.Context(), p, args, store.Limits{})
	if err != nil {
		t.Fatalf("Read: %s", withCause(err))
	}
	want := bytes.Count(result.Data[0], []byte(`"name":`))
	if got := bytes.Count(result.Data[0], []byte(`"name":"`+name+`"`)); got != want || want == 0 {
		t.Errorf("%d of %d organizations are named %q: %s", got, want, name, result.Data[0])
	}
}

func withCauseOrNone(err error) string {
	if err == nil {
		return "none"
	}
	return withCause(err)
}

func wantKind(t testing.TB, err error, kind store.Kind) {
	t.Helper()
	var ours *store.Error
	if !errors.As(err, &ours) || ours.Kind != kind {
		t.Errorf("the error is %v, want one of kind %d", withCauseOrNone(err), kind)
	}
}

// testExport demands that a release comes back as it was loaded, and that one
// whose nodes somebody changed is refused.
func testExport(t *testing.T, uri string, model *schema.Schema) {
	want := storetest.Release(t)
	s := loaded(t, uri, model, want)
	got, err := s.Export(t.Context(), "")
	if err != nil {
		t.Fatal(withCause(err))
	}
	if store.Hash(got) != want.Info.ID || len(got.Records) != len(want.Records) {
		t.Errorf("Export gives %d records that hash to %s, want %d and %s",
			len(got.Records), store.Hash(got), len(want.Records), want.Info.ID)
	}
	_, err = s.Export(t.Context(), "no such release")
	wantKind(t, err, store.NotFound)
	driver := direct(t, uri)
	rename := "MATCH (n:Organization {release: $id, id: 'IT:casa-2'}) WITH n, n.name_en AS was SET n.name_en = $name RETURN was"
	was := cypherRows(t, driver, rename, map[string]any{"id": want.Info.ID, "name": "changed"})[0].Values[0]
	if _, err := s.Export(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "somebody changed its nodes") {
		t.Errorf("Export of a changed release gives %v", err)
	}
	cypherRows(t, driver, rename, map[string]any{"id": want.Info.ID, "name": was})
}

func testOtherSchema(t *testing.T, uri string, model *schema.Schema) {
	r := storetest.Release(t)
	r.Info.Schema = "another"
	_, err := connect(t, uri, model).Load(t.Context(), r, store.LoadOptions{})
	wantKind(t, err, store.Invalid)
}
