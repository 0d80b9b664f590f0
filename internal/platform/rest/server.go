package rest

import (
	"log/slog"
	"net/http"
	"time"
)

// NewServer returns a server with the limits that the door expects of one. Reading bodies and writing answers have deadlines of
// their own, by route, so that streams may stand for hours.
func NewServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // broken handshakes and the like: callers' business
	}
}
