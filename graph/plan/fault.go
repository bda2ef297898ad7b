package plan

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// code is the extensions.code of everything that a client must mend.
const code = "INVALID"

// keptFaults bounds the errors of one operation: more would not help anybody.
const keptFaults = 10

// faults gathers what is wrong with an operation.
type faults struct{ list gqlerror.List }

func (f *faults) add(path ast.Path, pos *ast.Position, format string, args ...any) {
	if len(f.list) >= keptFaults {
		return
	}
	e := &gqlerror.Error{
		Message:    fmt.Sprintf(format, args...),
		Path:       append(ast.Path(nil), path...),
		Extensions: map[string]any{"code": code},
	}
	if pos != nil {
		e.Locations = []gqlerror.Location{{Line: pos.Line, Column: pos.Column}}
	}
	f.list = append(f.list, e)
}

func (f *faults) any() bool { return len(f.list) > 0 }

// below gives the path of something below path, which is not changed.
func below(path ast.Path, key string) ast.Path {
	return append(path[:len(path):len(path)], ast.PathName(key))
}
