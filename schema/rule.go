package schema

import (
	"errors"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
)

// rule is one thing that an SDL must keep to. It reports every breach.
type rule struct {
	name  string
	check func(s *source, report report)
}

// report takes a fault: its place, what is wrong, and what to do (may be empty).
type report func(at Pos, msg, hint string)

// personaInput is generated from the circumstances of the seed; hand-written
// root fields may name it although no SDL file declares it.
const personaInput = "PersonaInput"

// check applies all rules. Only where they find nothing the SDL is shown to
// gqlparser's own checks, which stop at the first fault and know none of our words.
func (s *source) check() Errors {
	var faults Errors
	for _, r := range slices.Concat(wordRules, typeRules, fieldRules, graphRules, nameRules) {
		r.check(s, func(at Pos, msg, hint string) {
			faults = append(faults, &Error{Pos: at, Rule: r.name, Msg: msg, Hint: hint})
		})
	}
	if len(faults) == 0 {
		faults = s.checkGraphQL()
	}
	return faults.Sort()
}

func (s *source) checkGraphQL() Errors {
	doc, err := parser.ParseSchema(validator.Prelude)
	if err != nil {
		return Errors{syntaxError(validator.Prelude.Name, err)}
	}
	doc.Merge(s.words)
	doc.Definitions = append(doc.Definitions, s.doc.Definitions...)
	if s.defs[personaInput] == nil {
		any := &ast.FieldDefinition{Name: "any", Type: ast.NamedType("Boolean", nil)}
		doc.Definitions = append(doc.Definitions, &ast.Definition{
			Kind: ast.InputObject, Name: personaInput, Fields: ast.FieldList{any},
		})
	}
	_, err = validator.ValidateSchemaDocument(doc)
	var g *gqlerror.Error
	if !errors.As(err, &g) {
		return nil
	}
	file, _ := g.Extensions["file"].(string)
	fault := syntaxError(file, g)
	fault.Rule = "graphql"
	return Errors{fault}
}

// didYouMean makes the hint of an unknown name.
func didYouMean(name string, known []string) string {
	if near := Suggest(name, slices.Sorted(slices.Values(known))); near != "" {
		return `did you mean "` + near + `"?`
	}
	return ""
}
