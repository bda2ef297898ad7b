package answer

// Truth tells whether something is true of a person. Its order is that of Kleene's
// logic: and is the least, or the greatest of its operands.
type Truth uint8

// The three truths.
const (
	False Truth = iota
	Unknown
	True
)

// String gives the name as the schema writes it.
func (t Truth) String() string { return [...]string{"FALSE", "UNKNOWN", "TRUE"}[t] }

func not(t Truth) Truth { return True - t }

func truthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}
