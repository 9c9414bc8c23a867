//go:build unix

package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/read"
)

// noKeys takes away what the machine knows of S3.
func noKeys(t *testing.T) {
	t.Helper()
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	t.Setenv("HOME", t.TempDir())
}

// The example of a signed GET with a range in Amazon's reference of S3.
func TestTheSignatureIsAmazons(t *testing.T) {
	a := s3Account{region: "us-east-1", keys: aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}
	r, err := http.NewRequest(http.MethodGet, "https://examplebucket.s3.amazonaws.com/test.txt", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Range", "bytes=0-9")
	if err := a.sign(t.Context(), r, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	want := "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
	if got := r.Header.Get("Authorization"); !strings.HasSuffix(got, want) {
		t.Errorf("signs %q, want %q", got, want)
	}
}

// An s3Server keeps one bucket and lets in who signs with its secret. What a
// signature is it knows by itself, not from the client's library.
type s3Server struct {
	secret  string
	objects map[string]string // by escaped path
}

func (s *s3Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, code string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>told by the server</Message></Error>", code)
	}
	if !s.signed(r) {
		refuse(http.StatusForbidden, "SignatureDoesNotMatch")
		return
	}
	body, ok := s.objects[r.URL.EscapedPath()]
	if !ok {
		refuse(http.StatusNotFound, "NoSuchKey")
		return
	}
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(body))
}

func (s *s3Server) signed(r *http.Request) bool {
	var key, headers, signature string
	if n, err := fmt.Sscanf(strings.ReplaceAll(r.Header.Get("Authorization"), ",", ""), "AWS4-HMAC-SHA256 Credential=%s SignedHeaders=%s Signature=%s", &key, &headers, &signature); n != 3 || err != nil {
		return false
	}
	scope := strings.SplitN(key, "/", 2)[1] // day/region/s3/aws4_request
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	if err != nil || time.Since(at).Abs() > 15*time.Minute {
		return false
	}
	names := strings.Split(headers, ";")
	canonical := r.Method + "\n" + r.URL.EscapedPath() + "\n" + r.URL.RawQuery + "\n"
	for _, name := range names {
		value := r.Header.Get(name)
		if name == "host" {
			value = r.Host
		}
		canonical += name + ":" + value + "\n"
	}
	if r.Header.Get("Range") != "" && !slices.Contains(names, "range") {
		return false
	}
	canonical += "\n" + headers + "\n" + r.Header.Get("X-Amz-Content-Sha256")
	sum := sha256.Sum256([]byte(canonical))
	mac := []byte("AWS4" + s.secret)
	for _, part := range append(strings.Split(scope, "/"), "AWS4-HMAC-SHA256\n"+r.Header.Get("X-Amz-Date")+"\n"+scope+"\n"+hex.EncodeToString(sum[:])) {
		h := hmac.New(sha256.New, mac)
		h.Write([]byte(part))
		mac = h.Sum(nil)
	}
	return hmac.Equal([]byte(hex.EncodeToString(mac)), []byte(signature))
}

