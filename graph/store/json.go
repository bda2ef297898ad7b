package store

import (
	"math"
	"strconv"
	"unicode/utf8"

	"waymark/schema"
)

// AppendValue writes a stored value as JSON. Every store writes values with it,
// so that they give the same bytes. A float that is no number is written as null,
// which no loader lets in.
func AppendValue(dst []byte, v schema.Value) []byte {
	switch v.Kind {
	case schema.TextValue:
		return AppendString(dst, v.Text)
	case schema.IntValue:
		return strconv.AppendInt(dst, v.Int, 10)
	case schema.FloatValue:
		return appendFloat(dst, v.Float)
	case schema.BoolValue:
		return strconv.AppendBool(dst, v.Bool)
	case schema.ListValue:
		dst = append(dst, '[')
		for i, e := range v.List {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = AppendValue(dst, e)
		}
		return append(dst, ']')
	default:
		return append(dst, "null"...)
	}
}

// appendFloat writes the shortest form that reads back the same, without an
// exponent as long as a person would write none.
func appendFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(dst, "null"...)
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, f, format, -1, 64)
}

const hexDigits = "0123456789abcdef"

// AppendString writes a JSON string: quotation mark, backslash and control
// characters escaped, bytes that are no UTF-8 replaced by U+FFFD.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if b >= ' ' && b != '"' && b != '\\' {
				i++
				continue
			}
			dst = append(dst, s[start:i]...)
			dst = appendEscaped(dst, b)
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, s[start:i]...)
			dst = append(dst, "\ufffd"...)
			start = i + size
		}
		i += size
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

func appendEscaped(dst []byte, b byte) []byte {
	switch b {
	case '"', '\\':
		return append(dst, '\\', b)
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	default:
		return append(dst, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&0xf])
	}
}
