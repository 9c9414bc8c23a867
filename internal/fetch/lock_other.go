//go:build !unix

package fetch

import (
	"os"
	"path/filepath"
)

// Lock makes the folder; without flock, that no two runs use it is up to the user.
func Lock(dir string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Join(dir, "state"), 0o755); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(dir, "state", "lock"), os.O_RDWR|os.O_CREATE, 0o644)
}
