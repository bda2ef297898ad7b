package plan

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"strings"

	"waymark/schema"
)

// A cursor is the base64 form of a JSON list:
//
//	sort signature, release, one value for each sort entry, id
//
// Clients must not look into it; the planner takes none but its own.

// errCursor is what is wrong with a cursor that no release could accept.
var errCursor = errors.New("it is no cursor of this field; take it from pageInfo or from an edge")

// errSort is what is wrong with a cursor of another sort.
var errSort = errors.New("the cursor was made with another sort; page on with the sort of the first page, or begin again")

// EncodeCursor gives the cursor of a node: where it stands in a connection of
// that release with that sort. values are its values of the sort's columns.
func EncodeCursor(release string, sort []Order, values []schema.Value, id string) string {
	parts := make([]any, 0, len(values)+3)
	parts = append(parts, signatureOf(sort), release)
	for _, v := range values {
		parts = append(parts, cursorValue(v))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(append(parts, id)); err != nil {
		panic("plan: a sort value that JSON cannot hold: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(bytes.TrimSpace(b.Bytes()))
}

func cursorValue(v schema.Value) any {
	switch v.Kind {
	case schema.TextValue:
		return v.Text
	case schema.IntValue:
		return v.Int
	case schema.FloatValue:
		return v.Float
	case schema.BoolValue:
		return v.Bool
	default:
		return nil
	}
}

// decodeCursor reads a cursor of a connection with that sort: a list of the
// release, the values of the sort's columns and the id.
func decodeCursor(cursor string, sort []Order) (schema.Value, error) {
	text, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil {
		return schema.Value{}, errCursor
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var parts []any
	if d.Decode(&parts) != nil || d.More() || len(parts) < 3 {
		return schema.Value{}, errCursor
	}
	made, ok := parts[0].(string)
	switch {
	case !ok:
		return schema.Value{}, errCursor
	case made != signatureOf(sort):
		return schema.Value{}, errSort
	case len(parts) != len(sort)+3:
		return schema.Value{}, errCursor
	}
	out := schema.Value{Kind: schema.ListValue, List: make([]schema.Value, 0, len(sort)+2)}
	for i, part := range parts[1:] {
		v, ok := sortValue(part, i, sort)
		if !ok {
			return schema.Value{}, errCursor
		}
		out.List = append(out.List, v)
	}
	return out, nil
}

// sortValue reads the i-th value of a cursor, the release being the 0th and the
// id the last; these two are texts.
func sortValue(part any, i int, sort []Order) (schema.Value, bool) {
	t, optional := schema.String, i > 0 && i <= len(sort)
	if optional {
		t = sort[i-1].Type
	}
	switch part := part.(type) {
	case nil:
		return schema.Value{}, optional
	case bool:
		return schema.Value{Kind: schema.BoolValue, Bool: part}, t == schema.Boolean
	case string:
		return schema.Text(part), t != schema.Boolean && t != schema.Int && t != schema.Float
	case json.Number:
		if t == schema.Int {
			n, err := part.Int64()
			return schema.Value{Kind: schema.IntValue, Int: n}, err == nil
		}
		f, err := part.Float64()
		return schema.Value{Kind: schema.FloatValue, Float: f}, t == schema.Float && err == nil && !math.IsInf(f, 0)
	default:
		return schema.Value{}, false
	}
}

// signatureOf writes a sort in a few letters: +name_en-fee.
func signatureOf(sort []Order) string {
	var b strings.Builder
	for _, o := range sort {
		sign := byte('+')
		if o.Descending {
			sign = '-'
		}
		b.WriteByte(sign)
		b.WriteString(o.Column)
	}
	return b.String()
}
