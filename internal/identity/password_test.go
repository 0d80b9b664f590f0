package identity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/identity"
)

func TestAPasswordIsLongEnoughAndNotOneThatEverybodyTries(t *testing.T) {
	t.Parallel()
	for _, password := range []string{
		"correct horse battery", "tr0ub4dor&3x", "пароль-длинный", "四つの言葉を使おう", "12 monkeys in May", strings.Repeat("ü-", 32), "xkcd936!?",
	} {
		if err := identity.CheckPassword(password, "ada@example.org"); err != nil {
			t.Errorf("%q is refused: %v", password, err)
		}
	}
	for _, password := range []string{
		"", "short", "1234567", "12345678", "Password", "PASSWORD123!", "password", "qwertyuiop", "iloveyou", "!!letmein!!", "Summer2026!",
		"aaaaaaaa", "abcdefgh", "hgfedcba", "98765432", "пппппппп", "ada@example.org", "ADA@example.org", "Tickets2030", "admin1234",
		strings.Repeat("x", 100) + strings.Repeat("long", 50),
	} {
		if err := identity.CheckPassword(password, "ada@example.org"); !errors.Is(err, identity.ErrWeakPassword) {
			t.Errorf("%q: %v", password, err)
		}
	}
	if err := identity.CheckPassword("ada.lovelace", "Ada.Lovelace@example.org"); !errors.Is(err, identity.ErrWeakPassword) {
		t.Errorf("the name in the address: %v", err)
	}
}
