package transport

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
)

// documents keeps documents that were parsed and found valid. What it can hold is
// bounded in number and in size, so that nobody fills the memory with it.
type documents struct {
	kept graphql.Cache[*ast.QueryDocument]
}

const (
	documentsKept   = 500
	documentsLength = 16 << 10
)

var _ graphql.Cache[*ast.QueryDocument] = documents{}

func newDocuments() documents {
	return documents{lru.New[*ast.QueryDocument](documentsKept)}
}

// Get finds a document by its text.
func (d documents) Get(ctx context.Context, text string) (*ast.QueryDocument, bool) {
	return d.kept.Get(ctx, text)
}

// Add keeps a document, unless it is too long.
func (d documents) Add(ctx context.Context, text string, doc *ast.QueryDocument) {
	if len(text) <= documentsLength {
		d.kept.Add(ctx, text, doc)
	}
}
