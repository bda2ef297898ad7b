package plan

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// variables are the coerced variables of a request, by name. A variable without
// a value is not among them.
type variables map[string]given

type given struct {
	def *ast.Type
	input
}

// coerceVariables coerces all variables of an operation, used or not
// (specification, section 6.1.2).
func (c *catalog) coerceVariables(op *ast.OperationDefinition, values map[string]any, f *faults) variables {
	if len(op.VariableDefinitions) == 0 {
		return nil
	}
	coerced := make(variables, len(op.VariableDefinitions))
	for _, def := range op.VariableDefinitions {
		k := coercer{
			catalog: c, faults: f, at: []string{"$" + def.Variable},
			path: ast.Path{ast.PathName("variable"), ast.PathName(def.Variable)},
		}
		v, has := values[def.Variable]
		switch {
		case has:
			coerced[def.Variable] = given{def.Type, k.value(variable{plain(v), def.Position}, def.Type)}
		case def.DefaultValue != nil:
			coerced[def.Variable] = given{def.Type, k.value(literal{def.DefaultValue}, def.Type)}
		case def.Type.NonNull:
			k.fault(def.Position, "is missing; it must be given")
		}
	}
	return coerced
}

// flag gives the value of the argument `if` of @skip or @include.
func (v variables) flag(d *ast.Directive) bool {
	arg := d.Arguments.ForName("if")
	if arg == nil || arg.Value == nil {
		return false
	}
	if arg.Value.Kind == ast.Variable {
		return v[arg.Value.Raw].value.Bool
	}
	return arg.Value.Raw == "true"
}
