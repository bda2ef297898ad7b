package coverage_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// numeral is a number that a text prints, in digits or in words.
type numeral struct {
	line  int     // of the word that begins it, from 1
	value float64 // 6500000 for 6.5 million, 66 for sixty-six
	words string  // as printed
	after string  // what stands between the number before it and this one
}

// numeralForm finds digits and words. The comma of 1,186 groups digits, the point of
// 6.5 divides them.
var numeralForm = regexp.MustCompile(`\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\pL+`)

// numberWords are the words that count. Ordinals tell a place in an order and are
// none; a and an are articles.
func numberWords() map[string]float64 {
	words := map[string]float64{"hundred": 100, "thousand": 1000, "million": 1e6, "once": 1, "twice": 2, "single": 1, "half": 0.5, "dozen": 12}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		words[w] = float64(i)
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		words[w] = float64(20 + 10*i)
		words[w[:len(w)-1]+"ies"] = float64(20 + 10*i) // in her thirties
	}
	return words
}

// numerals reads the numbers of a text. A word that a hyphen divides at the end of a
// line is read as a whole; three- and twenty- are whole already.
func numerals(lines []string) []numeral {
	known := numberWords()
	text, starts := joined(lines)
	var list []numeral
	end := 0 // of the number before
	for _, at := range numeralForm.FindAllStringIndex(text, -1) {
		word := text[at[0]:at[1]]
		value, err := strconv.ParseFloat(strings.ReplaceAll(word, ",", ""), 64)
		spelled, isWord := known[strings.ToLower(word)]
		if err != nil && !isWord {
			continue
		}
		n := numeral{lineOf(starts, at[0]), value + spelled, word, strings.TrimSpace(text[end:at[0]])}
		if len(list) == 0 || !isWord || !n.joins(list) {
			list = append(list, n)
		}
		end = at[1]
	}
	return list
}

// joins makes a word that counts part of the number before it, if it belongs to that:
// million in 6 to 6.5 million, six in sixty-six.
func (n numeral) joins(list []numeral) bool {
	last := &list[len(list)-1]
	switch {
	case n.after == "" && n.value >= 100:
		if last.after == "to" && len(list) > 1 {
			list[len(list)-2].value *= n.value
		}
		last.value *= n.value
		last.words += " " + n.words
	case n.after == "-" && last.value >= 20 && 1 <= n.value && n.value < 10:
		last.value += n.value
		last.words += "-" + n.words
	default:
		return false
	}
	return true
}

// joined puts lines together and tells where each begins.
func joined(lines []string) (string, []int) {
	var b strings.Builder
	starts := make([]int, len(lines))
	for i, line := range lines {
		starts[i] = b.Len()
		line = strings.TrimRight(line, " ")
		if cut, ok := strings.CutSuffix(line, "-"); ok {
			if _, number := numberWords()[strings.ToLower(cut[strings.LastIndex(cut, " ")+1:])]; !number {
				b.WriteString(cut)
				continue
			}
		}
		b.WriteString(line + "\n")
	}
	return b.String(), starts
}

func lineOf(starts []int, at int) int {
	line := 0
	for line < len(starts) && starts[line] <= at {
		line++
	}
	return line
}

// TestNumerals holds the reading of numbers to what people read.
func TestNumerals(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]float64{
		"384 out of the 1,186 persons":               {384, 1186},
		"2004/81/EC, 29/Apr/2004":                    {2004, 81, 29, 2004},
		"6 to 6.5  \nmillion euros":                  {6e6, 6.5e6},
		"some 500 to 600 permits, in 2012,3":         {500, 600, 2012, 3},
		"Sixty-six per cent, 30%":                    {66, 30},
		"a six-monthly permit, a\nthree-\nmonth one": {6, 3, 1},
		"scenario.1 However":                         {1},
		"two hundred of them, thirty-five, half":     {200, 35, 0.5},
		"twelve-month, renewable once":               {12, 1},
		"(2005:252) pp. 49-50, 13(1)":                {2005, 252, 49, 50, 13, 1},
		"the third most, sixty of them":              {60},
	} {
		var got []float64
		for _, n := range numerals(strings.Split(text, "\n")) {
			got = append(got, n.value)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("numerals(%q) (-want +got):\n%s", text, diff)
		}
	}
}
