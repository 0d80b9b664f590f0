package ordering

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// What can be wrong with what a buyer says of themselves.
var (
	ErrNoEmail  = fault.New(fault.Invalid, "email_required", "A mail address is needed: the tickets go there. The cart is unchanged.")
	ErrBadEmail = fault.New(fault.Invalid, "invalid_email", "This is not a mail address that we can send tickets to. Nothing was changed.")
	ErrNoName   = fault.New(fault.Invalid, "name_required", "A name is needed: it stands on the tickets. The cart is unchanged.")
	ErrBadName  = fault.New(fault.Invalid, "invalid_name", "The name has characters that cannot be printed, or more than 200 of them. The cart is unchanged.")
)

// Limits of what a buyer may say (RFC 5321 §4.5.3.1 for the address).
const (
	addressMax = 254
	localMax   = 64
	labelMax   = 63
	nameMax    = 200
)

// CheckAddress returns the address without surrounding blanks, or says that it is none: name@domain in ASCII, without quotes,
// comments or line breaks, so that it can stand in a mail's header as it is.
func CheckAddress(text string) (string, error) {
	text = strings.Trim(text, " ")
	if text == "" {
		return "", ErrNoEmail
	}
	local, domain, found := strings.Cut(text, "@")
	if !found || len(text) > addressMax || !isLocalPart(local) || !isDomain(domain) {
		return "", ErrBadEmail
	}
	return text, nil
}

func isLocalPart(local string) bool {
	if local == "" || len(local) > localMax {
		return false
	}
	for atom := range strings.SplitSeq(local, ".") {
		if atom == "" || strings.Trim(atom, letters+digits+"!#$%&'*+/=?^_`{|}~-") != "" {
			return false
		}
	}
	return true
}

func isDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > labelMax || strings.Trim(label, letters+digits+"-") != "" ||
			strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], digits) != ""
}

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// CheckName returns the name with single blanks, or says why it cannot stand on a ticket.
func CheckName(text string) (string, error) {
	if strings.IndexFunc(text, unicode.IsControl) >= 0 || !utf8.ValidString(text) {
		return "", ErrBadName
	}
	name := strings.Join(strings.Fields(text), " ")
	switch {
	case name == "":
		return "", ErrNoName
	case utf8.RuneCountInString(name) > nameMax:
		return "", ErrBadName
	}
	return name, nil
}
