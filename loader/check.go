package loader

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/schema"
)

// Options say how quotes are proved. The zero value proves none: every citation
// by lines is then a fault.
type Options struct {
	// Sources holds the texts of cited documents: fiit.txt, or fiit-report.txt,
	// for the document fiit. Nil, or a document without a text: its quotes are
	// proved by fingerprints.
	Sources fs.FS
	// Fingerprints is what Fingerprints made of the texts.
	Fingerprints []byte
	// Folder is written before the names of files in messages: seed.
	Folder string
	// Personas has Examine read the folder personas too. Its rows are no part of a
	// release, so that Check never reads them.
	Personas bool
}

// Report is all that Examine found out.
type Report struct {
	Release  *store.Release // nil if there are faults
	Faults   schema.Errors  // sorted by place
	Personas []Persona      // in the order of the files; only if they were asked for
	Summary  Summary
	Places   map[string]schema.Pos // where entries are written, by id
}

// Summary counts what seed files hold.
type Summary struct {
	Files     int
	Entries   int // written in the files, those inside others included
	Drafts    int // left out of the release
	Facts     int // values and references that are written in entries
	Citations int // statements of sources
	Proved    int // quotes that were found where they are said to stand
	Unproved  int // quotes of documents that are not at hand
	Resolved  int // conflicts that are resolved
	Open      int // conflicts that stay open
	Unknown   int // values of which only the existence is told
	Wanted    []Wanted
}

// Wanted is a missing basis that a steward noted with `find:`.
type Wanted struct {
	Pos  schema.Pos
	Of   string // the entry's id
	Find string
}

// Check reads all *.yaml files of a folder and gives the release that they make.
// Either the whole set is right or nothing is given: the error is schema.Errors,
// with all faults at once as file:line:col: message (hint). Another error says
// which file cannot be read.
func Check(model *schema.Schema, fsys fs.FS, o Options) (*store.Release, error) {
	o.Personas = false
	r, err := Examine(model, fsys, o)
	switch {
	case err != nil:
		return nil, err
	case len(r.Faults) > 0:
		return nil, r.Faults
	default:
		return r.Release, nil
	}
}

// Examine does what Check does and counts what the files hold. Faults in them
// are part of the report; the error says which file cannot be read.
func Examine(model *schema.Schema, fsys fs.FS, o Options) (*Report, error) {
	_, report, err := examine(model, fsys, o)
	return report, err
}

func examine(model *schema.Schema, fsys fs.FS, o Options) (*checker, *Report, error) {
	if err := known(model); err != nil {
		return nil, nil, err
	}
	c := &checker{model: model, specs: specify(model), byID: map[string]*entry{}, drafts: map[string]bool{},
		renamed: map[string]*entry{}, passages: map[passageKey]*passage{}, asOf: map[string]string{}}
	texts, err := openLibrary(o)
	if err != nil {
		return nil, nil, err
	}
	c.texts = texts
	if err := c.read(fsys, o.Folder); err != nil {
		return nil, nil, err
	}
	c.checkAliases()
	c.fill()
	c.finish()
	var rows []Persona
	if o.Personas {
		if rows, err = c.readPersonas(fsys, o.Folder); err != nil {
			return nil, nil, err
		}
	}
	report := &Report{Faults: c.faults.list.Sort(), Personas: rows, Summary: c.summary, Places: map[string]schema.Pos{}}
	for _, e := range c.entries {
		if e.body != nil {
			report.Places[e.id] = e.pos
		}
	}
	if len(report.Faults) == 0 {
		report.Release = c.release()
	}
	return c, report, nil
}

// known demands the types that the forms of seed files make nodes of.
func known(model *schema.Schema) error {
	for _, name := range []string{documentType, sectionType, passageType, statementType, conflictType,
		resolutionType, roleType, conditionType, completenessType, circumstanceType} {
		if model.Node(name) == nil {
			return fmt.Errorf("the schema has no node type %s, which seed files are read into", name)
		}
	}
	if model.Interface("Node") == nil {
		return errors.New("the schema has no interface Node, which every entry of a seed file is")
	}
	return nil
}

// checker is one run over one set of files.
type checker struct {
	model     *schema.Schema
	specs     map[*schema.Node]*spec
	faults    faults
	texts     *library
	files     []*file
	entries   []*entry // written and made, in the order of files and lines
	byID      map[string]*entry
	drafts    map[string]bool
	former    []alias
	renamed   map[string]*entry // by former id
	passages  map[passageKey]*passage
	supports  []support
	pending   []pendingConditions
	completes []pairOf
	asOf      map[string]string // the latest day of reading, by jurisdiction
	summary   Summary
}

// read parses all files and registers what is written in them.
func (c *checker) read(fsys fs.FS, folder string) error {
	names, err := yamlFiles(fsys)
	if err != nil {
		return fmt.Errorf("list seed files: %w", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read seed files: %w", err)
		}
		shown := path.Join(folder, name)
		if strings.HasSuffix(name, ".yml") {
			c.faults.add(schema.Pos{File: shown, Line: 1, Col: 1}, "name", "seed files end in .yaml", "rename it")
			continue
		}
		doc := reading{shown, &c.faults}.document(text)
		if doc == nil {
			continue
		}
		c.summary.Files++
		if f := c.head(shown, doc); f != nil {
			f.path = name
			c.files = append(c.files, f)
		}
	}
	if len(names) == 0 {
		c.faults.add(schema.Pos{File: cmp.Or(folder, "."), Line: 1, Col: 1}, "missing", "there is no *.yaml file here", "")
	}
	for _, f := range c.files {
		c.sections(f)
	}
	c.summary.Entries = len(c.entries)
	return nil
}

// personaFolder holds the persons that answers are tested with; they are no facts.
const personaFolder = "personas"

// yamlFiles lists the seed files, in folders too, by name.
func yamlFiles(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name == personaFolder {
			return fs.SkipDir
		}
		if err == nil && !d.IsDir() && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")) {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	return names, err
}

// fill reads what the entries say. Documents come first, since a citation takes
// its voice from them; conditions come last, since they ask for circumstances.
func (c *checker) fill() {
	written := slices.Clone(c.entries)
	for _, e := range written {
		if isProvenance(e.node) {
			c.entry(e)
		}
	}
	for _, e := range written {
		if !isProvenance(e.node) {
			c.entry(e)
		}
	}
	for _, e := range written {
		if e.node.Name == circumstanceType && e.get("kind").IsNull() {
			e.put("kind", schema.Text(defaultKind(e)))
		}
	}
	for _, p := range c.pending {
		c.conditions(p)
	}
}

func isProvenance(n *schema.Node) bool { return n.Name == documentType || n.Name == sectionType }

// release gives the checked content, in the one order that it has.
func (c *checker) release() *store.Release {
	r := &store.Release{Info: store.Info{Schema: c.model.Hash}}
	for _, day := range c.asOf {
		r.Info.AsOf = max(r.Info.AsOf, day)
	}
	for _, e := range c.entries {
		for i, targets := range e.edges {
			slices.Sort(targets)
			e.edges[i] = slices.Compact(targets)
			r.Info.Edges += len(e.edges[i])
		}
		r.Records = append(r.Records, store.Record{Type: e.node.Name, ID: e.id, Props: e.props, Edges: e.edges})
	}
	slices.SortFunc(r.Records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	r.Info.Nodes = len(r.Records)
	r.Info.ID = store.Hash(r)
	return r
}
