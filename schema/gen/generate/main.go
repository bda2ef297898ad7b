// Command generate writes everything that is derived from the SDL and the seed:
// `go generate ./...` runs it in the folder schema.
//
// # Limits
//
// It takes no arguments: what is generated, and whereto, is fixed.
package main

import (
	"fmt"
	"io"
	"os"

	"waymark/schema/gen"
)

func main() { os.Exit(run("..", os.Stderr)) }

// run generates for the module at root and gives the exit code.
func run(root string, stderr io.Writer) int {
	if err := gen.Run(root); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}
