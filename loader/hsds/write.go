package hsds

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"waymark/graph/store"
	"waymark/loader/export"
	"waymark/schema"
)

// Write writes organizations.json and services.json. A service that several
// organizations give is written once for each, since HSDS gives a service to one.
// Returns the error of a file or of the records, or one that says that the schema is
// another.
func Write(create export.Create, model *schema.Schema, c export.Content) error {
	if c.Info.Schema != model.Hash {
		return fmt.Errorf("release %.12s was made with another schema than this program's", c.Info.ID)
	}
	d, err := gather(model, c)
	if err != nil {
		return err
	}
	organizations, services := []organization{}, []service{}
	for _, n := range d.all["Organization"] {
		organizations = append(organizations, d.organization(n))
	}
	for _, n := range d.all["Service"] {
		services = append(services, d.services(n)...)
	}
	if err := writeFile(create, "organizations.json", organizations); err != nil {
		return err
	}
	return writeFile(create, "services.json", services)
}

func writeFile(create export.Create, name string, content any) (err error) {
	f, err := create(name)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	return encode(f, content)
}

func encode(w io.Writer, content any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(content)
}

// directory is what is needed of a release.
type directory struct {
	asOf   string
	all    map[string][]node // by type, in the order of ids
	byID   map[string]node
	offers map[string][]node // by service
	rules  map[string][]node // by entitlement
}

// node is a record with its type, to be read by field names.
type node struct {
	*schema.Node
	store.Record
}

// text gives a text: of one in several languages the English, else the first.
func (n node) text(field string) string {
	f := n.Field(field)
	if f == nil {
		return ""
	}
	if f.Property != nil {
		return n.Props[f.Property.Index].Text
	}
	for _, p := range f.Localized {
		if v := n.Props[p.Index]; !v.IsNull() {
			return v.Text
		}
	}
	return ""
}

// part gives a text of a value object: practice.is.
func (n node) part(name string) string {
	for _, p := range n.Properties {
		if p.Name == name {
			return n.Props[p.Index].Text
		}
	}
	return ""
}

func (n node) list(field string) []string {
	var list []string
	if f := n.Field(field); f != nil && f.Property != nil {
		for _, v := range n.Props[f.Property.Index].List {
			list = append(list, v.Text)
		}
	}
	return list
}

// targets gives the ids that a stored relationship leads to.
func (n node) targets(field string) []string {
	if f := n.Field(field); f != nil && f.Relationship != nil && f.Relationship.Index >= 0 {
		return n.Edges[f.Relationship.Index]
	}
	return nil
}

func gather(model *schema.Schema, c export.Content) (*directory, error) {
	wanted := []string{"Organization", "Service", "Offer", "Rule", "Area", "Country", "Concept"}
	d := &directory{asOf: c.Info.AsOf, all: map[string][]node{}, byID: map[string]node{},
		offers: map[string][]node{}, rules: map[string][]node{}}
	for r, err := range c.Records {
		if err != nil {
			return nil, err
		}
		if !slices.Contains(wanted, r.Type) {
			continue
		}
		n := node{model.Node(r.Type), r}
		d.all[r.Type] = append(d.all[r.Type], n)
		d.byID[r.ID] = n
		for _, id := range n.targets("service") {
			d.offers[id] = append(d.offers[id], n)
		}
		for _, id := range n.targets("target") {
			d.rules[id] = append(d.rules[id], n)
		}
	}
	return d, nil
}

func (d *directory) organization(n node) organization {
	id := uuidOf(n.ID)
	o := organization{ID: id, Name: n.text("name"), Description: d.describe(n), Website: n.text("url"), URI: n.text("url"),
		Identifiers: []identifier{{ID: uuidOf(n.ID, "identifier"), OrganizationID: id,
			Scheme: "waymark", Type: "Waymark id", Identifier: n.ID}}}
	for _, parent := range n.targets("unitOf") {
		o.ParentID = uuidOf(parent)
	}
	if number := n.text("phone"); number != "" {
		o.Phones = []phone{{ID: uuidOf(n.ID, "phone"), OrganizationID: id, Number: number, Type: "voice"}}
	}
	return o
}

