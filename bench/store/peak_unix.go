//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// peak is the most memory that a command has had, in MB.
func peak(c *exec.Cmd) int {
	return int(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss >> 10)
}
