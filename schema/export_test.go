package schema

import "slices"

// RuleNames gives the names of all rules.
func RuleNames() []string {
	names := []string{"syntax", "graphql"}
	for _, r := range slices.Concat(wordRules, typeRules, fieldRules, graphRules, nameRules) {
		names = append(names, r.name)
	}
	return names
}
