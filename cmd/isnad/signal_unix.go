//go:build unix

package main

import (
	"os"
	"syscall"
)

// tell are the signals that ask isnad watch how far it is.
var tell = []os.Signal{syscall.SIGUSR1}
