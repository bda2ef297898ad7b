package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// entry is one member of an object, in the order of the answer.
type entry struct {
	key   string
	value any // nil, bool, json.Number, string, []any or []entry
}

// decode reads JSON and keeps the order of members.
func decode(data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	return value(dec)
}

func value(dec *json.Decoder) (any, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	switch token {
	case json.Delim('{'):
		return members(dec)
	case json.Delim('['):
		return elements(dec)
	}
	return token, nil
}

func members(dec *json.Decoder) ([]entry, error) {
	list := []entry{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("read the answer: %w", err)
		}
		v, err := value(dec)
		if err != nil {
			return nil, err
		}
		list = append(list, entry{key.(string), v})
	}
	_, err := dec.Token()
	return list, err
}

func elements(dec *json.Decoder) ([]any, error) {
	list := []any{}
	for dec.More() {
		v, err := value(dec)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}

// brief writes a value on one line: for a table's cell.
func brief(v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = brief(e)
		}
		return strings.Join(parts, "; ")
	case []entry:
		parts := make([]string, 0, len(v))
		for _, e := range v {
			parts = append(parts, brief(e.value))
		}
		return strings.Join(parts, ", ")
	default:
		return fmt.Sprint(v)
	}
}
