package rest

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// Encoding chooses one of the content codings that can be sent, the best first, by the request's Accept-Encoding; empty is none of them.
func Encoding(r *http.Request, offered ...string) string {
	accepted := map[string]float64{}
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		accepted[strings.ToLower(strings.TrimSpace(coding))] = qualityOf(params)
	}
	best, bestQuality := "", accepted["identity"] // whoever ranks the plain form higher gets it
	for _, coding := range offered {
		quality, named := accepted[coding]
		if !named {
			quality = accepted["*"]
		}
		if quality > bestQuality || quality > 0 && quality == bestQuality && best == "" {
			best, bestQuality = coding, quality
		}
	}
	return best
}

// compressLevel is the best per microsecond for text of a few kB.
const compressLevel = 3

var compressors = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, compressLevel)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// Gzip packs text as it is sent.
func Gzip(text []byte) []byte {
	var packed bytes.Buffer
	w := compressors.Get().(*gzip.Writer)
	defer compressors.Put(w)
	w.Reset(&packed)
	_, _ = w.Write(text) // a buffer takes everything
	_ = w.Close()
	return packed.Bytes()
}
