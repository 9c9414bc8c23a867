package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Fill sets the happening and the story in an event's line and leaves all else as
// it stands: fields that a later program writes, and the digits of numbers.
func Fill(line []byte, happening, story string) ([]byte, error) {
	values := map[string][]byte{}
	for key, id := range map[string]string{"happening": happening, "story": story} {
		b, err := Optional(id).MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("fill event: %w", err)
		}
		values[key] = b
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("fill event: not an object"), err)
	}
	out, copied := make([]byte, 0, len(line)+64), 0
	empty, filled := true, map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("fill event at byte %d: %w", dec.InputOffset(), err)
		}
		var old json.RawMessage
		if err := dec.Decode(&old); err != nil {
			return nil, fmt.Errorf("fill event at byte %d: %w", dec.InputOffset(), err)
		}
		empty = false
		if v, ok := values[key.(string)]; ok {
			end := int(dec.InputOffset())
			out = append(append(out, line[copied:end-len(old)]...), v...)
			copied = end
			filled[key.(string)] = true
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("fill event at byte %d: %w", dec.InputOffset(), err)
	}
	end := int(dec.InputOffset()) - 1 // the closing brace
	out = append(out, line[copied:end]...)
	for _, key := range []string{"happening", "story"} {
		if filled[key] {
			continue
		}
		if !empty {
			out = append(out, ',')
		}
		out = append(append(out, `"`+key+`":`...), values[key]...)
		empty = false
	}
	return append(out, '}'), nil
}
