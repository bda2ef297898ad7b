package neostore

import (
	"waymark/graph/cypher"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// unbounded is the $rows of an operation without a limit of rows.
const unbounded = 1 << 40

// params gives the values of a statement's parameters.
func params(s cypher.Statement, args plan.Args, release string, rows int) map[string]any {
	values := make(map[string]any, len(s.Params)+2)
	values["release"] = release
	values["rows"] = int64(unbounded)
	if rows > 0 {
		values["rows"] = int64(rows) + 1
	}
	for _, p := range s.Params {
		values[p.Name] = param(p, args[p.Arg])
	}
	return values
}

func param(p cypher.Param, v schema.Value) any {
	switch p.Form {
	case cypher.Folded:
		return toDriver(folded(v), p.Type)
	case cypher.PlusOne:
		return v.Int + 1
	case cypher.CursorValue:
		element := v.List[1+p.Element]
		if p.Type == schema.String && !element.IsNull() {
			return schema.SortKey(element.Text)
		}
		return toDriver(element, p.Type)
	case cypher.CursorID:
		return v.List[len(v.List)-1].Text
	default:
		return toDriver(v, p.Type)
	}
}

// folded gives a text, or each text of a list, in the form that comparisons use.
func folded(v schema.Value) schema.Value {
	switch v.Kind {
	case schema.TextValue:
		return schema.Text(schema.Fold(v.Text))
	case schema.ListValue:
		list := make([]schema.Value, len(v.List))
		for i, e := range v.List {
			list[i] = folded(e)
		}
		return schema.Value{Kind: schema.ListValue, List: list}
	default:
		return v
	}
}

// checkCursors refuses a cursor that was made from another release: its place
// may not exist in this one.
func checkCursors(s cypher.Statement, args plan.Args, release string) error {
	for _, cursor := range s.Cursors {
		if args[cursor].List[0].Text != release {
			return store.StaleCursor()
		}
	}
	return nil
}
