package identity

import (
	_ "embed" // the list of common passwords
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrWeakPassword says what a password lacks.
var ErrWeakPassword = fault.New(fault.Invalid, "weak_password", "This password is too easy to guess. Nothing was changed; choose another.")

// A password's length, after NIST SP 800-63B §3.1.1.2: no rules of composition, but a list of common ones.
const (
	minPassword = 8   // characters
	maxPassword = 256 // bytes: 64 characters of any script
)

//go:embed commonpasswords.txt
var commonList string

// common is the set of passwords that everybody tries first, in lower case.
var common = sync.OnceValue(func() map[string]struct{} {
	lines := strings.Fields(commonList)
	set := make(map[string]struct{}, len(lines))
	for _, line := range lines {
		set[line] = struct{}{}
	}
	return set
})

// CheckPassword reports what is wrong with a new password for the account of an address.
func CheckPassword(password, email string) error {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return ErrWeakPassword.Saying("The password is shorter than %d characters. Nothing was changed; choose a longer one.", minPassword)
	case len(password) > maxPassword:
		return ErrWeakPassword.Saying("The password is longer than %d bytes. Nothing was changed; choose a shorter one.", maxPassword)
	case isCommon(strings.ToLower(password)):
		return ErrWeakPassword.Saying("This password is one of the first that anybody would try. Nothing was changed; choose another.")
	case isAddress(Fold(password), Fold(email)):
		return ErrWeakPassword.Saying("The password is the e-mail address. Nothing was changed; choose another.")
	}
	return nil
}

// isCommon looks the password up as it is and without the digits and signs that people put around a common word.
func isCommon(lower string) bool {
	if _, found := common()[lower]; found {
		return true
	}
	core := strings.Trim(lower, " !?.,;:_-+*#@$%&/()=0123456789")
	if _, found := common()[core]; found {
		return true
	}
	return isRun(lower)
}

// isRun reports one character over and over, or neighbours in one direction: 77777777, abcdefgh, 98765432.
func isRun(s string) bool {
	runes := []rune(s)
	step := runes[1] - runes[0]
	if step < -1 || step > 1 {
		return false
	}
	for i := 1; i < len(runes); i++ {
		if runes[i]-runes[i-1] != step {
			return false
		}
	}
	return true
}

// isAddress reports whether the password is the address or its part before the @.
func isAddress(password, email string) bool {
	local, _, _ := strings.Cut(email, "@")
	return email != "" && (password == email || password == local)
}
