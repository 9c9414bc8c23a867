package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// s3://BUCKET/KEY is a GET of the address ENDPOINT/BUCKET/KEY, signed when there are
// keys. The key stands as it is, as in other tools: nothing in it is an escape.
// Endpoint, region and keys come from the variables and the file that all clients
// of S3 know, anew for each part: keys that end and are replaced are no matter.
const s3Prefix = "s3://"

type s3Account struct {
	endpoint *url.URL
	region   string
	keys     aws.Credentials // empty: requests are not signed, for buckets that are public
}

func s3FromEnvironment() (a s3Account, err error) {
	a.region = cmp.Or(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION"), "us-east-1")
	endpoint := cmp.Or(os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), "https://s3."+a.region+".amazonaws.com")
	if a.endpoint, err = url.Parse(endpoint); err != nil || a.endpoint.Host == "" || a.endpoint.Scheme != "http" && a.endpoint.Scheme != "https" {
		return a, errors.New("AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL take an address of http:// or https://")
	}
	a.keys = aws.Credentials{AccessKeyID: os.Getenv("AWS_ACCESS_KEY_ID"), SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"), SessionToken: os.Getenv("AWS_SESSION_TOKEN")}
	if a.keys.HasKeys() {
		return a, nil
	}
	a.keys, err = s3File()
	return a, err
}

// s3File reads the file of credentials. None is no error, unless it is named.
func s3File() (aws.Credentials, error) {
	path, profile := os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), os.Getenv("AWS_PROFILE")
	named := path != "" || profile != ""
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil && !named {
			return aws.Credentials{}, nil
		}
		path = filepath.Join(home, ".aws", "credentials")
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return aws.Credentials{}, nil
	}
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("read the keys of S3: %w", err)
	}
	defer f.Close()
	profile = cmp.Or(profile, "default")
	keys, err := s3Profile(io.LimitReader(f, 1<<20), profile)
	if err == nil && !keys.HasKeys() && named {
		err = fmt.Errorf("%s has no keys of the profile %q", path, profile)
	}
	return keys, err
}

// s3Profile finds the keys of a profile: lines of name = value below its name in
// brackets.
func s3Profile(r io.Reader, profile string) (c aws.Credentials, err error) {
	within := false
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		l := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(l, "[") {
			within = strings.TrimSpace(strings.Trim(l, "[]")) == profile
			continue
		}
		name, value, ok := strings.Cut(l, "=")
		if !within || !ok || strings.HasPrefix(l, "#") || strings.HasPrefix(l, ";") {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "aws_access_key_id":
			c.AccessKeyID = value
		case "aws_secret_access_key":
			c.SecretAccessKey = value
		case "aws_session_token":
			c.SessionToken = value
		}
	}
	return c, lines.Err()
}

var s3Bucket = regexp.MustCompile(`^[A-Za-z0-9][-._A-Za-z0-9]{1,253}$`)

// address is where an object is asked for.
func (a *s3Account) address(name string) (*url.URL, error) {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(name, s3Prefix), "/")
	if !s3Bucket.MatchString(bucket) || key == "" || len(key) > 1024 {
		return nil, fmt.Errorf("%q does not name an object as s3://BUCKET/KEY does", name)
	}
	u := *a.endpoint
	base := strings.TrimSuffix(u.Path, "/")
	u.Path = base + "/" + bucket + "/" + key
	u.RawPath = s3Escape(u.Path)
	return &u, nil
}

// s3Escape writes a path as the signature wants it: fewer bytes stand for themselves
// than in other addresses.
func s3Escape(path string) string {
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// s3Empty is the SHA-256 of a request without a body.
const s3Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// sign signs a request with all its headers, when there are keys.
func (a *s3Account) sign(ctx context.Context, r *http.Request, now time.Time) error {
	if !a.keys.HasKeys() {
		return nil
	}
	r.Header.Set("X-Amz-Content-Sha256", s3Empty)
	s := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }) // s3Escape has done it
	return s.SignHTTP(ctx, a.keys, r, s3Empty, "s3", a.region, now)
}

// s3Client follows no redirect: a signature holds for one address.
var s3Client = &http.Client{Transport: partClient.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// s3Fault says what an answer says of its refusal.
func s3Fault(resp *http.Response) string {
	if region := resp.Header.Get("X-Amz-Bucket-Region"); region != "" && resp.StatusCode/100 == 3 {
		return fmt.Sprintf("; the bucket is in the region %q: set AWS_REGION", region)
	}
	defer time.AfterFunc(10*time.Second, func() { resp.Body.Close() }).Stop()
	var said struct{ Code, Message string }
	if err := xml.NewDecoder(io.LimitReader(resp.Body, 16<<10)).Decode(&said); err != nil || said.Code == "" {
		return ""
	}
	return fmt.Sprintf(": %.100q, %.300q", said.Code, said.Message)
}
