package graph

import (
	"context"
	"errors"
	"maps"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"waymark/graph/generated"
	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// Config is what an Engine is made of.
type Config struct {
	Model   *schema.Schema             // the annotated SDL
	Public  *ast.Schema                // the public schema made from it
	Store   store.Reader               // where the graph is
	Plan    plan.Config                // limits of the planner; the zero value has sane ones
	Rows    int                        // nodes that one operation may write; 0: 10,000
	Timeout time.Duration              // of one operation; 0: 10 seconds
	Present graphql.ErrorPresenterFunc // nil: gqlgen's default
}

// Engine answers operations. It is safe for concurrent use.
type Engine struct {
	config  Config
	planner *plan.Planner
	rules   *rulebook
	former  *former
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
	graphql.OperationInterceptor
	graphql.ResponseInterceptor
} = (*Engine)(nil)

// New makes an Engine. Returns an error if its own operations do not fit the
// public schema, which only a faulty SDL can cause.
func New(c Config) (*Engine, error) {
	if c.Rows == 0 {
		c.Rows = 10_000
	}
	if c.Timeout == 0 {
		c.Timeout = 10 * time.Second
	}
	if c.Present == nil {
		c.Present = graphql.DefaultErrorPresenter
	}
	c.Public = withoutDefer(c.Public)
	e := &Engine{config: c, planner: plan.New(c.Model, c.Public, c.Plan)}
	rules, err := newRulebook(c, e.planner)
	if err != nil {
		return nil, err
	}
	e.rules = rules
	if e.former, err = newFormer(c, e.planner); err != nil {
		return nil, err
	}
	return e, nil
}

// withoutDefer is a schema without the directive that asks for a response in
// parts, which gqlparser adds to every schema: everything is read at once here.
func withoutDefer(public *ast.Schema) *ast.Schema {
	s := *public
	s.Directives = maps.Clone(public.Directives)
	delete(s.Directives, "defer")
	return &s
}

// Schema is the executable schema for gqlgen's executor; the engine must be
// among the executor's extensions too.
func (e *Engine) Schema() graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{
		Schema:    e.config.Public,
		Resolvers: generated.NewResolvers(picker{}, computed{}),
	})
}

// ExtensionName names the hook in gqlgen's executor.
func (e *Engine) ExtensionName() string { return "Waymark" }

// Validate accepts every schema: New has checked what the engine needs.
func (e *Engine) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation plans the operation, evaluates its computed fields and
// reads the store once; the resolvers below find the outcome in the context.
// An operation that cannot be planned or read is answered with errors alone, all
// of them at once. (A mutator of the operation's context could plan too, but give
// one error only.)
func (e *Engine) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	work, err := e.run(ctx, graphql.GetOperationContext(ctx))
	if err != nil {
		return graphql.OneShot(&graphql.Response{Errors: e.present(ctx, err)})
	}
	return next(context.WithValue(ctx, workKey{}, work))
}

// Release gives the id of the release that the operation in ctx has read, or else
// of the one that an operation would read now. Returns the store's error.
func (e *Engine) Release(ctx context.Context) (string, error) {
	if w, ok := ctx.Value(workKey{}).(*work); ok && w.release != "" {
		return w.release, nil
	}
	info, err := e.config.Store.Current(ctx)
	return info.ID, err
}

// present turns an error into those that a client may see.
func (e *Engine) present(ctx context.Context, err error) gqlerror.List {
	var list gqlerror.List
	if !errors.As(err, &list) {
		list = gqlerror.List{gqlerror.Wrap(err)}
	}
	presented := make(gqlerror.List, len(list))
	for i, one := range list {
		presented[i] = e.config.Present(ctx, one)
	}
	return presented
}

// run does the work of one operation, in the time that it may take.
func (e *Engine) run(ctx context.Context, op *graphql.OperationContext) (w *work, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = op.Recover(ctx, thrown)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, e.config.Timeout)
	defer cancel()
	if err := checkIntrospection(op); err != nil {
		return nil, err
	}
	p, args, err := e.planner.Build(op.Operation, op.Doc, op.Variables, preferred(op.Headers)...)
	if err != nil {
		return nil, err
	}
	var info store.Info
	if len(p.Computed) > 0 || e.former.matters(p) {
		if info, err = e.config.Store.Current(ctx); err != nil {
			return nil, err
		}
		if args, err = e.former.renew(ctx, info.ID, p, args); err != nil {
			return nil, err
		}
	}
	w = &work{plan: p, answers: make([]any, len(p.Computed))}
	return w, e.work(ctx, info, w, args)
}

// work evaluates the computed fields and reads the store. Both see one release, the
// one of info.
func (e *Engine) work(ctx context.Context, info store.Info, w *work, args plan.Args) error {
	limits := store.Limits{Rows: e.config.Rows}
	if len(w.plan.Computed) > 0 {
		limits.Release, w.release = info.ID, info.ID
		if err := e.evaluate(ctx, info, w, args); err != nil {
			return err
		}
	}
	if len(w.plan.Roots) == 0 {
		return nil
	}
	result, err := e.config.Store.Read(ctx, w.plan, args, limits)
	if err != nil {
		return err
	}
	w.result, w.release = result, result.Release
	return nil
}