func TestPartsOfObjects(t *testing.T) {
	noKeys(t)
	odd := "أخبار/2024 + 05%20=é~.jsonl"
	server := &s3Server{secret: "a/secret+key", objects: map[string]string{
		"/archive/news.jsonl": "0123456789",
		"/archive/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/2024%20%2B%2005%2520%3D%C3%A9~.jsonl": "odd",
	}}
	s := httptest.NewServer(server)
	defer s.Close()
	away := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
		w.Header().Set("Location", s.URL)
		w.WriteHeader(http.StatusMovedPermanently)
	}))
	defer away.Close()
	file := filepath.Join(t.TempDir(), "credentials")
	text := "# a comment\n[default]\naws_access_key_id = none\naws_secret_access_key = wrong\n\n[news]\naws_access_key_id=reader\naws_secret_access_key = a/secret+key\naws_session_token = token\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "a/secret+key"}
	for _, c := range []struct {
		name   string
		path   string
		at, n  int64
		env    map[string]string
		want   string
		faulty string
	}{
		{"the whole", "s3://archive/news.jsonl", 0, 0, keys, "0123456789", ""},
		{"a stretch", "s3://archive/news.jsonl", 3, 4, keys, "3456", ""},
		{"a key with letters, blanks and signs", "s3://archive/" + odd, 0, 0, keys, "odd", ""},
		{"keys of a profile", "s3://archive/news.jsonl", 3, 4, map[string]string{"AWS_SHARED_CREDENTIALS_FILE": file, "AWS_PROFILE": "news"}, "3456", ""},
		{"keys that are wrong", "s3://archive/news.jsonl", 0, 0, map[string]string{"AWS_SHARED_CREDENTIALS_FILE": file}, "", "SignatureDoesNotMatch"},
		{"no keys where they are needed", "s3://archive/news.jsonl", 0, 0, nil, "", "403 Forbidden"},
		{"a profile that is not there", "s3://archive/news.jsonl", 0, 0, map[string]string{"AWS_SHARED_CREDENTIALS_FILE": file, "AWS_PROFILE": "other"}, "", "no keys of the profile"},
		{"a file that is not there", "s3://archive/news.jsonl", 0, 0, map[string]string{"AWS_SHARED_CREDENTIALS_FILE": file + "x"}, "", "read the keys of S3"},
		{"an object that is not there", "s3://archive/none", 0, 0, keys, "", `"NoSuchKey"`},
		{"a bucket alone", "s3://archive", 0, 0, keys, "", "does not name an object"},
		{"no bucket", "s3://?/x", 0, 0, keys, "", "does not name an object"},
		{"an endpoint that is none", "s3://archive/news.jsonl", 0, 0, map[string]string{"AWS_ENDPOINT_URL_S3": "s3.example"}, "", "take an address"},
		{"another region", "s3://archive/news.jsonl", 0, 0, map[string]string{"AWS_ENDPOINT_URL_S3": away.URL}, "", `"eu-west-1": set AWS_REGION`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("AWS_ENDPOINT_URL", s.URL)
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			p := read.Part{Path: c.path, Offset: c.at, Length: c.n}
			r, err := openPart(t.Context(), p)
			var got []byte
			if err == nil {
				defer r.Close()
				got, err = io.ReadAll(r)
			}
			if c.faulty == "" && err != nil || c.faulty != "" && (err == nil || !strings.Contains(err.Error(), c.faulty)) {
				t.Errorf("error %v, want %q", err, c.faulty)
			}
			if err != nil && strings.Contains(err.Error(), server.secret) {
				t.Errorf("the error shows a secret: %v", err)
			}
			if string(got) != c.want {
				t.Errorf("reads %q, want %q", got, c.want)
			}
		})
	}
}

// An archive in S3 goes the whole road, and gives what it gives from the disk.
func TestAWorkerReadsS3(t *testing.T) {
	noKeys(t)
	q, err := queue.Serve(queue.ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	server := &s3Server{secret: "secret", objects: map[string]string{}}
	s := httptest.NewServer(server)
	defer s.Close()
	inputs := wire(t, t.TempDir(), 40)
	want, documents := one(t, "isnad", inputs)
	args := []string{"enqueue", "--nats", q.URL(), "--size", "7"}
	for _, path := range inputs {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		server.objects["/archive/"+filepath.Base(path)] = string(b)
		args = append(args, "s3://archive/"+filepath.Base(path))
	}
	t.Setenv("AWS_ENDPOINT_URL_S3", s.URL)
	t.Setenv("AWS_ACCESS_KEY_ID", "reader")
	t.Setenv("AWS_SECRET_ACCESS_KEY", server.secret)
	sink := filepath.Join(t.TempDir(), "sink")
	for _, args := range [][]string{args, {"worker", "--nats", q.URL(), "--sink", sink, "--until-empty"}} {
		if out, err := exec.Command("isnad", args...).CombinedOutput(); err != nil {
			t.Fatalf("isnad %v: %v\n%s", args, err, out)
		}
	}
	got, n := records(t, sink)
	if n != documents || !slices.Equal(got, want) {
		t.Errorf("%d documents and %d events from S3, %d and %d from the disk", n, len(got), documents, len(want))
	}
}

func FuzzS3(f *testing.F) {
	f.Add("[default]\naws_access_key_id = a\naws_secret_access_key=b", "s3://b/k")
	f.Add("[[\n=\n]", "s3://archive/\x00%/../?#")
	f.Fuzz(func(t *testing.T, file, name string) {
		_, _ = s3Profile(strings.NewReader(file), "default")
		a := s3Account{endpoint: &url.URL{Scheme: "https", Host: "s3.example"}}
		u, err := a.address(name)
		if err != nil {
			return
		}
		back, err := url.Parse(u.String())
		if err != nil || back.Host != "s3.example" || back.Path != "/"+strings.TrimPrefix(name, s3Prefix) {
			t.Errorf("%q is asked for at %q, %v", name, u, err)
		}
	})
}
