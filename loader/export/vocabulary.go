package export

import (
	"fmt"
	"slices"
	"strings"

	"waymark/schema"
)

// prefixes are those of the standards that an SDL may name.
func prefixes() map[string]string {
	return map[string]string{
		"cv":   "http://data.europa.eu/m8g/",
		"cpsv": "http://purl.org/vocab/cpsv#",
		"eli":  "http://data.europa.eu/eli/ontology#",
		"skos": "http://www.w3.org/2004/02/skos/core#",
		"prov": "http://www.w3.org/ns/prov#",
		"org":  "http://www.w3.org/ns/org#",
		"qb":   "http://purl.org/linked-data/cube#",
		"dct":  "http://purl.org/dc/terms/",
		"rdf":  "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
		"rdfs": "http://www.w3.org/2000/01/rdf-schema#",
		"xsd":  "http://www.w3.org/2001/XMLSchema#",
		"adms": "http://www.w3.org/ns/adms#",
		"bibo": "http://purl.org/ontology/bibo/",
		"cito": "http://purl.org/spar/cito/",
		"dcat": "http://www.w3.org/ns/dcat#",
		"foaf": "http://xmlns.com/foaf/0.1/",

		"sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
		"sdmx-measure":   "http://purl.org/linked-data/sdmx/2009/measure#",
		"sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
	}
}

// ours is the prefix of what no standard has.
const ours = "wm"

// vocabulary is the context, and how relationships are told from their other side.
type vocabulary struct {
	context map[string]any
	reverse map[*schema.Relationship][]reverse
}

// reverse tells a relationship from its other side, for targets of some types.
type reverse struct {
	name  string // term
	iri   string
	types []string
}

func (r reverse) of(targets []string, types map[string]string) []string {
	var list []string
	for _, t := range targets {
		if slices.Contains(r.types, types[t]) {
			list = append(list, t)
		}
	}
	return list
}

// newVocabulary makes the context: prefixes, and for each type a term with a context
// of its own, since one name may stand for different IRIs in different types.
func newVocabulary(model *schema.Schema, base string) (*vocabulary, error) {
	v := &vocabulary{context: map[string]any{"@version": 1.1, ours: base + "schema#", idPrefix: base + "id/"},
		reverse: map[*schema.Relationship][]reverse{}}
	if err := v.standards(model); err != nil {
		return nil, err
	}
	for _, n := range model.Nodes {
		terms := v.terms(n.Fields)
		for _, rel := range n.Outgoing {
			terms[rel.Name] = map[string]any{"@id": v.iriOf(n.Field(rel.Name)), "@type": "@id"}
			v.reverse[rel] = v.reverses(n, rel, terms)
		}
		v.context[n.Name] = map[string]any{"@id": v.full(ours + ":" + n.Name), "@context": terms}
	}
	for _, e := range model.Embedded {
		v.context[e.Name] = map[string]any{"@id": v.full(ours + ":" + e.Name), "@context": v.terms(e.Fields)}
	}
	return v, nil
}

// reverses gives the terms that tell a relationship from its other side, and adds
// them to the terms of the type.
func (v *vocabulary) reverses(n *schema.Node, rel *schema.Relationship, terms map[string]any) []reverse {
	var list []reverse
	for _, target := range rel.Targets {
		for _, in := range target.Relationships {
			iri := target.Field(in.Name).IRI
			if in.Direction != schema.In || in.Type != rel.Type || !slices.Contains(in.Targets, n) || iri == "" {
				continue
			}
			at := slices.IndexFunc(list, func(r reverse) bool { return r.iri == iri })
			if at < 0 {
				at = len(list)
				list = append(list, reverse{name: rel.Name + "~" + in.Name, iri: iri})
				terms[list[at].name] = map[string]any{"@reverse": v.full(iri), "@type": "@id"}
			}
			list[at].types = append(list[at].types, target.Name)
		}
	}
	return list
}

// terms gives the terms of fields that hold values.
func (v *vocabulary) terms(fields []*schema.Field) map[string]any {
	terms := map[string]any{}
	for _, f := range fields {
		switch {
		case f.Relationship != nil || f.Name == "id":
		case len(f.Localized) > 0:
			terms[f.Name] = map[string]any{"@id": v.iriOf(f), "@container": "@language"}
		case f.Embedded != nil:
			terms[f.Name] = map[string]any{"@id": v.iriOf(f)}
		default:
			term := map[string]any{"@id": v.iriOf(f)}
			if kind := datatype(f.Property.Type); kind != "" {
				term["@type"] = v.full(kind)
			}
			terms[f.Name] = term
		}
	}
	return terms
}

// iriOf gives the standard's IRI of a field, else one of ours.
func (v *vocabulary) iriOf(f *schema.Field) string {
	if f.IRI != "" {
		return v.full(f.IRI)
	}
	return v.full(ours + ":" + f.Name)
}

// full expands a prefix: in the context of a type a field may have the name of one,
// as LegalInstrument.eli has.
func (v *vocabulary) full(iri string) string {
	prefix, rest, _ := strings.Cut(iri, ":")
	if base, ok := v.context[prefix].(string); ok {
		return base + rest
	}
	return iri
}

// datatype is what a value is taken for; empty: what it looks like in JSON.
func datatype(t schema.Type) string {
	switch t {
	case schema.URI:
		return "@id"
	case schema.Date:
		return "xsd:date"
	case schema.DateTime:
		return "xsd:dateTime"
	case schema.Duration:
		return "xsd:duration"
	case schema.Float:
		return "xsd:double"
	default:
		return ""
	}
}

// standards puts the prefixes that the SDL uses into the context.
func (v *vocabulary) standards(model *schema.Schema) error {
	known := prefixes()
	v.context["xsd"] = known["xsd"]
	use := func(iri, of string) error {
		if iri == "" {
			return nil
		}
		prefix, _, _ := strings.Cut(iri, ":")
		full, ok := known[prefix]
		if !ok {
			return fmt.Errorf("the context has no prefix for %s, the IRI of %s", iri, of)
		}
		v.context[prefix] = full
		return nil
	}
	for _, n := range model.Nodes {
		if err := use(n.IRI, n.Name); err != nil {
			return err
		}
		for _, f := range n.Fields {
			if err := use(f.IRI, n.Name+"."+f.Name); err != nil {
				return err
			}
		}
	}
	for _, e := range model.Embedded {
		for _, f := range e.Fields {
			if err := use(f.IRI, e.Name+"."+f.Name); err != nil {
				return err
			}
		}
	}
	return nil
}
