package rest

import (
	"bytes"
	"net/http"
	"time"
)

// answer is a ResponseWriter that keeps what is written until the route is done with it, so that an error or a panic half way
// still becomes a whole problem document, and an idempotent request's answer can be kept. A flush lets everything through.
type answer struct {
	to      http.ResponseWriter
	status  int
	body    bytes.Buffer
	through bool
	sent    int64
}

// Header returns the headers that will be sent.
func (a *answer) Header() http.Header { return a.to.Header() }

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.through {
		a.to.WriteHeader(status)
	}
	if a.status == 0 || !a.through {
		a.status = status
	}
}

// Write keeps the bytes, or sends them when the answer flows already.
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if !a.through {
		return a.body.Write(b)
	}
	n, err := a.to.Write(b)
	a.sent += int64(n)
	return n, err
}

// FlushError sends what there is; from here on the answer flows.
func (a *answer) FlushError() error {
	if !a.through {
		a.send()
		a.through = true
	}
	return http.NewResponseController(a.to).Flush()
}

// Flush is for libraries that know only http.Flusher.
func (a *answer) Flush() { _ = a.FlushError() }

// Unwrap lets http.ResponseController reach the connection's deadlines.
func (a *answer) Unwrap() http.ResponseWriter { return a.to }

// reset forgets an answer that was not sent.
func (a *answer) reset() {
	if a.through {
		return
	}
	clear(a.to.Header())
	a.status = 0
	a.body.Reset()
}

// answerTimeout is how long a caller may take to read an answer.
const answerTimeout = time.Minute

// allow gives the caller time to read what is written from now on.
func (a *answer) allow(timeout time.Duration) {
	_ = http.NewResponseController(a.to).SetWriteDeadline(time.Now().Add(timeout)) // not every transport has deadlines
}

// send writes the kept status and body.
func (a *answer) send() {
	a.allow(answerTimeout)
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.to.WriteHeader(a.status)
	if a.body.Len() > 0 {
		n, _ := a.to.Write(a.body.Bytes()) // the caller may be gone
		a.sent += int64(n)
		a.body.Reset()
	}
}
