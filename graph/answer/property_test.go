package answer_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/graph/answer"
)

// assessOne answers for the one entitlement of a random set.
func assessOne(t testing.TB, e answer.Entries, q answer.Question) (*answer.Assessment, answer.Result) {
	t.Helper()
	return assessIn(t, open(t, e), q)
}

func open(t testing.TB, e answer.Entries) *answer.Book {
	t.Helper()
	b, err := answer.Open(e)
	if err != nil {
		t.Error(err)
		panic(err)
	}
	return b
}

func assessIn(t testing.TB, b *answer.Book, q answer.Question) (*answer.Assessment, answer.Result) {
	t.Helper()
	a, err := answer.Assess(b, q)
	if err != nil {
		t.Error(err)
		panic(err)
	}
	return a, a.Results[0]
}

// sets is how many random rule sets the properties are tried on.
const sets = 60_000

// TestProperties tries all that is always true on random rule sets.
func TestProperties(t *testing.T) {
	t.Parallel()
	outcomes := map[answer.Outcome]int{}
	halves := make(chan map[answer.Outcome]int)
	for half := range uint64(2) {
		go func() {
			found := map[answer.Outcome]int{}
			defer func() { halves <- found }()
			for seed := half; seed < sets && !t.Failed(); seed += 2 {
				if found[properties(t, seed)]++; t.Failed() {
					t.Errorf("seed %d", seed)
				}
			}
		}()
	}
	for range 2 {
		for outcome, n := range <-halves {
			outcomes[outcome] += n
		}
	}
	for _, o := range []answer.Outcome{answer.Entitled, answer.NotEntitled, answer.Conditional, answer.NotKnown} {
		if !t.Failed() && outcomes[o] < sets/100 {
			t.Errorf("only %d of %d random sets answer %s: they prove little", outcomes[o], sets, o)
		}
	}
}

// FuzzProperties looks for a rule set on which a property fails.
func FuzzProperties(f *testing.F) {
	f.Add(uint64(sets))
	f.Fuzz(func(t *testing.T, seed uint64) {
		properties(t, seed)
		agree(t, seed)
	})
}

func properties(t *testing.T, seed uint64) answer.Outcome {
	t.Helper()
	r := newRandom(seed)
	w := r.world()
	less := r.reveal(w, answer.Question{})
	more := r.reveal(w, less)
	book := open(t, r.Entries)
	a, before := assessIn(t, book, less)
	_, after := assessIn(t, book, more)
	staysCertain(t, before, after, toldAsChild(more))
	explains(t, r, a, before)
	if before.Outcome == answer.NotEntitled && toldAsChild(less) {
		t.Errorf("a minor was told no: %+v", before)
	}
	switch seed % 4 {
	case 0:
		shuffled(t, r, less, a)
	case 1:
		denialNeverHelps(t, r, less, before)
	case 2:
		uncheckedNeverDecides(t, r, less, before)
	case 3:
		allKnown(t, r, w)
	}
	return before.Outcome
}

// toldAsChild tells whether a persona says that the person is a minor or may be.
func toldAsChild(q answer.Question) bool {
	return slices.ContainsFunc(q.Persona, func(a answer.Answer) bool {
		return a.Circumstance == "age_group" && a.Values[0] != "adult"
	})
}

// staysCertain: a certain answer stays when more becomes known, save for a no to a
// person who turns out to be a minor, or whose age to be disputed.
func staysCertain(t *testing.T, before, after answer.Result, child bool) {
	t.Helper()
	certain := before.Outcome == answer.Entitled || before.Outcome == answer.NotEntitled
	spared := before.Outcome == answer.NotEntitled && after.Outcome == answer.NotKnown && child
	if certain && after.Outcome != before.Outcome && !spared {
		t.Errorf("%s %s became %s %s as more was known", before.Outcome, before.Reason, after.Outcome, after.Reason)
	}
}

// explains: outcome and reason go together, and what is said beside them fits.
func explains(t *testing.T, r *random, a *answer.Assessment, got answer.Result) {
	t.Helper()
	of := map[answer.Outcome][]answer.Reason{
		answer.Entitled:    {answer.RuleSatisfied, answer.WhateverTheAnswer},
		answer.NotEntitled: {answer.DeniedByRule, answer.NoRouteLeft, answer.WhateverTheAnswer},
		answer.Conditional: {answer.PossibleExclusion, answer.Discretion, answer.ForceNotStated, answer.MissingFactReason, answer.AwaitsOther, answer.NotApplied, answer.PracticeOnly},
		answer.NotKnown:    {answer.KnownRoutesClosed, answer.NoData, answer.NotCheckedSince, answer.ConflictingSources},
	}
	if !slices.Contains(of[got.Outcome], got.Reason) {
		t.Errorf("%s because %s", got.Outcome, got.Reason)
	}
	if got.Outcome == answer.Entitled && got.InLaw != answer.Entitled {
		t.Errorf("ENTITLED, but in law %s", got.InLaw)
	}
	if (got.Outcome == answer.NotKnown) != (got.Basis == "") && got.Outcome != answer.NotEntitled {
		t.Errorf("%s has the basis %q", got.Outcome, got.Basis)
	}
	if got.Outcome == answer.Entitled && len(a.MissingFacts) > 0 {
		t.Errorf("ENTITLED, and yet %v is asked", a.MissingFacts)
	}
	for _, trace := range got.Trace {
		if trace.Decisive && !trace.Checked && got.Outcome != answer.Conditional && got.Reason != answer.ConflictingSources {
			t.Errorf("%s by the rule %s, which nobody has checked", got.Outcome, trace.Rule)
		}
	}
	if got.Headline == "" || got.Headline[len(got.Headline)-1] != '.' {
		t.Errorf("headline %q", got.Headline)
	}
}

