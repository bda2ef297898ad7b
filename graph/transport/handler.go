package transport

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/rs/cors"
)

// Config is what a handler is made of.
type Config struct {
	Schema  graphql.ExecutableSchema
	Engine  graphql.HandlerExtension // does the work of an operation before its resolvers run
	Release Release
	Log     *slog.Logger // nil: slog.Default()
	Origins []string     // other sites whose pages may ask; empty: none; "*": all
	Body    int64        // bytes of a request at most; 0: 256 KiB
	Tokens  int          // of a document at most; 0: 5,000
}

// Release gives the id of the release that the operation in ctx has read, or
// else of the one that an operation would read now. Equal ids mean equal content.
type Release func(ctx context.Context) (string, error)

const (
	defaultBody   = 256 << 10
	defaultTokens = 5_000
)

// New returns the handler of the GraphQL endpoint.
func New(c Config) http.Handler {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Body == 0 {
		c.Body = defaultBody
	}
	if c.Tokens == 0 {
		c.Tokens = defaultTokens
	}
	s := handler.New(c.Schema)
	s.AddTransport(endpoint{body: c.Body, release: c.Release})
	s.SetErrorPresenter(Presenter(c.Log))
	s.SetRecoverFunc(Recover)
	s.SetParserTokenLimit(c.Tokens)
	s.SetQueryCache(newDocuments())
	s.Use(extension.Introspection{})
	s.Use(c.Engine)
	if len(c.Origins) == 0 {
		return s
	}
	return cors.New(cors.Options{
		AllowedOrigins: c.Origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type", "If-None-Match"},
		ExposedHeaders: []string{"ETag"},
		MaxAge:         600,
	}).Handler(s)
}
