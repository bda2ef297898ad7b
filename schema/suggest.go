package schema

import "unicode/utf8"

// Suggest gives the known name that name was probably meant to be, for "did you
// mean"; empty if none is near. Of several as near, the first is taken.
func Suggest(name string, known []string) string {
	folded := Fold(name)
	best, least := "", utf8.RuneCountInString(folded)/3+2
	for _, k := range known {
		if d := distance(folded, Fold(k), least); d < least && d < utf8.RuneCountInString(k) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters that must be added, dropped, replaced or swapped
// with their neighbour to make b of a; limit+1 stands for more than limit.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) > limit || len(t)-len(s) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(t)], limit+1)
}
