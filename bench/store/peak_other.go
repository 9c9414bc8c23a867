//go:build !unix

package main

import "os/exec"

func peak(*exec.Cmd) int { return 0 }
