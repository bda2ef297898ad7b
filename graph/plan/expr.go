package plan

import "waymark/schema"

// Expr is a two-valued filter: And, Or, Not, Constant, Compare, IsNull or
// Exists. A comparison with a null property is false; Not is the complement.
type Expr interface{ expr() }

// And holds if all of its operands do.
type And struct{ Operands []Expr }

// Or holds if one of its operands does.
type Or struct{ Operands []Expr }

// Not holds if its operand does not.
type Not struct{ Operand Expr }

// Constant holds always or never: `or: []` and `in: []` never.
type Constant struct{ Holds bool }

// Compare holds if the property is not null and compares so with the argument.
type Compare struct {
	Column string
	Type   schema.Type
	List   bool // the property is a list: Op is Includes
	Op     Op
	Arg    Arg
}

// IsNull holds if the property has no value.
type IsNull struct{ Column string }

// Exists holds if the related nodes that satisfy Where are as many as
// Quantifier says.
type Exists struct {
	Hop        Hop
	Types      []*schema.Node
	Quantifier Quantifier
	AsOf       Arg
	Where      Expr // nil: any
}

func (And) expr()      {}
func (Or) expr()       {}
func (Not) expr()      {}
func (Constant) expr() {}
func (Compare) expr()  {}
func (IsNull) expr()   {}
func (Exists) expr()   {}

// Op compares a property with an argument. Text of type String compares in its
// folded form (case and accents do not count); ids, codes and enums exactly.
type Op uint8

// The comparisons. In takes a list; Includes asks whether a list property
// holds the value.
const (
	Equal Op = iota
	In
	Less
	LessOrEqual
	Greater
	GreaterOrEqual
	Contains
	StartsWith
	EndsWith
	Includes
)

// Quantifier counts related nodes.
type Quantifier uint8

// The quantifiers. All holds where there is no related node.
const (
	Some Quantifier = iota
	None
	All
	Single
)
