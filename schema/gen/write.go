package gen

import (
	"strings"

	"waymark/schema"
)

// sdl writes GraphQL definitions.
type sdl struct{ strings.Builder }

// arg is an argument or an input field of a definition.
type arg struct {
	name, typ, description string
}

// describe writes a description above what follows it.
func (w *sdl) describe(indent, text string) {
	if text == "" {
		return
	}
	if strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, `"""`, `\"""`)
		w.WriteString(indent + `"""` + "\n")
		for line := range strings.SplitSeq(text, "\n") {
			w.WriteString(strings.TrimRight(indent+line, " ") + "\n")
		}
		w.WriteString(indent + `"""` + "\n")
		return
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), `"`, `\"`)
	w.WriteString(indent + `"` + text + `"` + "\n")
}

// open begins a definition: type Service implements Node.
func (w *sdl) open(description, head string) {
	w.WriteByte('\n')
	w.describe("", description)
	w.WriteString(head + " {\n")
}

func (w *sdl) close() { w.WriteString("}\n") }

// line writes a definition that has no body.
func (w *sdl) line(description, text string) {
	w.WriteByte('\n')
	w.describe("", description)
	w.WriteString(text + "\n")
}

// field writes a field with its arguments, one a line.
func (w *sdl) field(description, name, typ string, args ...arg) {
	w.describe("  ", description)
	w.WriteString("  " + name)
	if len(args) > 0 {
		w.WriteString("(\n")
		for _, a := range args {
			w.describe("    ", a.description)
			w.WriteString("    " + a.name + ": " + a.typ + "\n")
		}
		w.WriteString("  )")
	}
	w.WriteString(": " + typ + "\n")
}

// signatures writes fields as they are declared by hand.
func (w *sdl) signatures(list []*schema.Signature) {
	for _, s := range list {
		w.field(s.Description, s.Name, withDefault(s), signatureArgs(s.Args)...)
	}
}

func signatureArgs(list []*schema.Signature) []arg {
	args := make([]arg, len(list))
	for i, a := range list {
		args[i] = arg{name: a.Name, typ: withDefault(a), description: a.Description}
	}
	return args
}

func withDefault(s *schema.Signature) string {
	if s.Default == "" {
		return s.Type
	}
	return s.Type + " = " + s.Default
}

// input writes an input type.
func (w *sdl) input(description, name string, fields []arg) {
	w.open(description, "input "+name)
	for _, f := range fields {
		w.field(f.description, f.name, f.typ)
	}
	w.close()
}
