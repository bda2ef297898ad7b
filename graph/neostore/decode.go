package neostore

import (
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// decoder writes rows by position, as package cypher lays them out, as JSON.
type decoder struct {
	args    plan.Args
	release string
	out     []byte
	rows    int
	limit   int // rows; 0: no bound
	root    int
	id      string // of the keyed node
	path    []any
	errors  []store.FieldError
}

// errNull stops the writing of a value that must not be null and is; the
// nearest enclosing value that may be null becomes null.
type errNull struct{}

func (errNull) Error() string { return "a value that must be there is missing" }

// rowCursor walks the places of one row.
type rowCursor struct {
	places []any
	next   int
}

func (r *rowCursor) take() any {
	v := r.places[r.next]
	r.next++
	return v
}

// node writes one row of a read as an object.
func (d *decoder) node(row []any, types []*schema.Node, cases []plan.Case) error {
	d.rows++
	if d.limit > 0 && d.rows > d.limit {
		return store.TooManyRows(d.limit)
	}
	typ, fields, r := shape(row, types, cases)
	return d.object(&r, typ, fields)
}

// shape finds the type of a row, the fields of its case, and where they begin.
func shape(row []any, types []*schema.Node, cases []plan.Case) (*schema.Node, []plan.Field, rowCursor) {
	if len(types) == 1 {
		if len(cases) == 0 {
			return types[0], nil, rowCursor{places: row}
		}
		return types[0], cases[0].Fields, rowCursor{places: row}
	}
	label, _ := row[0].(string)
	for _, k := range cases {
		for _, t := range k.Types {
			if t.Label == label {
				return t, k.Fields, rowCursor{places: row, next: 1}
			}
		}
	}
	for _, t := range types {
		if t.Label == label {
			return t, nil, rowCursor{places: row, next: 1}
		}
	}
	return types[0], nil, rowCursor{places: row, next: 1}
}

func (d *decoder) object(r *rowCursor, typ *schema.Node, fields []plan.Field) error {
	d.out = append(d.out, '{')
	for i, f := range fields {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		if err := d.field(r, typ, f); err != nil {
			return err
		}
	}
	d.out = append(d.out, '}')
	return nil
}

func (d *decoder) field(r *rowCursor, typ *schema.Node, f plan.Field) error {
	switch f := f.(type) {
	case plan.Typename:
		d.out = append(d.out, f.Key.JSON...)
		d.out = store.AppendString(d.out, orName(f.Name, typ))
		return nil
	case plan.Scalar:
		d.out = append(d.out, f.Key.JSON...)
		return d.scalar(f, r.take())
	case plan.Embedded:
		return d.embedded(r, typ, f)
	case plan.Related:
		return d.related(r, f)
	default:
		panic(fmt.Sprintf("neostore: unknown field %T", f))
	}
}

func orName(name string, typ *schema.Node) string {
	if name != "" {
		return name
	}
	return typ.Name
}

func (d *decoder) scalar(f plan.Scalar, v any) error {
	value := fromDriver(v)
	if value.IsNull() && f.List && f.NonNull {
		value = schema.Value{Kind: schema.ListValue} // Neo4j keeps no empty list apart from none
	}
	if value.IsNull() && f.NonNull {
		return d.missing(f.Key.Name)
	}
	d.out = store.AppendValue(d.out, value)
	return nil
}

// missing records that a value which must be there is not.
func (d *decoder) missing(key string) error {
	path := append(append([]any{}, d.path...), key)
	d.errors = append(d.errors, store.FieldError{Root: d.root, ID: d.id, Path: path, Message: errNull{}.Error()})
	return errNull{}
}

func (d *decoder) embedded(r *rowCursor, typ *schema.Node, f plan.Embedded) error {
	d.out = append(d.out, f.Key.JSON...)
	present, _ := r.take().(bool)
	end := r.next + width(f.Fields)
	defer func() { r.next = end }()
	if !present {
		if f.NonNull {
			return d.missing(f.Key.Name)
		}
		d.out = append(d.out, "null"...)
		return nil
	}
	return d.within(f.Key.Name, !f.NonNull, func() error { return d.object(r, typ, f.Fields) })
}

// width is the number of places that fields take in a row.
func width(fields []plan.Field) int {
	n := 0
	for _, f := range fields {
		switch f := f.(type) {
		case plan.Scalar, plan.Related:
			n++
		case plan.Embedded:
			n += 1 + width(f.Fields)
		}
	}
	return n
}

func (d *decoder) related(r *rowCursor, f plan.Related) error {
	d.out = append(d.out, f.Key.JSON...)
	v := r.take()
	switch f.Read.Form {
	case plan.One:
		row, ok := v.([]any)
		if !ok {
			if f.Read.NonNull {
				return d.missing(f.Key.Name)
			}
			d.out = append(d.out, "null"...)
			return nil
		}
		return d.within(f.Key.Name, !f.Read.NonNull, func() error {
			return d.node(row, f.Read.Types, f.Read.Select)
		})
	case plan.Connection:
		return d.within(f.Key.Name, false, func() error { return d.connection(v, f.Read) })
	default:
		return d.within(f.Key.Name, false, func() error { return d.list(v, f.Read) })
	}
}

// list writes rows as a list of objects, none of which may be null.
func (d *decoder) list(v any, r *plan.Read) error {
	rows, _ := v.([]any)
	d.out = append(d.out, '[')
	for i, row := range rows {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		if err := d.within(i, false, func() error { return d.node(row.([]any), r.Types, r.Select) }); err != nil {
			return err
		}
	}
	d.out = append(d.out, ']')
	return nil
}

// within writes a value one step down the path. Where it may be null, a missing
// value below it makes it null; else the error goes on upwards.
func (d *decoder) within(step any, nullable bool, write func() error) error {
	start := len(d.out)
	d.path = append(d.path, step)
	err := write()
	d.path = d.path[:len(d.path)-1]
	if _, null := err.(errNull); null && nullable {
		d.out = append(d.out[:start], "null"...)
		return nil
	}
	return err
}

// fromDriver turns a value of the driver into one of ours.
func fromDriver(v any) schema.Value {
	switch v := v.(type) {
	case nil:
		return schema.Value{}
	case string:
		return schema.Text(v)
	case int64:
		return schema.Value{Kind: schema.IntValue, Int: v}
	case float64:
		return schema.Value{Kind: schema.FloatValue, Float: v}
	case bool:
		return schema.Value{Kind: schema.BoolValue, Bool: v}
	case dbtype.Date:
		return schema.Text(v.Time().Format("2006-01-02"))
	case []any:
		list := make([]schema.Value, len(v))
		for i, e := range v {
			list[i] = fromDriver(e)
		}
		return schema.Value{Kind: schema.ListValue, List: list}
	default:
		panic(fmt.Sprintf("neostore: Neo4j gave a %T, which the loader never writes", v))
	}
}
