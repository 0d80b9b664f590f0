package obs

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"go.opentelemetry.io/otel/trace"
)

// traceparentLength is that of version 00 of W3C Trace Context: 00-<trace, 32 hex>-<span, 16 hex>-<flags, 2 hex>.
const traceparentLength = 55

// parse reads a traceparent; what is none gives an invalid context.
func parse(s string) trace.SpanContext {
	if len(s) != traceparentLength || s[:3] != "00-" || s[35] != '-' || s[52] != '-' {
		return trace.SpanContext{}
	}
	var b [25]byte // trace, span, flags
	if !decode(b[:16], s[3:35]) || !decode(b[16:24], s[36:52]) || !decode(b[24:], s[53:]) {
		return trace.SpanContext{}
	}
	return trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID(b[:16]), SpanID: trace.SpanID(b[16:24]), TraceFlags: trace.TraceFlags(b[24]) & trace.FlagsSampled, Remote: true,
	})
}

// decode reads hexadecimal digits in lower case, the only ones that the standard knows.
func decode(to []byte, digits string) bool {
	for i := range to {
		high, low := digit(digits[2*i]), digit(digits[2*i+1])
		if high < 0 || low < 0 {
			return false
		}
		to[i] = byte(high<<4 | low)
	}
	return true
}

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	default:
		return -1
	}
}

// format writes a traceparent.
func format(id trace.TraceID, span trace.SpanID, flags trace.TraceFlags) string {
	var b [traceparentLength]byte
	copy(b[:], "00-")
	hex.Encode(b[3:35], id[:])
	b[35] = '-'
	hex.Encode(b[36:52], span[:])
	copy(b[52:], "-0")
	b[54] = '0' + byte(flags&trace.FlagsSampled)
	return string(b[:])
}

// sessionTrace is the trace of everything that a session asks for: the holds, the order and the payment of one purchase find together
// by it, though nothing links the requests. It tells nobody whose session it is. The span stands for the session where nobody makes one.
func sessionTrace(session string) (trace.TraceID, trace.SpanID) {
	sum := sha256.Sum256([]byte("speckit trace of session " + session))
	return trace.TraceID(sum[:16]), trace.SpanID(sum[16:24])
}

// freshTrace is the trace of a request that belongs to no other.
func freshTrace() (trace.TraceID, trace.SpanID) {
	var b [24]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return trace.TraceID(b[:16]), trace.SpanID(b[16:])
}
