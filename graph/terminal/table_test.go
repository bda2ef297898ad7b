package terminal_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"waymark/graph/terminal"
)

func ExamplePrint() {
	err := terminal.Print(os.Stdout, []byte(`{"country":{"name":"Italy","statuses":[
		{"name":"Residence for social protection","duration":{"length":"P6M"},"basis":[{"locator":"18"}]},
		{"name":"Subsidiary protection","duration":{"length":"P3Y"},"basis":[]}]}}`), 80)
	if err != nil {
		panic(err)
	}
	// Output:
	// country.name: Italy
	//
	// country.statuses (2)
	// ┌─────────────────────────────────┬─────────────────┬───────┐
	// │ name                            │ duration.length │ basis │
	// ├─────────────────────────────────┼─────────────────┼───────┤
	// │ Residence for social protection │ P6M             │ 18    │
	// ├─────────────────────────────────┼─────────────────┼───────┤
	// │ Subsidiary protection           │ P3Y             │       │
	// └─────────────────────────────────┴─────────────────┴───────┘
}

// What holds objects of its own stands one after another, with tables inside where
// these fit.
func ExamplePrint_nested() {
	err := terminal.Print(os.Stdout, []byte(`{"assess":{"asOf":"2013-05-01","results":[
		{"outcome":"ENTITLED","headline":"On 1 May 2013 the law gives long-term integration services to this person.","until":null,
		 "entitlement":{"name":"Long-term integration services"},"help":[],
		 "trace":[{"decisive":true,"rule":{"id":"IT:integration-third-country","basis":[{"locator":"18"}]}}]},
		{"outcome":"UNKNOWN","headline":"The sources do not tell.","until":null,"entitlement":{"name":"Assisted return"},
		 "help":[{"name":"Hotline"}],"trace":[]}]}}`), 60)
	if err != nil {
		panic(err)
	}
	// Output:
	// assess.asOf: 2013-05-01
	//
	// assess.results (2)
	//   - outcome: ENTITLED
	//     headline: On 1 May 2013 the law gives long-term
	//               integration services to this person.
	//     until: –
	//     entitlement.name: Long-term integration services
	//     help: none
	//     trace (1)
	//     ┌──────────┬──────────────────────────────┬────────────┐
	//     │ decisive │ rule.id                      │ rule.basis │
	//     ├──────────┼──────────────────────────────┼────────────┤
	//     │ true     │ IT:integration-third-country │ 18         │
	//     └──────────┴──────────────────────────────┴────────────┘
	//   - outcome: UNKNOWN
	//     headline: The sources do not tell.
	//     until: –
	//     entitlement.name: Assisted return
	//     help (1)
	//     ┌─────────┐
	//     │ name    │
	//     ├─────────┤
	//     │ Hotline │
	//     └─────────┘
	//     trace: none
}

// TestPrintWidth holds every line to the width, whatever is in the answer.
func TestPrintWidth(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("città è così ", 60)
	data := `{"a":[{"b":"` + long + `","c":[{"d":1,"e":"` + long + `"}],"f":null}],"j":[{"type":"ResidenceStatus","id":"IT:labour-exploitation-status","name":"Residence for victims of illegal labour brokering and labour exploitation"}],"g":"` + long + `","h":["x","y"],"i":[[1],[2]]}`
	for width := 0; width < 200; width = max(width+1, 60) {
		var out strings.Builder
		if err := terminal.Print(&out, []byte(data), width); err != nil {
			t.Fatal(err)
		}
		limit := width
		if width == 0 {
			limit = 100
		}
		for line := range strings.Lines(out.String()) {
			if got := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); got > limit {
				t.Errorf("Print to %d columns writes a line of %d:\n%s", width, got, line)
			}
		}
		if got := strings.Count(strings.Join(strings.Fields(out.String()), " "), "città"); got != 180 {
			t.Errorf("Print to %d columns keeps %d of 180 words", width, got)
		}
	}
}

// TestPrintErrors holds Print to telling what went wrong.
func TestPrintErrors(t *testing.T) {
	t.Parallel()
	if err := terminal.Print(&strings.Builder{}, []byte(`{"a":`), 80); err == nil {
		t.Error("Print of half a JSON object = nil, want an error")
	}
	broken := errors.New("broken")
	if err := terminal.Print(failing{broken}, []byte(`{"a":1}`), 80); !errors.Is(err, broken) {
		t.Errorf("Print to a broken writer = %v, want %v", err, broken)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
