package bulk

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// ReleaseFile is the file of a CSV folder that says which release it is.
const ReleaseFile = "release.csv"

// RelationshipsFile is the file of a CSV folder that holds all relationships.
const RelationshipsFile = "relationships.csv"

// Content is a release in files, checked.
type Content struct {
	Info   store.Info    // sure only if there are no faults
	Faults schema.Errors // sorted by place
	rows   iter.Seq2[row, error]
}

// Records streams the records in the order of their ids, as often as it is ranged
// over. It gives an error where the files can no longer be read.
func (c *Content) Records() iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		for r, err := range c.rows {
			if !yield(r.record, err) || err != nil {
				return
			}
		}
	}
}

// Release gathers all records. Returns the error of Records.
func (c *Content) Release() (*store.Release, error) {
	r := &store.Release{Info: c.Info, Records: make([]store.Record, 0, c.Info.Nodes)}
	for record, err := range c.Records() {
		if err != nil {
			return nil, err
		}
		r.Records = append(r.Records, record)
	}
	return r, nil
}

// Is reports whether a file or folder of fsys is one that Read reads: a file that
// begins with the head of a release, a folder with release.csv, or a folder with one
// such file and no seed files.
func Is(fsys fs.FS, name string) bool {
	_, form := find(fsys, name)
	return form != noForm
}

// Read reads whatever Is finds; shown is what messages call name. Faults in the
// content are part of it; the error says which file cannot be read.
func Read(model *schema.Schema, fsys fs.FS, name, shown string) (*Content, error) {
	at, form := find(fsys, name)
	shown = path.Join(shown, strings.TrimPrefix(strings.TrimPrefix(at, name), "/"))
	switch form {
	case linesForm:
		return ReadLines(model, fsys, at, shown)
	case csvForm:
		return ReadCSV(model, fsys, at, shown)
	default:
		return nil, fmt.Errorf("read %s: it holds neither JSON Lines nor CSV of a release", shown)
	}
}

type form uint8

const (
	noForm form = iota
	linesForm
	csvForm
)

func find(fsys fs.FS, name string) (string, form) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return name, noForm
	case !info.IsDir():
		if beginsWithHead(fsys, name) {
			return name, linesForm
		}
		return name, noForm
	}
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		return name, noForm
	}
	var found []string
	for _, e := range entries {
		switch ext := path.Ext(e.Name()); {
		case e.Name() == ReleaseFile:
			return name, csvForm
		case ext == ".yaml" || ext == ".yml":
			return name, noForm
		case ext == ".jsonl":
			found = append(found, path.Join(name, e.Name()))
		}
	}
	if len(found) == 1 && beginsWithHead(fsys, found[0]) {
		return found[0], linesForm
	}
	return name, noForm
}

func beginsWithHead(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	begin, _ := bufio.NewReader(f).Peek(200) // a shorter file gives what it has
	begin, _, _ = bytes.Cut(begin, []byte("\n"))
	return bytes.HasPrefix(begin, []byte("{")) && bytes.Contains(begin, []byte(`"waymark"`))
}

// source is files in one of the forms.
type source interface {
	// head gives what the files say of the release.
	head(f *faults) (head, error)
	// nodes gives the nodes in the order of the files and reports what is wrong in
	// each; those of which neither type nor id is known are left out.
	nodes(f *faults) iter.Seq2[row, error]
	// loose reports what is wrong outside the nodes, once all of them are known.
	loose(c *checker) error
	// whole gives the nodes with their relationships in the order of their ids;
	// sorted tells that the files have that order already.
	whole(sorted bool) iter.Seq2[row, error]
}

// row is one node with its places in the files.
type row struct {
	record store.Record
	node   *schema.Node
	place  int // of node in schema.Schema.Nodes
	pos    schema.Pos
	at     [][]schema.Pos // of the targets, as record.Edges
}

// head is what the files say of the release; nil or empty: they do not say.
type head struct {
	pos          schema.Pos
	form         string
	asOf         string
	release      string
	schema       string
	nodes, edges *int
}

// read checks files in two passes.
func read(model *schema.Schema, s source) (*Content, error) {
	f := &faults{}
	c := newChecker(model, f)
	h, err := s.head(f)
	if err != nil {
		return nil, err
	}
	c.head(h)
	for r, err := range s.nodes(f) {
		if err != nil {
			return nil, err
		}
		c.first(r)
	}
	if err := s.loose(c); err != nil {
		return nil, err
	}
	content := &Content{Info: store.Info{Schema: model.Hash, AsOf: h.asOf, Nodes: c.nodes}, rows: s.whole(c.sorted)}
	content.Info.ID, err = store.HashRecords(content.Info, func(yield func(store.Record, error) bool) {
		for r, err := range content.rows {
			if err == nil {
				c.second(r)
			}
			if !yield(r.record, err) {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	c.circles()
	content.Info.Edges = c.edges
	c.told(h, content.Info)
	content.Faults = f.all()
	return content, nil
}

// gathered gives rows that do not stand in the order of their ids in that order.
func gathered(rows iter.Seq2[row, error]) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		var all []row
		for r, err := range rows {
			if err != nil {
				yield(row{}, err)
				return
			}
			all = append(all, r)
		}
		slices.SortStableFunc(all, func(a, b row) int { return strings.Compare(a.record.ID, b.record.ID) })
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// mostFaults bounds the memory of a file that is wrong in every line.
const mostFaults = 1000

// faults collects what must be mended.
type faults struct {
	list  schema.Errors
	more  int
	quiet bool // the faults were reported in an earlier pass
}

func quiet() *faults { return &faults{quiet: true} }

func (f *faults) add(pos schema.Pos, rule, hint, format string, args ...any) {
	switch {
	case f.quiet:
	case len(f.list) >= mostFaults:
		f.more++
	default:
		f.list = append(f.list, &schema.Error{Pos: pos, Rule: rule, Msg: fmt.Sprintf(format, args...), Hint: hint})
	}
}

func (f *faults) all() schema.Errors {
	list := f.list.Sort()
	if f.more > 0 {
		last := list[len(list)-1].Pos
		list = append(list, &schema.Error{Pos: last, Rule: "more", Msg: fmt.Sprintf("and %d faults more", f.more)})
	}
	return list
}

// unreadable wraps the error of a file.
func unreadable(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("read %s: %w", name, err)
}
