package terminal_test

import (
	"os"

	"waymark/graph/terminal"
)

func ExamplePrint() {
	err := terminal.Print(os.Stdout, []byte(`{"country":{"name":"Italy","statuses":[
		{"name":"Residence for social protection","duration":{"length":"P6M"},"basis":[{"locator":"18"}]},
		{"name":"Subsidiary protection","duration":{"length":"P3Y"},"basis":[]}]}}`))
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
