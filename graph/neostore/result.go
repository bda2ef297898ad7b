package neostore

import (
	"waymark/graph/plan"
	"waymark/graph/store"
)

// decode writes the columns of a statement's one row as finished JSON, root by
// root. Returns the error of too many rows; a value that must be there and is
// not becomes a FieldError and a null further up.
func decode(p *plan.Plan, args plan.Args, columns []any, release string, limit int) (*store.Result, error) {
	result := &store.Result{
		Release: release,
		Data:    make([][]byte, len(p.Roots)),
		Keyed:   make([]map[string][]byte, len(p.Roots)),
	}
	d := &decoder{args: args, release: release, limit: limit}
	for i, root := range p.Roots {
		d.root = i
		var err error
		if root.Read.Form == plan.Keyed {
			result.Keyed[i], err = d.keyed(columns[i], root.Read)
		} else {
			result.Data[i], err = d.rootValue(columns[i], root.Read)
		}
		if err != nil {
			return nil, err
		}
	}
	result.Errors, result.Rows = d.errors, d.rows
	return result, nil
}

// rootValue writes one root; nil stands for null.
func (d *decoder) rootValue(v any, r *plan.Read) ([]byte, error) {
	d.out = nil
	var err error
	switch r.Form {
	case plan.One:
		row, ok := v.([]any)
		if !ok {
			return nil, nil
		}
		err = d.node(row, r.Types, r.Select)
	case plan.Connection:
		err = d.connection(v, r)
	default:
		err = d.list(v, r)
	}
	return d.finish(err)
}

// finish gives what was written; a missing value that reached the top makes it null.
func (d *decoder) finish(err error) ([]byte, error) {
	if _, null := err.(errNull); null {
		return nil, nil
	}
	return d.out, err
}

// keyed writes one value for each node that was found.
func (d *decoder) keyed(v any, r *plan.Read) (map[string][]byte, error) {
	pairs, _ := v.([]any)
	found := make(map[string][]byte, len(pairs))
	defer func() { d.id = "" }()
	for _, pair := range pairs {
		places := pair.([]any)
		d.out, d.id = nil, places[0].(string)
		data, err := d.finish(d.node(places[1].([]any), r.Types, r.Select))
		if err != nil {
			return nil, err
		}
		if data != nil {
			found[d.id] = data
		}
	}
	return found, nil
}
