package obs

import (
	"context"
	"io"
	"log/slog"
)

// NewLog returns a logger that writes JSON lines, each with the id of the request that it belongs to, its trace, and what it is about.
func NewLog(w io.Writer, level slog.Leveler) *slog.Logger {
	return slog.New(logHandler{slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level})})
}

// logHandler adds the work's identity to every record.
type logHandler struct{ slog.Handler }

// Handle writes the record.
func (h logHandler) Handle(ctx context.Context, record slog.Record) error {
	r := RequestOf(ctx)
	if r.ID != "" {
		record.AddAttrs(slog.String("request", r.ID))
	}
	if trace := r.TraceID(); trace != "" {
		record.AddAttrs(slog.String("trace", trace), slog.String("span", r.SpanID()))
	}
	record.AddAttrs(Tags(ctx)...)
	return h.Handler.Handle(ctx, record)
}

// WithAttrs keeps the identity for loggers with attributes.
func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return logHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the identity for loggers with a group.
func (h logHandler) WithGroup(name string) slog.Handler {
	return logHandler{h.Handler.WithGroup(name)}
}
