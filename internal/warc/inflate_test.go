package warc

import (
	"bytes"
	"compress/flate"
	stdgzip "compress/gzip"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// packedAt is a member of these bytes at a level, with what follows it in a file.
func packedAt(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := stdgzip.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(data)
	z.Close()
	b.Write(make([]byte, slackIn))
	return b.Bytes()
}

func TestInflate(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 100_000)
	for i := range noise {
		noise[i] = byte(r.IntN(256))
	}
	skewed := make([]byte, 100_000) // codes of every length up to the longest
	for i := range skewed {
		for skewed[i] = 0; skewed[i] < 40 && r.IntN(2) == 0; skewed[i]++ {
		}
	}
	text := []byte(strings.Repeat("<p>قال الوزير إن الحكومة ستجتمع غدا.</p>\n", 3000))
	for i := 0; i < len(text); i += 37 + r.IntN(100) {
		text[i] = byte(r.IntN(256))
	}
	var d inflater
	var out []byte
	for name, data := range map[string][]byte{
		"nothing": nil, "one byte": {7}, "noise": noise, "skewed": skewed, "text": text, "a run": make([]byte, 70_000),
		"runs of a few": bytes.Repeat([]byte("abcab"), 20_000),
	} {
		for _, level := range []int{flate.NoCompression, flate.BestSpeed, flate.DefaultCompression, flate.BestCompression, flate.HuffmanOnly} {
			in := packedAt(t, data, level)
			var taken int
			var err error
			out, taken, err = d.member(in, out, 1<<20)
			if err != nil || !bytes.Equal(out, data) || taken != len(in)-slackIn {
				t.Errorf("%s at level %d: %v, %d bytes of %d, %d taken of %d", name, level, err, len(out), len(data), taken, len(in)-slackIn)
			}
			in[taken-8]++
			if _, _, err := d.member(in, nil, 1<<20); err != errOther {
				t.Errorf("%s at level %d: a wrong checksum is passed over", name, level)
			}
			if _, _, err := d.member(in[:taken-1], nil, 1<<20); err != errMore {
				t.Errorf("%s at level %d: a cut member: %v", name, level, err)
			}
			if _, _, err := d.member(packedAt(t, data, level), nil, len(data)-1); err != errOther && len(data) > 0 {
				t.Errorf("%s at level %d: more is unpacked than is allowed", name, level)
			}
		}
	}
}

// FuzzInflate compares with compress/flate: where this one says yes, both have the
// same bytes and end at the same place.
func FuzzInflate(f *testing.F) {
	for _, level := range []int{flate.NoCompression, flate.DefaultCompression, flate.HuffmanOnly} {
		for _, data := range []string{"", "aaaaaaaaaaaaaaaaaaaaaaaa", strings.Repeat("<div>خبر</div>", 50)} {
			f.Add(packedAt(f, []byte(data), level)[10:])
		}
	}
	f.Add([]byte{5, 0xe0, 0x81, 8, 0, 0, 0, 0, 0, 0x20, 0x7f, 0xeb, 0xb, 0, 0})
	var d inflater
	f.Fuzz(func(t *testing.T, in []byte) {
		got, at, err := d.inflate(in, 0, nil, 1<<16)
		if err != nil {
			return
		}
		r := bytes.NewReader(in)
		want, err := io.ReadAll(io.LimitReader(flate.NewReader(r), 1<<17))
		if err != nil || !bytes.Equal(got, want) || at != len(in)-r.Len() {
			t.Errorf("%x: %q to byte %d, compress/flate %q to byte %d, %v", in, got, at, want, len(in)-r.Len(), err)
		}
	})
}
