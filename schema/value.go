package schema

// Value is one scalar, or one list of scalars, as the graph stores it and as an
// operation's arguments carry it. The zero Value is null.
type Value struct {
	Kind  ValueKind
	Text  string  // TextValue: String, ID, Date, DateTime, Duration, URI, CountryCode, enum
	Int   int64   // IntValue
	Float float64 // FloatValue
	Bool  bool    // BoolValue
	List  []Value // ListValue
}

// ValueKind tells which field of a Value holds it.
type ValueKind uint8

// The kinds of values.
const (
	Null ValueKind = iota
	TextValue
	IntValue
	FloatValue
	BoolValue
	ListValue
)

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.Kind == Null }

// Text returns a text value.
func Text(s string) Value { return Value{Kind: TextValue, Text: s} }

// Texts returns a list of text values.
func Texts(ss ...string) Value {
	list := make([]Value, len(ss))
	for i, s := range ss {
		list[i] = Text(s)
	}
	return Value{Kind: ListValue, List: list}
}
