package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

var errUnreachable = fault.New(fault.Unavailable, "service_unavailable", "A part of the system cannot be reached at the moment. Try again in a moment.")

// notYet is the code by which a replica that is starting says that it has done nothing: it is as good as one that does not listen.
const notYet = "starting"

// unreachedError is the cause of an errUnreachable that is ours: the service has not answered. One that a service answers with speaks
// of another service behind it.
type unreachedError struct {
	error
	unsent bool // not even asked
}

func (e *unreachedError) Unwrap() error { return e.error }

// lostCall is a call without an answer.
func lostCall(path string, err error) error {
	err = fmt.Errorf("call %s: %w", path, err)
	if errors.Is(err, context.Canceled) {
		return err
	}
	var undialled *undialledError
	return errUnreachable.Because(&unreachedError{err, errors.As(err, &undialled)})
}

// failureOf reads a problem document back into the failure that it was. What the other door says to us as its caller is nothing that
// our own caller could do something about, so it stays an unexpected error.
func failureOf(path string, response *http.Response, answer []byte) error {
	cause := fmt.Errorf("call %s: status %d", path, response.StatusCode)
	kind, known := kindOf(response.StatusCode)
	members := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.UseNumber()
	err := decoder.Decode(&members)
	code, _ := members["code"].(string)
	detail, _ := members["detail"].(string)
	switch {
	case kind == fault.Unavailable && code == notYet:
		return errUnreachable.Because(&unreachedError{error: cause, unsent: true})
	case err == nil && known && code != "" && !misunderstood(kind, code):
	case known && kind == fault.Unavailable:
		return errUnreachable.Because(&unreachedError{error: cause})
	case code != "":
		return fmt.Errorf("%w: %s: %s", cause, code, detail)
	default:
		return cause
	}
	failure := fault.New(kind, code, detail).Because(cause)
	for _, name := range []string{"type", "title", "status", "code", "detail", "requestId"} {
		delete(members, name)
	}
	for name, value := range members {
		if (name == "error" || name == "message") && value == detail {
			continue
		}
		failure = failure.With(name, value)
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil {
		failure = failure.After(time.Duration(seconds) * time.Second)
	}
	return failure
}

// misunderstood reports whether the other door did not take our token, our address or our JSON.
func misunderstood(kind fault.Kind, code string) bool {
	switch code {
	case errForbidden.Code, errNoRoute.Code, errTooLarge.Code, errMalformed.Code, errBadJSON.Code:
		return true
	default:
		return kind == fault.Unauthenticated
	}
}

func kindOf(status int) (fault.Kind, bool) {
	for kind, s := range statuses {
		if s == status {
			return kind, true
		}
	}
	if status == http.StatusBadGateway || status == http.StatusGatewayTimeout {
		return fault.Unavailable, true
	}
	return 0, false
}