// shuffled: the order of entries changes nothing.
func shuffled(t *testing.T, r *random, q answer.Question, want *answer.Assessment) {
	t.Helper()
	e := r.Entries
	e.Rules, e.Statuses, e.Circumstances = slices.Clone(e.Rules), slices.Clone(e.Statuses), slices.Clone(e.Circumstances)
	r.Shuffle(len(e.Rules), func(i, j int) { e.Rules[i], e.Rules[j] = e.Rules[j], e.Rules[i] })
	r.Shuffle(len(e.Statuses), func(i, j int) { e.Statuses[i], e.Statuses[j] = e.Statuses[j], e.Statuses[i] })
	r.Shuffle(len(e.Circumstances), func(i, j int) { e.Circumstances[i], e.Circumstances[j] = e.Circumstances[j], e.Circumstances[i] })
	slices.Reverse(q.Persona)
	got, _ := assessOne(t, e, q)
	if !reflect.DeepEqual(want, got) {
		t.Errorf("the order of entries changes the answer (-want +got):\n%s", cmp.Diff(want, got))
	}
}

// denialNeverHelps: one more DENY gives nobody a right, and one more GRANT takes
// none away; neither overrides anything.
func denialNeverHelps(t *testing.T, r *random, q answer.Question, before answer.Result) {
	t.Helper()
	one := r.rule(9)
	one.Effect, one.Overrides = answer.Deny, nil
	e := r.Entries
	e.Rules = append(slices.Clone(e.Rules), one)
	if _, after := assessOne(t, e, q); after.Outcome == answer.Entitled && before.Outcome != answer.Entitled {
		t.Errorf("with one more denial %s %s became ENTITLED", before.Outcome, before.Reason)
	}
	one.Effect = answer.Grant
	e.Rules = append(slices.Clone(r.Rules), one)
	if _, after := assessOne(t, e, q); before.Outcome == answer.Entitled && after.Outcome == answer.NotEntitled {
		t.Errorf("with one more grant ENTITLED became %s %s", after.Outcome, after.Reason)
	}
}

// uncheckedNeverDecides: without the rules that nobody has checked, a certain
// answer is the same, or is not certain for a reason that a grant closes.
func uncheckedNeverDecides(t *testing.T, r *random, q answer.Question, before answer.Result) {
	t.Helper()
	e := r.Entries
	e.Rules = slices.DeleteFunc(slices.Clone(e.Rules), func(rule answer.Rule) bool { return !checked(rule.Window) })
	e.Conflicts = nil
	_, after := assessOne(t, e, q)
	if before.Outcome == answer.Entitled && after.Outcome != answer.Entitled {
		t.Errorf("ENTITLED rests on unchecked rules: without them %s %s", after.Outcome, after.Reason)
	}
	if before.Outcome == answer.NotEntitled && after.Outcome != answer.NotEntitled {
		t.Errorf("NOT_ENTITLED rests on unchecked rules: without them %s %s", after.Outcome, after.Reason)
	}
}

// allKnown: where all is known, nothing is asked and nothing is missing.
func allKnown(t *testing.T, r *random, w world) {
	t.Helper()
	q := answer.Question{Day: day, Area: w.area}
	for code, values := range w.answers {
		q.Persona = append(q.Persona, answer.Answer{Circumstance: code, Values: values})
	}
	a, got := assessOne(t, r.Entries, q)
	if len(a.MissingFacts) > 0 {
		t.Errorf("all is known, and %v is asked", a.MissingFacts)
	}
	narrower := slices.ContainsFunc([]string{"presumed", "third", "b"}, func(s string) bool {
		return slices.Contains(slices.Concat(w.answers["recognition"], w.answers["nation"], w.answers["holds"]), s)
	})
	if !narrower && (got.Reason == answer.MissingFactReason || got.Reason == answer.AwaitsOther || got.Reason == answer.WhateverTheAnswer) {
		t.Errorf("all is known, and yet %s %s", got.Outcome, got.Reason)
	}
}

// TestReference compares answers with those of a slow and obvious evaluator.
func TestReference(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1_500) {
		agree(t, seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func agree(t *testing.T, seed uint64) {
	t.Helper()
	r := newRandom(seed)
	q := r.reveal(r.world(), answer.Question{})
	a, got := assessOne(t, r.Entries, q)
	f := newReference(r.Entries, q)
	want, _, _ := f.settle()
	reason := got.Reason
	if reason == answer.AwaitsOther {
		reason = answer.MissingFactReason
	}
	if got.Outcome != want.outcome || reason != want.reason {
		t.Errorf("%s %s, want %s %s of %+v", got.Outcome, got.Reason, want.outcome, want.reason, q)
	}
	var asked []string
	for _, m := range a.MissingFacts {
		asked = append(asked, m.Code)
	}
	slices.Sort(asked)
	if want := f.matters(); !slices.Equal(asked, want) {
		t.Errorf("asks %q, want %q of %+v", asked, want, q)
	}
}
