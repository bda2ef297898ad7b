package loader

import (
	"fmt"
	"strings"

	"waymark/schema"
)

// faults collects what a steward must mend.
type faults struct{ list schema.Errors }

func (f *faults) add(pos schema.Pos, rule, msg, hint string) {
	f.list = append(f.list, &schema.Error{Pos: pos, Rule: rule, Msg: msg, Hint: hint})
}

// fault reports what is wrong with an entry: service "x": message (hint).
func (c *checker) fault(e *entry, pos schema.Pos, rule, hint, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	if title := e.title(); title != "" {
		msg = title + ": " + msg
	}
	c.faults.add(pos, rule, msg, hint)
}

// title names an entry in a message by its kind and key. What has neither has no
// title; what has a key alone is a persona.
func (e *entry) title() string {
	switch {
	case e == nil || e.node == nil && e.key == "":
		return ""
	case e.node == nil:
		return fmt.Sprintf("persona %q", e.key)
	}
	key := e.key
	if e.parent != nil {
		key = strings.TrimPrefix(e.id, e.jurisdiction+":")
	}
	return fmt.Sprintf("%s %q", noun(e.node), key)
}

// noun is one entry of a section in words: rule, status, provision version.
func noun(n *schema.Node) string {
	s := strings.ReplaceAll(n.Section, "_", " ")
	switch {
	case strings.HasSuffix(s, "ies"):
		return strings.TrimSuffix(s, "ies") + "y"
	case strings.HasSuffix(s, "uses"):
		return strings.TrimSuffix(s, "es")
	case strings.HasSuffix(s, "ss"):
		return s
	default:
		return strings.TrimSuffix(s, "s")
	}
}

// didYouMean gives the hint of a near name; empty if none is near.
func didYouMean(name string, known []string) string {
	if near := schema.Suggest(name, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// oneOf joins names for a message: a, b or c.
func oneOf(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// nouns names the kinds of nodes that a reference may lead to.
func nouns(nodes []*schema.Node) string {
	const most = 4
	if len(nodes) > most {
		return "an entry"
	}
	names := make([]string, len(nodes))
	for i, n := range nodes {
		names[i] = noun(n)
	}
	return article(oneOf(names))
}

func article(s string) string {
	if s != "" && strings.ContainsRune("aeiou", rune(s[0])) {
		return "an " + s
	}
	return "a " + s
}
