// Package address is the form of mail addresses that we write to: what can stand in a mail's header as it is.
package address

import "strings"

// Limits of RFC 5321 §4.5.3.1 for an address and its local part, in bytes, and of RFC 1035 §2.3.4 for a label.
const (
	Longest  = 254
	localMax = 64
	labelMax = 63
)

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// Clean returns the address without surrounding blanks, and whether it is one: name@domain in ASCII, without quotes, comments or
// line breaks.
func Clean(text string) (string, bool) {
	text = strings.Trim(text, " ")
	local, domain, found := strings.Cut(text, "@")
	return text, found && len(text) <= Longest && isLocalPart(local) && isDomain(domain)
}

// Fold brings an address to the form in which two of them are compared: without blanks around, in lower case.
func Fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

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
