package identity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/identity"
)

func TestWhatIsAnAddress(t *testing.T) {
	t.Parallel()
	for _, email := range []string{
		"ada@example.org", "Ada.Lovelace+tickets@mail.example.co.uk", " ada@example.org ", "zoë@müller.example", "o'brien@example.org", "1@2.org",
		"пользователь@пример.рф", strings.Repeat("a", 64) + "@example.org",
	} {
		if err := identity.CheckEmail(email); err != nil {
			t.Errorf("%q is refused: %v", email, err)
		}
	}
	for _, email := range []string{
		"", "ada", "@example.org", "ada@", "ada@localhost", "ada@@example.org", "a@b@example.org", "a b@example.org", "ada@exa mple.org", "ada@.org",
		"ada@example..org", "ada@-example.org", ".ada@example.org", "ada.@example.org", "a..b@example.org", "ada@example.org\r\nBcc: eve@example.org",
		"ada\x00@example.org", "Ada <ada@example.org>", `"ada"@example.org`, "ada@[127.0.0.1]", "ada,eve@example.org", "ada;@example.org",
		strings.Repeat("a", 65) + "@example.org", "ada@" + strings.Repeat("a", 64) + ".org", "ada@" + strings.Repeat("abcdefg.", 40) + "org",
	} {
		if err := identity.CheckEmail(email); !errors.Is(err, identity.ErrInvalidEmail) {
			t.Errorf("%q: %v", email, err)
		}
	}
}

func TestAddressesAreComparedWithoutBlanksAndCase(t *testing.T) {
	t.Parallel()
	if got := identity.Fold("\tAda@Example.ORG \n"); got != "ada@example.org" {
		t.Errorf("folded to %q", got)
	}
}
