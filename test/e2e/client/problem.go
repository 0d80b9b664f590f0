package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Problem is a refusal as the wire has it (RFC 9457), with the members that refusals of this interface carry.
type Problem struct {
	Status     int        `json:"status"`
	Code       string     `json:"code"`
	Title      string     `json:"title"`
	Detail     string     `json:"detail"`
	Errors     []string   `json:"errors"`
	Taken      []string   `json:"taken"`
	Offer      *Offer     `json:"offer"`
	Payment    *Payment   `json:"payment"`
	AdmittedAt *time.Time `json:"admittedAt"`
	Gate       string     `json:"gate"`

	Of *Answer `json:"-"` // the whole answer
}

// Offer is what a refusal proposes instead.
type Offer struct {
	SeatIDs     []string    `json:"seatIds"`
	TotalAmount json.Number `json:"totalAmount"`
}

// Error makes the refusal an error.
func (p *Problem) Error() string {
	return fmt.Sprintf("refused with %d %s: %s", p.Status, p.Code, p.Detail)
}

// problemOf reads a refusal. One that is no problem document is an error of its own: the wire promises that there is none.
func problemOf(r Request, a *Answer) error {
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem+json") {
		return fmt.Errorf("%s %s was answered %d without a problem document: %.200s", r.Method, r.Path, a.Status, a.Body)
	}
	p := &Problem{Of: a}
	if err := json.Unmarshal(a.Body, p); err != nil {
		return fmt.Errorf("%s %s was answered %d with a document that cannot be read: %w", r.Method, r.Path, a.Status, err)
	}
	return p
}

// AsProblem finds the refusal in an error.
func AsProblem(err error) (*Problem, bool) {
	return errors.AsType[*Problem](err)
}

// Refused reports whether an error is a refusal with one of the codes.
func Refused(err error, codes ...string) bool {
	p, ok := AsProblem(err)
	if !ok {
		return false
	}
	for _, code := range codes {
		if p.Code == code {
			return true
		}
	}
	return false
}
