package export

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// Create makes a file of a folder that is written. The writer is closed once.
type Create func(name string) (io.WriteCloser, error)

// CSV writes a folder of CSV files (RFC 4180, in UTF-8, each with a header row):
// release.csv says which release it is; Type.csv has the nodes of a type, one column
// a property, named as in GraphQL with a dot before a language or a part of a value
// object (name.en, duration.length); relationships.csv has from, field, to.
//
// An empty cell is null. A list is a JSON array, an empty one []. A text stands as it
// is; one that is empty, begins with a quotation mark or has a carriage return is a
// JSON string. So nothing is lost. Returns the error of a file, or of the records.
func CSV(create Create, model *schema.Schema, c Content) (err error) {
	if err := fits(model, c); err != nil {
		return err
	}
	t := &tables{create: create, open: map[string]*table{}}
	defer func() { err = errors.Join(err, t.close()) }()
	head, err := t.table("release", "waymark", "release", "schema", "asOf", "nodes", "relationships")
	if err != nil {
		return err
	}
	if err := head.Write([]string{strconv.Itoa(form), c.Info.ID, c.Info.Schema, c.Info.AsOf,
		strconv.Itoa(c.Info.Nodes), strconv.Itoa(c.Info.Edges)}); err != nil {
		return err
	}
	edges, err := t.table("relationships", "from", "field", "to")
	if err != nil {
		return err
	}
	for r, err := range c.Records {
		if err != nil {
			return err
		}
		if err := t.record(model, edges, r); err != nil {
			return fmt.Errorf("export %s: %w", r.ID, err)
		}
	}
	return nil
}

type tables struct {
	create Create
	open   map[string]*table
	order  []*table
	row    []string
}

type table struct {
	*csv.Writer
	file io.Closer
}

// table gives the file of a name, with its header row.
func (t *tables) table(name string, columns ...string) (*table, error) {
	if known := t.open[name]; known != nil {
		return known, nil
	}
	file, err := t.create(name + ".csv")
	if err != nil {
		return nil, err
	}
	made := &table{Writer: csv.NewWriter(file), file: file}
	made.UseCRLF = true
	t.open[name] = made
	t.order = append(t.order, made)
	return made, made.Write(columns)
}

func (t *tables) close() error {
	var errs []error
	for _, one := range t.order {
		one.Flush()
		errs = append(errs, one.Error(), one.file.Close())
	}
	return errors.Join(errs...)
}

func (t *tables) record(model *schema.Schema, edges *table, r store.Record) error {
	n := model.Node(r.Type)
	if n == nil {
		return unknown(r)
	}
	var columns []string
	for _, p := range n.Properties {
		columns = append(columns, p.Name)
	}
	nodes, err := t.table(r.Type, columns...)
	if err != nil {
		return err
	}
	t.row = t.row[:0]
	for _, v := range r.Props {
		t.row = append(t.row, cell(v))
	}
	if err := nodes.Write(t.row); err != nil {
		return err
	}
	for i, rel := range n.Outgoing {
		for _, target := range r.Edges[i] {
			if err := edges.Write([]string{r.ID, rel.Name, target}); err != nil {
				return err
			}
		}
	}
	return nil
}

func cell(v schema.Value) string {
	switch {
	case v.IsNull():
		return ""
	case v.Kind == schema.TextValue && v.Text != "" && v.Text[0] != '"' && !strings.Contains(v.Text, "\r"):
		return v.Text
	default:
		return string(store.AppendValue(nil, v))
	}
}
