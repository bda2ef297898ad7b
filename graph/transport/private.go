package transport

import "github.com/vektah/gqlparser/v2/ast"

// persona is the input type that tells of a person.
const persona = "PersonaInput"

// isPrivate reports whether the operation tells of a person, or could: one of its
// variables or fields takes a persona. The document has been validated.
func isPrivate(op *ast.OperationDefinition) bool {
	for _, v := range op.VariableDefinitions {
		if v.Type.Name() == persona {
			return true
		}
	}
	return selectsPrivate(op.SelectionSet)
}

// selectsPrivate looks at root fields only: no field below takes a persona.
func selectsPrivate(set ast.SelectionSet) bool {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if takesPersona(s.Definition) {
				return true
			}
		case *ast.InlineFragment:
			if selectsPrivate(s.SelectionSet) {
				return true
			}
		case *ast.FragmentSpread:
			if selectsPrivate(s.Definition.SelectionSet) {
				return true
			}
		}
	}
	return false
}

func takesPersona(f *ast.FieldDefinition) bool {
	for _, argument := range f.Arguments {
		if argument.Type.Name() == persona {
			return true
		}
	}
	return false
}
