package plan

import "strconv"

// appendExpr prints a filter. Without params it leaves the arguments' numbers
// out: what is left is the filter's structure.
func appendExpr(dst []byte, e Expr, params []Param) []byte {
	switch e := e.(type) {
	case And:
		return appendOperands(append(dst, "(and"...), e.Operands, params)
	case Or:
		return appendOperands(append(dst, "(or"...), e.Operands, params)
	case Not:
		return append(appendExpr(append(dst, "(not "...), e.Operand, params), ')')
	case Constant:
		return strconv.AppendBool(dst, e.Holds)
	case IsNull:
		return append(append(append(dst, "(null "...), e.Column...), ')')
	case Compare:
		return appendCompare(dst, e, params)
	case Exists:
		return appendExists(dst, e, params)
	default:
		panic("plan: a filter of an unknown kind")
	}
}

func appendOperands(dst []byte, operands []Expr, params []Param) []byte {
	for _, o := range operands {
		dst = appendExpr(append(dst, ' '), o, params)
	}
	return append(dst, ')')
}

func appendCompare(dst []byte, e Compare, params []Param) []byte {
	ops := [...]string{
		Equal: "=", In: "in", Less: "<", LessOrEqual: "<=", Greater: ">", GreaterOrEqual: ">=",
		Contains: "contains", StartsWith: "starts", EndsWith: "ends", Includes: "includes",
	}
	dst = append(append(dst, '('), ops[e.Op]...)
	dst = append(append(dst, ' '), e.Column...)
	dst = append(append(dst, ':'), typeName(e.Type, e.List, false)...)
	return append(appendArg(append(dst, ' '), e.Arg, params), ')')
}

func appendExists(dst []byte, e Exists, params []Param) []byte {
	quantifiers := [...]string{Some: "some", None: "none", All: "all", Single: "single"}
	dst = append(append(dst, '('), quantifiers[e.Quantifier]...)
	dst = append(append(dst, ' '), e.Hop.String()...)
	dst = appendTypes(append(dst, ' '), e.Types)
	if e.AsOf >= 0 {
		dst = append(appendArg(append(dst, " (asof "...), e.AsOf, params), ')')
	}
	if e.Where != nil {
		dst = appendExpr(append(dst, ' '), e.Where, params)
	}
	return append(dst, ')')
}

func appendArg(dst []byte, a Arg, params []Param) []byte {
	dst = append(dst, '$')
	if params == nil {
		return dst
	}
	dst = strconv.AppendInt(dst, int64(a), 10)
	return append(append(dst, ':'), params[a].Name...)
}
