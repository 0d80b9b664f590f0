package ordering

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// What can be wrong with what a buyer says of themselves.
var (
	ErrNoEmail  = fault.New(fault.Invalid, "email_required", "A mail address is needed: the tickets go there. The cart is unchanged.")
	ErrBadEmail = fault.New(fault.Invalid, "invalid_email", "This is not a mail address that we can send tickets to. Nothing was changed.")
	ErrNoName   = fault.New(fault.Invalid, "name_required", "A name is needed: it stands on the tickets. The cart is unchanged.")
	ErrBadName  = fault.New(fault.Invalid, "invalid_name", "The name has characters that cannot be printed, or more than 200 of them. The cart is unchanged.")
)

// nameMax is the longest name, in characters.
const nameMax = 200

// CheckAddress returns the address without surrounding blanks, or says that it is none: name@domain in ASCII, without quotes,
// comments or line breaks, so that it can stand in a mail's header as it is.
func CheckAddress(text string) (string, error) {
	cleaned, ok := address.Clean(text)
	switch {
	case cleaned == "":
		return "", ErrNoEmail
	case !ok:
		return "", ErrBadEmail
	}
	return cleaned, nil
}

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
