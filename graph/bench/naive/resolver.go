package naive

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
	"github.com/vektah/gqlparser/v2/ast"
)

// Resolver answers from one release in Neo4j.
type Resolver struct {
	Driver  neo4j.DriverWithContext
	Release string // its id
}

// New gives the handler of the GraphQL endpoint.
func New(r *Resolver) http.Handler {
	s := handler.New(NewExecutableSchema(Config{Resolvers: r}))
	s.AddTransport(transport.POST{})
	s.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	return s
}

// Query resolves the root fields.
func (r *Resolver) Query() QueryResolver { return queries{r} }

// Country resolves the relationships of countries.
func (r *Resolver) Country() CountryResolver { return countries{r} }

// Organization resolves the relationships of organizations.
func (r *Resolver) Organization() OrganizationResolver { return organizations{r} }

// Service resolves the relationships of services.
func (r *Resolver) Service() ServiceResolver { return services{r} }

// Provision resolves the relationships of provisions.
func (r *Resolver) Provision() ProvisionResolver { return provisions{r} }

type (
	queries       struct{ *Resolver }
	countries     struct{ *Resolver }
	organizations struct{ *Resolver }
	services      struct{ *Resolver }
	provisions    struct{ *Resolver }
)

// holds keeps the nodes n that hold on the day that is asked for.
const holds = "(n.from IS NULL OR n.from <= $asOf) AND (n.to IS NULL OR $asOf < n.to)"

func (r queries) Organization(ctx context.Context, id, asOf string) (*Organization, error) {
	return one(ctx, r.Resolver, organization, "MATCH (n:Organization {release: $release, id: $id}) WHERE "+holds+" RETURN n", id, asOf, nil)
}

func (r queries) Services(ctx context.Context, country, kind string, limit int, asOf string) ([]*Service, error) {
	return list(ctx, r.Resolver, service, `MATCH (:Country {release: $release, code: $id})<-[:IN_COUNTRY]-(n:Service)
WHERE `+holds+` AND EXISTS { MATCH (n)-[:OF_TYPE]->(:Concept {code: $type}) }
RETURN n ORDER BY n.name_en, n.id LIMIT $limit`, country, asOf, map[string]any{"type": kind, "limit": limit})
}

func (r queries) Country(ctx context.Context, code string) (*Country, error) {
	return one(ctx, r.Resolver, country, "MATCH (n:Country {release: $release, code: $id}) RETURN n", code, "", nil)
}

func (r countries) Organizations(ctx context.Context, c *Country, asOf string) ([]*Organization, error) {
	return list(ctx, r.Resolver, organization, "MATCH (:Country {release: $release, code: $id})<-[:IN_COUNTRY]-(n:Organization) WHERE "+
		holds+" RETURN n ORDER BY n.name_en, n.id", c.Code, asOf, nil)
}

func (r organizations) Country(ctx context.Context, o *Organization) (*Country, error) {
	return one(ctx, r.Resolver, country, "MATCH (:Organization {release: $release, id: $id})-[:IN_COUNTRY]->(n:Country) RETURN n", o.ID, "", nil)
}

func (r organizations) Services(ctx context.Context, o *Organization, asOf string) ([]*Service, error) {
	return list(ctx, r.Resolver, service, "MATCH (:Organization {release: $release, id: $id})<-[:PROVIDED_BY]-(n:Service) WHERE "+
		holds+" RETURN n ORDER BY n.name_en, n.id", o.ID, asOf, nil)
}

func (r services) Providers(ctx context.Context, s *Service, asOf string) ([]*Organization, error) {
	return list(ctx, r.Resolver, organization, "MATCH (:Service {release: $release, id: $id})-[:PROVIDED_BY]->(n:Organization) WHERE "+
		holds+" RETURN n", s.ID, asOf, nil)
}

func (r services) LegalBasis(ctx context.Context, s *Service) ([]*Provision, error) {
	return list(ctx, r.Resolver, provision,
		"MATCH (:Service {release: $release, id: $id})-[:HAS_LEGAL_BASIS]->(n:Provision) RETURN n", s.ID, "", nil)
}

func (r provisions) Instrument(ctx context.Context, p *Provision) (*LegalInstrument, error) {
	return one(ctx, r.Resolver, instrument,
		"MATCH (:Provision {release: $release, id: $id})-[:PART_OF]->(n:LegalInstrument) RETURN n", p.ID, "", nil)
}

func country(n props) *Country {
	return &Country{Code: n.text("code"), Name: n.text("name_en")}
}

func organization(n props) *Organization {
	return &Organization{ID: n.text("id"), Name: n.text("name_en")}
}

func service(n props) *Service {
	s := &Service{ID: n.text("id"), Name: n.text("name_en")}
	if delivery, ok := n["delivery"].(string); ok {
		s.Delivery = &delivery
	}
	return s
}

func provision(n props) *Provision { return &Provision{ID: n.text("id"), Locator: n.text("locator")} }

func instrument(n props) *LegalInstrument {
	return &LegalInstrument{ID: n.text("id"), Name: n.text("name_en")}
}

// props are the properties of a node.
type props map[string]any

func (p props) text(name string) string {
	s, _ := p[name].(string)
	return s
}

// one makes the node that a statement finds; nil if it finds none.
func one[T any](ctx context.Context, r *Resolver, build func(props) *T, statement, id, asOf string, params map[string]any) (*T, error) {
	found, err := list(ctx, r, build, statement, id, asOf, params)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// list makes the nodes that a statement finds.
func list[T any](ctx context.Context, r *Resolver, build func(props) *T, statement, id, asOf string, params map[string]any) ([]*T, error) {
	all := map[string]any{"release": r.Release, "id": id}
	for name, value := range params {
		all[name] = value
	}
	if asOf != "" {
		day, err := time.Parse(time.DateOnly, asOf)
		if err != nil {
			return nil, fmt.Errorf("%q is no day", asOf)
		}
		all["asOf"] = dbtype.Date(day)
	}
	result, err := neo4j.ExecuteQuery(ctx, r.Driver, statement, all,
		neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithReadersRouting())
	if err != nil {
		return nil, err
	}
	found := []*T{}
	for _, record := range result.Records {
		if node, ok := record.Values[0].(neo4j.Node); ok {
			found = append(found, build(node.Props))
		}
	}
	return found, nil
}
