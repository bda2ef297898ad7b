package cypher

import (
	"strings"

	"waymark/schema"
)

// name writes an identifier, quoted where Cypher demands it.
func name(s string) string {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return "`" + strings.ReplaceAll(s, "`", "``") + "`"
		}
	}
	return s
}

// labels writes a label expression for nodes of any of the types.
func labels(types []*schema.Node) string {
	parts := make([]string, len(types))
	for i, t := range types {
		parts[i] = name(t.Label)
	}
	return strings.Join(parts, "|")
}

// quotedLabels writes the labels as a list of strings.
func quotedLabels(types []*schema.Node) string {
	parts := make([]string, len(types))
	for i, t := range types {
		parts[i] = "'" + t.Label + "'"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// FoldColumn is the stored name of a text column's folded form.
func FoldColumn(column string) string { return column + "_fold" }

// SortColumn is the stored name of a text column's collation key.
func SortColumn(column string) string { return column + "_sort" }

// FallbackColumn is the stored name of a localized text in the first language that
// there is, given the column of any language: name for name_it.
func FallbackColumn(column string) string { return column[:strings.LastIndexByte(column, '_')] }
