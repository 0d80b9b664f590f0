package site

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/speckit/ticketing/internal/platform/rest"
)

// hashed is where an export keeps files that never change under their name.
const hashed = "_next/static/"

// kinds are the media types of what an export holds; the system's own table differs from machine to machine. Text may be packed.
var kinds = map[string]struct {
	media string
	text  bool
}{
	".html":        {"text/html; charset=utf-8", true},
	".css":         {"text/css; charset=utf-8", true},
	".js":          {"text/javascript; charset=utf-8", true},
	".mjs":         {"text/javascript; charset=utf-8", true},
	".txt":         {"text/plain; charset=utf-8", true},
	".json":        {"application/json", true},
	".map":         {"application/json", true},
	".webmanifest": {"application/manifest+json", true},
	".xml":         {"application/xml", true},
	".svg":         {"image/svg+xml", true},
	".ico":         {"image/x-icon", false},
	".png":         {"image/png", false},
	".jpg":         {"image/jpeg", false},
	".webp":        {"image/webp", false},
	".avif":        {"image/avif", false},
	".woff2":       {"font/woff2", false},
	".mp3":         {"audio/mpeg", false},
	".wav":         {"audio/wav", false},
}

// file is a file in the forms in which it is sent.
type file struct {
	media, hash     string
	plain, br, gzip []byte // packed forms are nil where they do not pay
	forever         bool   // the same under its name for all time
}

func newFile(name string, plain, br, gzip []byte) *file {
	kind, known := kinds[path.Ext(name)]
	if !known {
		kind.media = "application/octet-stream"
	}
	if kind.text && gzip == nil {
		gzip = rest.Gzip(plain)
	}
	sum := sha256.Sum256(plain)
	return &file{
		media: kind.media, hash: base64.RawURLEncoding.EncodeToString(sum[:12]), forever: strings.HasPrefix(name, hashed),
		plain: plain, br: unlessLonger(br, plain), gzip: unlessLonger(gzip, plain),
	}
}

func unlessLonger(packed, plain []byte) []byte {
	if len(packed) >= len(plain) {
		return nil
	}
	return packed
}

// unpacked is the name of what a packed file holds.
func unpacked(name string) (string, bool) {
	for _, end := range []string{".br", ".gz"} {
		if whole, packed := strings.CutSuffix(name, end); packed {
			return whole, true
		}
	}
	return name, false
}

// serve answers with the file, or that the caller has it already. What was guarded as private before stays so.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-cache")
		if f.forever {
			header.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		for _, coding := range []string{"", "-br", "-gzip"} {
			if rest.Matches(r, f.tag(coding)) {
				header.Set("ETag", f.tag(coding))
				f.vary(header)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
	}
	f.send(w, r, http.StatusOK)
}

// tag is the entity tag of one form: the bytes differ by coding.
func (f *file) tag(coding string) string { return `"` + f.hash + coding + `"` }

func (f *file) vary(header http.Header) {
	if f.br != nil || f.gzip != nil {
		header.Add("Vary", "Accept-Encoding")
	}
}

// send writes the file in the best form that the caller takes.
func (f *file) send(w http.ResponseWriter, r *http.Request, status int) {
	header, body, tag := w.Header(), f.plain, f.tag("")
	var offered []string
	if f.br != nil {
		offered = append(offered, "br")
	}
	if f.gzip != nil {
		offered = append(offered, "gzip")
	}
	if coding := rest.Encoding(r, offered...); coding != "" {
		body, tag = map[string][]byte{"br": f.br, "gzip": f.gzip}[coding], f.tag("-"+coding)
		header.Set("Content-Encoding", coding)
	}
	if status == http.StatusOK && header.Get("Cache-Control") != "no-store" {
		header.Set("ETag", tag)
	}
	f.vary(header)
	header.Set("Content-Type", f.media)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader may be gone
	}
}
