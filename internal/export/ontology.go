package export

import (
	"fmt"
	"math"
	"strconv"
)

// Rows is a data table: lexicon.Table is one, and this package may not know it.
type Rows interface {
	Len() int
	Get(row int, column string) string
}

// An Ontology holds what docs/ontology.md settles of PLOVER: quad and score of
// every type and mode, and the CAMEO root that stands for them.
type Ontology struct {
	types map[string]plover
	modes map[[2]string]float64 // score of type and mode
	cameo map[[2]string]string  // root of type and mode; mode "" for the type itself
}

type plover struct {
	quad  int
	score float64
}

// NewOntology reads the tables plover and cameo, and fails when a number is
// none, a type lacks its own row, or a type has no CAMEO root.
func NewOntology(types, cameo Rows) (*Ontology, error) {
	o := &Ontology{map[string]plover{}, map[[2]string]float64{}, map[[2]string]string{}}
	for i := range types.Len() {
		if err := o.addType(types, i); err != nil {
			return nil, fmt.Errorf("plover table, row %d: %w", i+1, err)
		}
	}
	for key := range o.modes {
		if _, ok := o.types[key[0]]; !ok {
			return nil, fmt.Errorf("plover table: no row for %s without mode", key[0])
		}
	}
	for i := range cameo.Len() {
		typ, mode := cutKey(cameo.Get(i, "plover"))
		_, known := o.modes[[2]string{typ, mode}]
		if _, ok := o.types[typ]; !ok || mode != "" && !known {
			return nil, fmt.Errorf("cameo table, row %d: no PLOVER code %s", i+1, cameo.Get(i, "plover"))
		}
		o.cameo[[2]string{typ, mode}] = cameo.Get(i, "cameo")
	}
	for t := range o.types {
		if o.cameo[[2]string{t}] == "" {
			return nil, fmt.Errorf("cameo table: no root for %s", t)
		}
	}
	return o, nil
}

func (o *Ontology) addType(t Rows, i int) error {
	quad, err := strconv.Atoi(t.Get(i, "quad"))
	if err != nil || quad < 1 || quad > 4 {
		return fmt.Errorf("quad %q is not 1 to 4", t.Get(i, "quad"))
	}
	score, err := strconv.ParseFloat(t.Get(i, "score"), 64)
	if err != nil {
		return fmt.Errorf("score: %w", err)
	}
	typ, mode := t.Get(i, "type"), t.Get(i, "mode")
	if mode == "" {
		o.types[typ] = plover{quad, score}
		return nil
	}
	own, err := strconv.ParseFloat(t.Get(i, "mode_score"), 64)
	if err != nil {
		return fmt.Errorf("mode_score: %w", err)
	}
	o.modes[[2]string{typ, mode}] = own
	return nil
}

// cutKey cuts ASSAULT.heavy-weapons into type and mode.
func cutKey(key string) (typ, mode string) {
	for i := range len(key) {
		if key[i] == '.' {
			return key[:i], key[i+1:]
		}
	}
	return key, ""
}

// Has tells whether the ontology knows the type and, when it is not "", the mode.
func (o *Ontology) Has(typ, mode string) bool {
	if mode == "" {
		_, ok := o.types[typ]
		return ok
	}
	_, ok := o.modes[[2]string{typ, mode}]
	return ok
}

// Quad is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4
// material conflict; 0 for an unknown type.
func (o *Ontology) Quad(typ string) int { return o.types[typ].quad }

// Intensity is PLOVER's score: of several modes that of the one farthest from
// zero, without a mode that of the type.
func (o *Ontology) Intensity(typ string, modes []string) float64 {
	mode := o.strongest(typ, modes)
	if mode == "" {
		return o.types[typ].score
	}
	return o.modes[[2]string{typ, mode}]
}

// Cameo is the two-digit CAMEO root of the type, or of the mode that gives the
// intensity when the mapping has a row for it.
func (o *Ontology) Cameo(typ string, modes []string) string {
	if root := o.cameo[[2]string{typ, o.strongest(typ, modes)}]; root != "" {
		return root
	}
	return o.cameo[[2]string{typ}]
}

func (o *Ontology) strongest(typ string, modes []string) (best string) {
	top := math.Inf(-1)
	for _, m := range modes {
		if s, ok := o.modes[[2]string{typ, m}]; ok && math.Abs(s) > top {
			best, top = m, math.Abs(s)
		}
	}
	return best
}
