//go:build unix

// Package pgtest starts a PostgreSQL server for a test: its own data, its own
// socket, no port, gone with the test.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNone says that the machine has no server.
var ErrNone = errors.New("no PostgreSQL server on this machine; apt-get install postgresql")

// A Server is a running server.
type Server struct {
	dir, binary string
	settings    []string
	as          *syscall.SysProcAttr
	process     *exec.Cmd
}

// Start makes a database and serves it, with settings such as fsync=on: it is off
// without, since the data of most tests need not outlive the machine.
func Start(settings ...string) (*Server, error) {
	initdb, err := find("initdb")
	if err != nil {
		return nil, err
	}
	s := &Server{settings: settings}
	if s.binary, err = find("postgres"); err != nil {
		return nil, err
	}
	if s.dir, err = os.MkdirTemp("", "isnad-postgres-"); err != nil {
		return nil, err
	}
	if err := s.notRoot(); err != nil {
		return nil, err
	}
	c := exec.Command(initdb, "-D", s.data(), "-U", "isnad", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync")
	c.SysProcAttr, c.Dir = s.as, s.dir
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	return s, s.Serve()
}

// Trust lets everybody in who asks from some addresses, such as 10.1.0.0/24. A
// setting of listen_addresses lets them ask. It is before Kill and Serve.
func (s *Server) Trust(addresses string) error {
	f, err := os.OpenFile(filepath.Join(s.data(), "pg_hba.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("host all all " + addresses + " trust\n")
	return errors.Join(err, f.Close())
}

func find(name string) (string, error) {
	if p, err := exec.LookPath(name); err == nil {
		return p, nil
	}
	all, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(all) == 0 {
		return "", ErrNone
	}
	sort.Strings(all)
	return all[len(all)-1], nil
}

// notRoot takes another account when the test runs as root, as which the server
// refuses to run.
func (s *Server) notRoot() error {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	s.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return os.Chown(s.dir, uid, gid)
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Serve starts the server, again after Kill, and waits until it answers.
func (s *Server) Serve() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	for deadline := time.Now().Add(10 * time.Minute); ; {
		args := []string{"-D", s.data(), "-k", s.dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60"}
		for _, set := range s.settings {
			args = append(args, "-c", set)
		}
		c := exec.Command(s.binary, args...)
		c.SysProcAttr, c.Dir, c.Stdout, c.Stderr = s.as, s.dir, log, log
		if err := c.Start(); err != nil {
			return err
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		for tries := 0; ; tries++ {
			if ready(filepath.Join(s.data(), "postmaster.pid"), c.Process.Pid) {
				s.process = c
				return nil
			}
			select {
			case err = <-ended: // the processes of one that was killed may still hold its memory
			case <-time.After(20 * time.Millisecond):
				if time.Now().Before(deadline) {
					continue
				}
				c.Process.Kill()
				err = errors.New("does not answer")
			}
			break
		}
		if time.Now().After(deadline) {
			text, _ := os.ReadFile(log.Name())
			return fmt.Errorf("postgres: %w: %s", err, text[max(0, len(text)-2000):])
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// ready tells whether the server's file says so: its first line is the process,
// its last the state.
func ready(pidFile string, pid int) bool {
	b, err := os.ReadFile(pidFile)
	return err == nil && strings.HasPrefix(string(b), strconv.Itoa(pid)+"\n") && strings.HasSuffix(strings.TrimSpace(string(b)), "\nready")
}

// URL names the database; schema is where the tables stand.
func (s *Server) URL(schema string) string {
	return "postgres://isnad@/postgres?host=" + s.dir + "&search_path=" + schema
}

// Drop removes a schema with all its tables.
func (s *Server) Drop(schema string) error {
	c, err := pgx.Connect(context.Background(), s.URL(schema))
	if err != nil {
		return err
	}
	defer c.Close(context.Background())
	_, err = c.Exec(context.Background(), "DROP SCHEMA "+pgx.Identifier{schema}.Sanitize()+" CASCADE")
	return err
}

// Kill ends the server as a loss of power would, but for the disk.
func (s *Server) Kill() error {
	err := s.process.Process.Kill()
	for syscall.Kill(s.process.Process.Pid, 0) == nil {
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

// Close ends the server and removes its data.
func (s *Server) Close() error {
	err := s.process.Process.Signal(syscall.SIGINT)
	for range 500 {
		if syscall.Kill(s.process.Process.Pid, 0) != nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

// CPU is the processor time that the server has taken, with its connections that
// have ended; 0 where the system does not tell.
func (s *Server) CPU() time.Duration {
	const tick = 10 * time.Millisecond // of /proc on all Linux machines
	all, _ := filepath.Glob("/proc/[0-9]*/stat")
	total := time.Duration(0)
	for _, name := range all {
		b, err := os.ReadFile(name)
		if err != nil { // has ended
			continue
		}
		_, rest, _ := strings.Cut(string(b), ") ") // behind the name
		f := strings.Fields(rest)
		own := strings.HasPrefix(string(b), strconv.Itoa(s.process.Process.Pid)+" ")
		if len(f) < 15 || f[1] != strconv.Itoa(s.process.Process.Pid) && !own {
			continue
		}
		for i, field := range f[11:15] { // utime, stime, and those of ended children
			if n, err := strconv.Atoi(field); err == nil && (own || i < 2) {
				total += time.Duration(n) * tick
			}
		}
	}
	return total
}
