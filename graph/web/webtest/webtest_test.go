package webtest_test

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"waymark/graph/web"
	"waymark/graph/web/webtest"
)

// shown is the text of the pane that shows the answer.
const shown = `(document.querySelector('.result-window .CodeMirror')?.CodeMirror?.getValue() || '')`

// TestFirstTab opens the playground, runs its first tab and reads the answer. No
// request may leave for another host, the browser may complain of nothing, and
// nothing may stay behind in it.
func TestFirstTab(t *testing.T) {
	var seen sightings
	browser := webtest.Browser(t, seen.note)
	address := webtest.Serve(t, webtest.Build(t))

	err := chromedp.Do(browser,
		chromedp.Navigate(address),
		chromedp.WaitVisible(chromedp.CSS(`.graphiql-execute-button`)),
		chromedp.Click(chromedp.CSS(`.graphiql-execute-button`)),
	)
	if err != nil {
		t.Fatal(err)
	}
	evaluate(t, browser, chromedp.Poll[bool](shown+`.length > 2`))
	checkAnswer(t, evaluate(t, browser, chromedp.Evaluate[string](shown)))

	var names []string
	for _, q := range web.Questions() {
		names = append(names, q.Operation)
	}
	tabs := evaluate(t, browser, chromedp.Evaluate[[]string](
		`[...document.querySelectorAll('.graphiql-tab-button')].map(b => b.textContent)`))
	if diff := cmp.Diff(names, tabs); diff != "" {
		t.Errorf("the tabs (-want +got):\n%s", diff)
	}
	const past = `document.querySelector('button[aria-label="Show History"]').click()`
	evaluate(t, browser, chromedp.Evaluate[any](past))
	evaluate(t, browser, chromedp.Poll[bool](`!!document.querySelector('.graphiql-history')`))
	if n := evaluate(t, browser, chromedp.Evaluate[int](`document.querySelectorAll('.graphiql-history-item').length`)); n > 0 {
		t.Errorf("the history has %d questions, want none", n)
	}
	const traces = `JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie`
	if kept := evaluate(t, browser, chromedp.Evaluate[string](traces)); kept != "{}{}" {
		t.Errorf("the browser keeps %s, want nothing", kept)
	}
	seen.check(t, address)
}

func evaluate[T any](t *testing.T, browser context.Context, action chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(browser, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// checkAnswer looks for the integration programme and its outcome in the text that
// the reader sees.
func checkAnswer(t *testing.T, answer string) {
	t.Helper()
	for result := range strings.SplitSeq(answer, `"outcome":`) {
		if strings.Contains(result, `"id": "IT:integration-programme"`) {
			if !strings.HasPrefix(result, ` "ENTITLED"`) {
				t.Errorf("the integration programme is not ENTITLED:\n%s", result)
			}
			return
		}
	}
	t.Errorf("the answer does not speak of IT:integration-programme:\n%.2000s", answer)
}

// sightings is what the browser asked for and complained of.
type sightings struct {
	mutex      sync.Mutex
	requests   []string
	complaints []string
}

func (s *sightings) note(event any) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		s.requests = append(s.requests, e.Request.URL)
	case *network.EventWebSocketCreated:
		s.requests = append(s.requests, e.URL)
	case *log.EventEntryAdded:
		s.complaints = append(s.complaints, e.Entry.Text)
	case *runtime.EventExceptionThrown:
		s.complaints = append(s.complaints, e.ExceptionDetails.Text)
	}
}

// check fails the test for a request to another host and for any complaint.
func (s *sightings) check(t *testing.T, address string) {
	t.Helper()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	home, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.requests) < 5 {
		t.Errorf("only %d requests were seen, %q: the watch does not work", len(s.requests), s.requests)
	}
	for _, request := range s.requests {
		u, err := url.Parse(request)
		if err != nil || u.Scheme != "data" && u.Host != home.Host {
			t.Errorf("a request went to another host: %s", request)
		}
	}
	for _, complaint := range s.complaints {
		t.Errorf("the browser complains: %s", complaint)
	}
}
