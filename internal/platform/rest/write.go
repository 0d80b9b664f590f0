package rest

import (
	"net/http"
	"strconv"
	"strings"
)

// WriteJSON writes an answer of a Raw route.
func WriteJSON(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	return writeJSON(w, v)
}

// Prefers chooses one of the media types by the request's Accept header; the first is the default.
func Prefers(r *http.Request, types ...string) string {
	best, bestQuality := types[0], 0.0
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept"), ","), ",") {
		pattern, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		quality := qualityOf(params)
		for _, kind := range types {
			if covers(strings.TrimSpace(pattern), kind) && quality > bestQuality {
				best, bestQuality = kind, quality
			}
		}
	}
	return best
}

func qualityOf(params string) float64 {
	for param := range strings.SplitSeq(params, ";") {
		if q, ok := strings.CutPrefix(strings.TrimSpace(param), "q="); ok {
			if value, err := strconv.ParseFloat(q, 64); err == nil {
				return value
			}
		}
	}
	return 1
}

// covers reports whether a pattern of an Accept header names the type.
func covers(pattern, kind string) bool {
	stem, any := strings.CutSuffix(pattern, "*")
	return pattern == "*/*" || strings.EqualFold(pattern, kind) || any && strings.HasSuffix(stem, "/") && strings.HasPrefix(kind, strings.ToLower(stem))
}
