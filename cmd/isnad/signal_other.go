//go:build !unix

package main

import "os"

// tell are the signals that ask isnad watch how far it is; here there are none.
var tell []os.Signal
