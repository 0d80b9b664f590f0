package rest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// readBody takes the whole body off the wire, checks that it is JSON that we accept and puts it back for the decoder.
func (x *exchange) readBody(op *operation) error {
	r := x.r
	if r.ContentLength > op.MaxBody {
		return &http.MaxBytesError{Limit: op.MaxBody}
	}
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	control := http.NewResponseController(x.answer.to)
	_ = control.SetReadDeadline(time.Now().Add(x.door.cfg.BodyTimeout)) // not every transport has deadlines
	body, err := io.ReadAll(http.MaxBytesReader(x.answer.to, r.Body, op.MaxBody))
	if err != nil {
		return asBodyError(err)
	}
	_ = control.SetReadDeadline(time.Time{})
	if body = bytes.TrimSpace(body); len(body) == 0 {
		r.Body = http.NoBody
		return nil
	}
	if op.takesJSON() {
		if err := checkMediaType(r); err != nil {
			return err
		}
		if err := checkJSON(body); err != nil {
			return err
		}
	}
	x.body = body
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// asBodyError separates our limits from a connection that broke.
func asBodyError(err error) error {
	p, unexpected := problemOf(noContext, err)
	if !unexpected {
		return p
	}
	return &problem{
		status: http.StatusRequestTimeout, code: "body_timeout",
		detail: "The request's body did not arrive in time. Nothing was changed.",
		header: http.Header{"Connection": {"close"}},
	}
}

// takesJSON reports whether the operation decodes a JSON body.
func (op *operation) takesJSON() bool {
	return op.doc.RequestBody != nil && op.doc.RequestBody.Content[jsonType] != nil
}

const jsonType = "application/json"

// checkMediaType accepts JSON in UTF-8 and, for plain clients, no word about the type at all.
func checkMediaType(r *http.Request) error {
	given := r.Header.Get("Content-Type")
	if given == "" {
		return nil
	}
	kind, params, err := mime.ParseMediaType(given)
	charset := strings.ToLower(params["charset"])
	if err != nil || charset != "" && charset != "utf-8" || kind != jsonType && !strings.HasSuffix(kind, "+json") {
		return &problem{
			status: http.StatusUnsupportedMediaType, code: "unsupported_media_type",
			detail: fmt.Sprintf("The body must be %s in UTF-8. Nothing was changed.", jsonType),
			header: http.Header{"Accept": {jsonType}},
		}
	}
	r.Header.Set("Content-Type", jsonType)
	return nil
}
