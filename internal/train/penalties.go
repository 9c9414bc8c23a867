package train

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// Penalties are those of the groups of features of each scorer: what tuning gave.
type Penalties map[string]map[string]float64

const penaltiesFile = "internal/train/penalties.tsv"

// readPenalties reads what Write wrote; no file is no penalties, each then the default.
func readPenalties(path string) (Penalties, error) {
	ps := Penalties{}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return ps, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read penalties: %w", err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		if strings.HasPrefix(in.Text(), "#") {
			continue
		}
		cells := strings.Split(in.Text(), "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("%s:%d: %d cells, want model, group, penalty; isnad train --tune writes the file anew", path, n, len(cells))
		}
		x, err := strconv.ParseFloat(cells[2], 64)
		if err != nil || x <= 0 {
			return nil, fmt.Errorf("%s:%d: penalty %q is no positive number; isnad train --tune writes the file anew", path, n, cells[2])
		}
		if ps[cells[0]] == nil {
			ps[cells[0]] = map[string]float64{}
		}
		ps[cells[0]][cells[1]] = x
	}
	return ps, in.Err()
}

// Write writes the penalties below root, sorted.
func (ps Penalties) Write(root string) error {
	var lines []string
	for m, groups := range ps {
		for g, x := range groups {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%.1f\n", m, g, x))
		}
	}
	sort.Strings(lines)
	head := "# Penalty on the square of a weight, by scorer and group of features. Written by `isnad train --tune`.\n# columns: model group penalty\n"
	if err := os.WriteFile(filepath.Join(root, penaltiesFile), []byte(head+strings.Join(lines, "")), 0o644); err != nil {
		return fmt.Errorf("write penalties: %w", err)
	}
	return nil
}