// describe says what an organization is: HSDS demands a description.
func (d *directory) describe(n node) string {
	what := words(cmp.Or(n.text("kind"), n.text("sector"), "ORGANIZATION"))
	for _, id := range n.targets("country") {
		what += ", " + d.byID[id].text("name")
	}
	if class := n.Field("isClass"); class != nil && n.Props[class.Property.Index].Bool {
		what += "; a class of organizations, not one body"
	}
	if note := n.text("note"); note != "" {
		what += ". " + note
	}
	return what
}

// words writes a code as a text: Law enforcement.
func words(code string) string {
	if len(code) < 4 { // NGO
		return code
	}
	text := strings.ToLower(strings.ReplaceAll(code, "_", " "))
	return strings.ToUpper(text[:1]) + text[1:]
}

// services gives a service once for each organization that gives it; for none, where
// the sources name nobody, once without one.
func (d *directory) services(n node) []service {
	givers := slices.Clone(n.targets("providers"))
	for _, offer := range d.offers[n.ID] {
		givers = append(givers, offer.targets("organization")...)
	}
	if len(givers) == 0 {
		givers = append(givers, n.targets("runBy")...)
	}
	slices.Sort(givers)
	givers = slices.Compact(givers)
	if len(givers) == 0 {
		return []service{d.service(n, "")}
	}
	var list []service
	for _, giver := range givers {
		list = append(list, d.service(n, giver))
	}
	return list
}

func (d *directory) service(n node, giver string) service {
	id := uuidOf(n.ID, giver)
	s := service{ID: id, Name: n.text("name"), Description: n.text("note"), Status: d.status(n),
		Assured: n.text("knownTo"), Eligibility: d.eligibility(n)}
	if giver != "" {
		s.OrganizationID = uuidOf(giver)
	}
	if s.Assured != "" && s.Assured < d.asOf {
		s.Alert = "Known to hold up to " + s.Assured + "; nobody has checked it since."
	}
	s.Attributes = []attribute{{ID: uuidOf(n.ID, giver, "id"), LinkID: id, LinkType: "Waymark id", LinkEntity: "service", Value: n.ID}}
	for _, kind := range n.targets("types") {
		s.Attributes = append(s.Attributes, attribute{ID: uuidOf(n.ID, giver, kind), LinkID: id, LinkType: "type of service", LinkEntity: "service", Term: d.term(kind)})
	}
	areas := slices.Clone(n.targets("areas"))
	for _, offer := range d.offers[n.ID] {
		if giver == "" || slices.Contains(offer.targets("organization"), giver) {
			areas = append(areas, offer.targets("areas")...)
			d.offer(&s, offer)
		}
	}
	if len(areas) == 0 {
		areas = n.targets("country")
	}
	slices.Sort(areas)
	for _, area := range slices.Compact(areas) {
		s.Areas = append(s.Areas, serviceArea{ID: uuidOf(n.ID, giver, area), ServiceID: id, Name: d.byID[area].text("name"),
			Extent: d.byID[area].text("code"), ExtentType: "text"})
	}
	return s
}

// offer adds what an offer says: the languages, the way in, and a place that is not
// told.
func (d *directory) offer(s *service, offer node) {
	s.AtLocations = append(s.AtLocations, atLocation{ID: uuidOf(offer.ID), ServiceID: s.ID, Description: offer.text("note")})
	if way := offer.text("howToGetIn"); way != "" {
		s.Application = strings.TrimSpace(s.Application + "\n" + way)
	}
	for _, code := range offer.list("languages") {
		s.Languages = append(s.Languages, language{ID: uuidOf(offer.ID, code), ServiceID: s.ID, Code: code})
	}
}

func (d *directory) term(id string) *term {
	n := d.byID[id]
	name := n.text("name")
	return &term{ID: uuidOf(id), Code: n.text("code"), Name: name, Description: cmp.Or(n.text("definition"), name), Taxonomy: "Waymark"}
}

// status says whether the service is given, as HSDS has it.
func (d *directory) status(n node) string {
	to := n.text("to")
	switch practice := n.part("practice.is"); {
	case to != "" && to <= d.asOf:
		return "defunct"
	case practice == "NEVER_APPLIED":
		return "inactive"
	case practice == "PAUSED":
		return "temporarily closed"
	default:
		return "active"
	}
}

// eligibility joins the words of the rules that give or deny a service.
func (d *directory) eligibility(n node) string {
	var texts []string
	for _, rule := range d.rules[n.ID] {
		text := rule.text("text")
		if rule.text("effect") == "DENY" {
			text = "Not: " + text
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n")
}
