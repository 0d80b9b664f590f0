package rest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// dress completes a kept answer: the headers that all have, 304 for what the caller has already, compression.
func (x *exchange) dress() {
	x.commonHeaders()
	header := x.answer.Header()
	if x.answer.status == 0 {
		x.answer.status = http.StatusOK
	}
	if tag := header.Get("ETag"); tag != "" && x.answer.status == http.StatusOK && x.isRead() && Matches(x.r, tag) {
		x.answer.status = http.StatusNotModified
		x.answer.body.Reset()
		header.Del("Content-Type")
		return
	}
	x.compress()
	if x.answer.body.Len() > 0 {
		header.Set("Content-Length", strconv.Itoa(x.answer.body.Len()))
	}
}

func (x *exchange) isRead() bool {
	return x.r.Method == http.MethodGet || x.r.Method == http.MethodHead
}

// commonHeaders sets what every answer of the API says, streams included.
func (x *exchange) commonHeaders() {
	header := x.answer.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Request-Id", obs.RequestOf(x.r.Context()).ID)
	if x.call.Secret != "" {
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-store")
	} else if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-store")
	}
	x.door.allowOrigin(x)
}

// ETag makes a strong entity tag of whatever the answer depends on.
func ETag(parts ...any) string {
	h := sha256.New()
	for _, part := range parts {
		writePart(h, fmt.Sprint(part))
	}
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// Matches reports whether the caller has what the tag names.
func Matches(r *http.Request, tag string) bool {
	for given := range strings.SplitSeq(strings.Join(r.Header.Values("If-None-Match"), ","), ",") {
		given = strings.TrimSpace(given)
		if given == "*" || strings.TrimPrefix(given, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// compressFrom is the size in bytes from which compression pays.
const compressFrom = 1 << 10

// compress packs text that is worth it. Nothing with a secret in it is packed together with what a caller chose: answers echo no input.
func (x *exchange) compress() {
	header := x.answer.Header()
	if x.answer.body.Len() < compressFrom || header.Get("Content-Encoding") != "" || !compressible(header.Get("Content-Type")) {
		return
	}
	header.Add("Vary", "Accept-Encoding")
	if Encoding(x.r, "gzip") == "" {
		return
	}
	x.answer.body = *bytes.NewBuffer(Gzip(x.answer.body.Bytes()))
	header.Set("Content-Encoding", "gzip")
	if tag := header.Get("ETag"); strings.HasPrefix(tag, `"`) {
		header.Set("ETag", "W/"+tag) // the bytes differ by encoding, the meaning does not
	}
}

func compressible(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasSuffix(kind, "json") || kind == "text/html" || kind == "text/css" || kind == "text/plain"
}
