package hsds

import (
	"strings"

	"github.com/google/uuid"
)

// The objects of HSDS 3.0, as far as they are written.
type (
	organization struct {
		ID          string       `json:"id"`
		Name        string       `json:"name"`
		Description string       `json:"description"`
		Website     string       `json:"website,omitempty"`
		URI         string       `json:"uri,omitempty"`
		ParentID    string       `json:"parent_organization_id,omitempty"`
		Phones      []phone      `json:"phones,omitempty"`
		Identifiers []identifier `json:"organization_identifiers,omitempty"`
	}
	service struct {
		ID             string        `json:"id"`
		OrganizationID string        `json:"organization_id,omitempty"`
		Name           string        `json:"name"`
		Description    string        `json:"description,omitempty"`
		Status         string        `json:"status"`
		Application    string        `json:"application_process,omitempty"`
		Eligibility    string        `json:"eligibility_description,omitempty"`
		Assured        string        `json:"assured_date,omitempty"`
		Alert          string        `json:"alert,omitempty"`
		Areas          []serviceArea `json:"service_areas,omitempty"`
		AtLocations    []atLocation  `json:"service_at_locations,omitempty"`
		Languages      []language    `json:"languages,omitempty"`
		Attributes     []attribute   `json:"attributes,omitempty"`
	}
	phone struct {
		ID             string `json:"id"`
		OrganizationID string `json:"organization_id,omitempty"`
		Number         string `json:"number"`
		Type           string `json:"type,omitempty"`
	}
	identifier struct {
		ID             string `json:"id"`
		OrganizationID string `json:"organization_id"`
		Scheme         string `json:"identifier_scheme"`
		Type           string `json:"identifier_type"`
		Identifier     string `json:"identifier"`
	}
	serviceArea struct {
		ID         string `json:"id"`
		ServiceID  string `json:"service_id"`
		Name       string `json:"name"`
		Extent     string `json:"extent,omitempty"`
		ExtentType string `json:"extent_type,omitempty"`
	}
	atLocation struct {
		ID          string `json:"id"`
		ServiceID   string `json:"service_id"`
		Description string `json:"description,omitempty"`
	}
	language struct {
		ID        string `json:"id"`
		ServiceID string `json:"service_id"`
		Code      string `json:"code"`
	}
	attribute struct {
		ID         string `json:"id"`
		LinkID     string `json:"link_id"`
		LinkType   string `json:"link_type,omitempty"`
		LinkEntity string `json:"link_entity"`
		Value      string `json:"value,omitempty"`
		Term       *term  `json:"taxonomy_term,omitempty"`
	}
	term struct {
		ID          string `json:"id"`
		Code        string `json:"code,omitempty"`
		Name        string `json:"name"`
		Description string `json:"description"`
		Taxonomy    string `json:"taxonomy"`
	}
)

// uuidOf gives the UUID, version 5, of one of our ids, or of a part of it.
func uuidOf(parts ...string) string {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:waymark"))
	return uuid.NewSHA1(space, []byte(strings.Join(parts, "\n"))).String()
}
