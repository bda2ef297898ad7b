package loader

import (
	"slices"

	"waymark/schema"
)

// small demands that a count of one to nine people, or of papers that stand for
// one person each, be told as suppressed where it rests on a source after the
// report: few people can be told apart. What the report printed is public.
func (c *checker) small(e *entry) {
	status, value := e.node.Field("status"), e.node.Field("value")
	if status == nil || status.Property == nil || status.Property.Enum == nil || !status.Property.Enum.Has(suppressed) {
		return
	}
	if value == nil || value.Embedded == nil || !slices.Contains(peopleUnits(), e.get("unit").Text) {
		return
	}
	most := largest(e, value)
	if most <= 0 || most >= 10 || !c.afterReport(e) {
		return
	}
	c.fault(e, e.body.get(value.Seed.Key).pos, "small", "write status: suppressed and leave the number out",
		"a count under ten from a source after the report is not shown")
}

const (
	suppressed  = "SUPPRESSED"
	reportVoice = "REPORT"
)

// peopleUnits are the units of counts by which people could be told apart.
func peopleUnits() []string {
	return []string{"persons", "people", "victims", "minors", "children", "women", "men", "permits"}
}

// largest gives the largest number that the words of a quantity allow; 0: none.
func largest(e *entry, quantity *schema.Field) float64 {
	var most float64
	for _, f := range quantity.Embedded.Fields {
		if f.Property == nil || f.Property.Type != schema.Float || f.Name == "low" {
			continue
		}
		most = max(most, e.props[f.Property.Index].Float)
	}
	return most
}

// afterReport reports whether an entry rests on a document that is neither the
// report nor known to be older.
func (c *checker) afterReport(e *entry) bool {
	var printed string
	for _, doc := range c.byID {
		if doc.node.Name == documentType && doc.get("voice").Text == reportVoice {
			printed = max(printed, doc.get("date").Text)
		}
	}
	return slices.ContainsFunc(c.supports, func(s support) bool {
		if !slices.Contains(e.statements, s.statement) {
			return false
		}
		doc := s.passage.entry.parent
		day := doc.get("date").Text
		return doc.get("voice").Text != reportVoice && (day == "" || day >= printed)
	})
}
