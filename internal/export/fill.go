package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// A Filling is a field of a record's line and the id that goes there.
type Filling struct{ Field, ID string }

// Fill sets fields in a record's line and leaves all else as it stands: fields
// that a later program writes, and the digits of numbers.
func Fill(line []byte, fillings ...Filling) ([]byte, error) {
	values := map[string][]byte{}
	for _, f := range fillings {
		b, err := Optional(f.ID).MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("fill record: %w", err)
		}
		values[f.Field] = b
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("fill record: not an object"), err)
	}
	out, copied := make([]byte, 0, len(line)+64), 0
	empty, filled := true, map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("fill record at byte %d: %w", dec.InputOffset(), err)
		}
		var old json.RawMessage
		if err := dec.Decode(&old); err != nil {
			return nil, fmt.Errorf("fill record at byte %d: %w", dec.InputOffset(), err)
		}
		empty = false
		if v, ok := values[key.(string)]; ok {
			end := int(dec.InputOffset())
			out = append(append(out, line[copied:end-len(old)]...), v...)
			copied, filled[key.(string)] = end, true
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("fill record at byte %d: %w", dec.InputOffset(), err)
	}
	out = append(out, line[copied:int(dec.InputOffset())-1]...) // up to the closing brace
	for _, f := range fillings {
		if filled[f.Field] {
			continue
		}
		if !empty {
			out = append(out, ',')
		}
		out = append(append(out, `"`+f.Field+`":`...), values[f.Field]...)
		empty = false
	}
	return append(out, '}'), nil
}
