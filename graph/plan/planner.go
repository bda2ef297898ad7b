package plan

import (
	"fmt"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"waymark/schema"
)

// Config bounds what one operation may ask for and what a Planner remembers.
// Zero stands for the default.
type Config struct {
	Depth    int // hops from a root, in selections and in filters; 12
	Aliases  int // response keys that are not the field's name; 100
	Fields   int // response keys in all, fragments unfolded; 5,000
	Operands int // conditions in all filters together; 200
	Shapes   int // plans kept; 1,000
}

func (c Config) withDefaults() Config {
	for _, d := range []struct {
		limit    *int
		standard int
	}{{&c.Depth, 12}, {&c.Aliases, 100}, {&c.Fields, 5000}, {&c.Operands, 200}, {&c.Shapes, 1000}} {
		if *d.limit <= 0 {
			*d.limit = d.standard
		}
	}
	return c
}

// Planner makes plans for one schema. It is safe for concurrent use.
type Planner struct {
	catalog   *catalog
	config    Config
	documents *lru.Cache[documentKey, *document]
	variants  *lru.Cache[variantKey, *variant]
	shapes    *lru.Cache[shapeKey, *Plan]
	plans     *lru.Cache[string, *Plan] // by what they print
}

// A plan is found in three steps, none of which looks at the whole document:
//
//	text and operation        ► document   which variables @skip and @include ask for
//	their values, languages   ► variant    which arguments there are, in which order
//	and the arguments' shape  ► plan
type documentKey struct{ text, operation string }

type document struct{ switches []string }

type variantKey struct {
	*document
	switches  string // 0 or 1 for each
	languages string // that the reader prefers
}

type variant struct {
	sites       []*site
	args, shape int // how many there were the first time
}

type shapeKey struct {
	*variant
	shape string
}

// New makes a Planner. public must be the public schema that was made from model.
func New(model *schema.Schema, public *ast.Schema, c Config) *Planner {
	c = c.withDefaults()
	return &Planner{
		catalog: newCatalog(model, public), config: c,
		documents: newCache[documentKey, *document](c.Shapes),
		variants:  newCache[variantKey, *variant](c.Shapes),
		shapes:    newCache[shapeKey, *Plan](c.Shapes),
		plans:     newCache[string, *Plan](c.Shapes),
	}
}

func newCache[K comparable, V any](size int) *lru.Cache[K, V] {
	cache, err := lru.New[K, V](size)
	if err != nil {
		panic(fmt.Sprintf("plan: a cache of %d: %v", size, err)) // withDefaults gives no size below 1
	}
	return cache
}

// Build plans an operation of a document. The values are the variables as JSON
// has them; they need not be coerced. prefer names the languages that the reader
// wants, the dearest first (BCP 47): a text is given in the language of the field's
// own argument, else in theirs, else in English, else in any. Operations of one
// shape get the same *Plan, each with its own Args. Returns a gqlerror.List, each
// error with path, location and extensions.code INVALID, if a value does not fit
// its type, arguments contradict each other or a limit is exceeded.
func (p *Planner) Build(op *ast.OperationDefinition, doc *ast.QueryDocument, values map[string]any, prefer ...string) (*Plan, Args, error) {
	f := &faults{}
	if op.Operation != ast.Query || p.catalog.public.Query == nil {
		f.add(nil, op.Position, "the operation is a %s; only queries are answered", op.Operation)
		return nil, nil, f.list
	}
	vars := p.catalog.coerceVariables(op, values, f)
	if f.any() {
		return nil, nil, f.list
	}
	d, key := p.document(op, doc)
	languages := p.catalog.prefer(prefer)
	vkey := variantKey{d, d.values(vars), strings.Join(languages, ",")}
	if v, ok := p.variants.Get(vkey); ok {
		b := newBinder(p.catalog, p.config, vars, f, false)
		b.args, b.shape = make(Args, 0, v.args), make([]byte, 0, v.shape)
		for _, s := range v.sites {
			b.again(s)
		}
		if f.any() {
			return nil, nil, f.list
		}
		if found, ok := p.shapes.Get(shapeKey{v, string(b.shape)}); ok {
			return found, b.args, nil
		}
	}
	c := &compiler{
		catalog: p.catalog, languages: languages, limits: p.config, doc: doc, known: map[siteKey]*bound{},
		b: newBinder(p.catalog, p.config, vars, f, true),
	}
	made := c.compile(op)
	if f.any() {
		return nil, nil, f.list
	}
	return p.keep(key, d, vkey, c, made), c.b.args, nil
}

// keptText bounds the documents that are kept, in bytes.
const keptText = 32 << 10

// document finds what is known of a document. Its source is its identity; one
// without a source, or with a very long one, is planned anew each time.
func (p *Planner) document(op *ast.OperationDefinition, doc *ast.QueryDocument) (*document, documentKey) {
	var key documentKey
	if op.Position != nil && op.Position.Src != nil && len(op.Position.Src.Input) <= keptText {
		key = documentKey{op.Position.Src.Input, op.Name}
		if d, ok := p.documents.Get(key); ok {
			return d, key
		}
	}
	return &document{switches: switches(op, doc)}, key
}

// values gives the values of the variables that switch selections on and off.
func (d *document) values(vars variables) string {
	bits := make([]byte, len(d.switches))
	for i, name := range d.switches {
		bits[i] = '0'
		if vars[name].value.Bool {
			bits[i] = '1'
		}
	}
	return string(bits)
}

// keep remembers a plan, and gives the one of the same print if there is one.
func (p *Planner) keep(key documentKey, d *document, vkey variantKey, c *compiler, made *Plan) *Plan {
	if known, ok, _ := p.plans.PeekOrAdd(made.String(), made); ok {
		made = known
	}
	if key == (documentKey{}) {
		return made
	}
	if known, ok, _ := p.documents.PeekOrAdd(key, d); ok {
		d = known
	}
	vkey.document = d
	v := &variant{c.sites, len(c.b.args), len(c.b.shape)}
	if known, ok, _ := p.variants.PeekOrAdd(vkey, v); ok {
		v = known
	}
	p.shapes.Add(shapeKey{v, string(c.b.shape)}, made)
	return made
}
