// Package handwritten answers the three questions as somebody would who writes
// Cypher by hand: a statement a question, maps by name, the Go driver's own
// functions, encoding/json.
//
//	GET /provider?id=…   GET /shelters?country=…   GET /country?code=…
//
// Limits: it is here to be compared with; it knows one release and one day.
package handwritten

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// Config says what is read.
type Config struct {
	Driver  neo4j.DriverWithContext
	Release string    // its id
	AsOf    time.Time // the day that is asked for
}

// Question is what is asked at one path, with one parameter.
type Question struct{ Path, Param, Name, Statement string }

// Questions are the three, in their order.
func Questions() []Question {
	return []Question{
		{"/provider", "id", "organization", provider},
		{"/shelters", "country", "services", shelters},
		{"/country", "code", "country", country},
	}
}

// New gives the handler of the three questions.
func New(c Config) http.Handler {
	mux := http.NewServeMux()
	for _, q := range Questions() {
		mux.Handle("GET "+q.Path, c.handler(q))
	}
	return mux
}

const provider = `
MATCH (o:Organization {release: $release, id: $id})
WHERE (o.from IS NULL OR o.from <= $asOf) AND (o.to IS NULL OR $asOf < o.to)
RETURN o {
  .id, name: o.name_en,
  country: head(COLLECT { MATCH (o)-[:IN_COUNTRY]->(c:Country) RETURN c {.code, name: c.name_en} }),
  services: COLLECT {
    MATCH (o)<-[:PROVIDED_BY]-(s:Service)
    WHERE (s.from IS NULL OR s.from <= $asOf) AND (s.to IS NULL OR $asOf < s.to)
    WITH s ORDER BY s.name_en, s.id
    RETURN s {
      .id, name: s.name_en, .delivery,
      legalBasis: COLLECT {
        MATCH (s)-[:HAS_LEGAL_BASIS]->(p:Provision)
        RETURN p {
          .id, .locator,
          instrument: head(COLLECT { MATCH (p)-[:PART_OF]->(i:LegalInstrument) RETURN i {.id, name: i.name_en} })
        }
      }
    }
  }
} AS answer`

const shelters = `
MATCH (:Country {release: $release, code: $country})<-[:IN_COUNTRY]-(s:Service)
WHERE (s.from IS NULL OR s.from <= $asOf) AND (s.to IS NULL OR $asOf < s.to)
  AND EXISTS { MATCH (s)-[:OF_TYPE]->(:Concept {code: 'shelter'}) }
WITH s ORDER BY s.name_en, s.id LIMIT 50
RETURN collect(s {
  .id, name: s.name_en, .delivery,
  providers: COLLECT {
    MATCH (s)-[:PROVIDED_BY]->(o:Organization)
    WHERE (o.from IS NULL OR o.from <= $asOf) AND (o.to IS NULL OR $asOf < o.to)
    RETURN o {
      .id, name: o.name_en,
      country: head(COLLECT { MATCH (o)-[:IN_COUNTRY]->(c:Country) RETURN c {.code, name: c.name_en} })
    }
  },
  legalBasis: COLLECT {
    MATCH (s)-[:HAS_LEGAL_BASIS]->(p:Provision)
    RETURN p {
      .id, .locator,
      instrument: head(COLLECT { MATCH (p)-[:PART_OF]->(i:LegalInstrument) RETURN i {.id, name: i.name_en} })
    }
  }
}) AS answer`

const country = `
MATCH (c:Country {release: $release, code: $code})
RETURN c {
  .code, name: c.name_en,
  organizations: COLLECT {
    MATCH (c)<-[:IN_COUNTRY]-(o:Organization)
    WHERE (o.from IS NULL OR o.from <= $asOf) AND (o.to IS NULL OR $asOf < o.to)
    WITH o ORDER BY o.name_en, o.id
    RETURN o {
      .id, name: o.name_en,
      services: COLLECT {
        MATCH (o)<-[:PROVIDED_BY]-(s:Service)
        WHERE (s.from IS NULL OR s.from <= $asOf) AND (s.to IS NULL OR $asOf < s.to)
        WITH s ORDER BY s.name_en, s.id
        RETURN s {
          .id, name: s.name_en,
          legalBasis: COLLECT { MATCH (s)-[:HAS_LEGAL_BASIS]->(p:Provision) RETURN p {.id, .locator} }
        }
      }
    }
  }
} AS answer`

func (c Config) handler(q Question) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := c.answer(r.Context(), q.Statement, map[string]any{
			q.Param: r.FormValue(q.Param), "release": c.Release, "asOf": dbtype.Date(c.AsOf),
		})
		if err != nil {
			log.Printf("handwritten: %v", err)
			http.Error(w, "the database cannot answer now", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(map[string]any{"data": map[string]any{q.Name: answer}}); err != nil {
			log.Printf("handwritten: write the answer: %v", err)
		}
	})
}

// answer gives the one value of the one row; nil where there is no row.
func (c Config) answer(ctx context.Context, statement string, params map[string]any) (any, error) {
	result, err := neo4j.ExecuteQuery(ctx, c.Driver, statement, params,
		neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithReadersRouting())
	if err != nil || len(result.Records) == 0 {
		return nil, err
	}
	return result.Records[0].Values[0], nil
}
