package graph

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"waymark/graph/plan"
	"waymark/graph/store"
)

//go:embed rulebook.graphql
var rulebookOperation string

// booksKept bounds the countries, of any release, that are kept decoded.
const booksKept = 64

// rulebook reads countries' rules from the store, one operation a country, and
// keeps what it has decoded. It is safe for concurrent use.
type rulebook struct {
	store   store.Reader
	planner *plan.Planner
	doc     *ast.QueryDocument

	mu    sync.Mutex
	books map[bookKey]*book
	order []bookKey // the oldest first
}

type bookKey struct{ release, country string }

// newRulebook prepares the operation. A schema in which nothing is assessed as
// this program does it has no rules to read; then the rulebook is empty. Returns
// an error if the operation does not fit the schema, or cannot be planned.
func newRulebook(c Config, planner *plan.Planner) (*rulebook, error) {
	r := &rulebook{store: c.Store, planner: planner, books: map[bookKey]*book{}}
	if c.Public.Types["RuleTrace"] == nil {
		return r, nil
	}
	doc, err := ownOperation(c, "rules", rulebookOperation)
	if err != nil {
		return nil, err
	}
	r.doc = doc
	// Its limits are not those of clients: one plan, made once.
	r.planner = plan.New(c.Model, c.Public, plan.Config{Shapes: 1})
	if _, _, err := r.plan("IT"); err != nil {
		return nil, fmt.Errorf("plan the operation for rules: %w", err)
	}
	return r, nil
}

// ownOperation reads an operation of the engine's own, for what it names.
func ownOperation(c Config, what, text string) (*ast.QueryDocument, error) {
	doc, err := parser.ParseQuery(&ast.Source{Name: what, Input: text})
	if err != nil {
		return nil, fmt.Errorf("read the operation for %s: %w", what, err)
	}
	if errs := validator.ValidateWithRules(c.Public, doc, rules.NewDefaultRules()); len(errs) > 0 {
		return nil, fmt.Errorf("validate the operation for %s: %w", what, errs)
	}
	return doc, nil
}

func (r *rulebook) plan(country string) (*plan.Plan, plan.Args, error) {
	return r.planner.Build(r.doc.Operations[0], r.doc, map[string]any{"country": country, "jurisdiction": country})
}

// open gives a country's rules as they stand in a release. Returns the store's
// error and one of kind
// Invalid if the release has no such country.
func (r *rulebook) open(ctx context.Context, release, country string) (*book, error) {
	key := bookKey{release, country}
	r.mu.Lock()
	kept := r.books[key]
	r.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	b, err := r.read(ctx, release, country)
	if err != nil {
		return nil, err
	}
	r.keep(key, b)
	return b, nil
}

// keep remembers a book and forgets the oldest. Two operations may read one at
// once: both are right.
func (r *rulebook) keep(key bookKey, b *book) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.books[key] != nil {
		return
	}
	if len(r.order) == booksKept {
		delete(r.books, r.order[0])
		r.order = r.order[1:]
	}
	r.books[key] = b
	r.order = append(r.order, key)
}

// nowhere is a code that ISO 3166-1 never gives to a country.
const nowhere = "ZZ"

// countries gives the codes of the countries of a release.
func (r *rulebook) countries(ctx context.Context, release string) ([]string, error) {
	found, err := r.find(ctx, release, nowhere)
	if err != nil {
		return nil, err
	}
	return found.codes(), nil
}

// read makes a book with one read of the store.
func (r *rulebook) read(ctx context.Context, release, country string) (*book, error) {
	found, err := r.find(ctx, release, country)
	if err != nil {
		return nil, err
	}
	if found.Country == nil {
		return nil, refuse("country", country, "is not in the graph", found.codes())
	}
	return found.book(country)
}

// find reads what a release says of a country; of one that it does not have, what
// concerns all of them.
func (r *rulebook) find(ctx context.Context, release, country string) (*entries, error) {
	if r.doc == nil {
		return nil, &store.Error{Kind: store.Internal, Message: "this schema has no rules to evaluate"}
	}
	p, args, err := r.plan(country)
	if err != nil {
		return nil, err
	}
	result, err := r.store.Read(ctx, p, args, store.Limits{Release: release})
	if err != nil {
		return nil, err
	}
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("read the rules of %s: %s", country, result.Errors[0].Message)
	}
	byKey := make(map[string]json.RawMessage, len(p.Roots))
	for i, root := range p.Roots {
		byKey[root.Key] = orNull(result.Data[i])
	}
	whole, err := json.Marshal(byKey)
	if err != nil {
		return nil, fmt.Errorf("read the rules of %s: %w", country, err)
	}
	found := &entries{}
	if err := json.Unmarshal(whole, found); err != nil {
		return nil, fmt.Errorf("read the rules of %s: %w", country, err)
	}
	return found, nil
}

func orNull(data []byte) []byte {
	if data == nil {
		return []byte("null")
	}
	return data
}
