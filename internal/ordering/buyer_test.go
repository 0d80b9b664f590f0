package ordering_test

import (
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/ordering"
)

func TestAnAddressIsOneThatAMailCanCarry(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{
		"ann@example.com":                        nil,
		" ann@example.com ":                      nil,
		"o'neil+tickets@mail.example.co":         nil,
		strings.Repeat("a", 64) + "@example.com": nil,
		"":                                       ordering.ErrNoEmail,
		"   ":                                    ordering.ErrNoEmail,
		"ann":                                    ordering.ErrBadEmail,
		"ann@":                                   ordering.ErrBadEmail,
		"@example.com":                           ordering.ErrBadEmail,
		"ann@localhost":                          ordering.ErrBadEmail,
		"ann@example..com":                       ordering.ErrBadEmail,
		"ann@-example.com":                       ordering.ErrBadEmail,
		"ann@127.0.0.1":                          ordering.ErrBadEmail,
		"ann@@example.com":                       ordering.ErrBadEmail,
		"ann@example.com@example.com":            ordering.ErrBadEmail,
		".ann@example.com":                       ordering.ErrBadEmail,
		"ann smith@example.com":                  ordering.ErrBadEmail,
		"Ann <ann@example.com>":                  ordering.ErrBadEmail,
		"ann@example.com\r\nBcc: b@example.com":  ordering.ErrBadEmail,
		"ann@example.com\n":                      ordering.ErrBadEmail,
		"ann@example.com,bob@example.com":        ordering.ErrBadEmail,
		"änn@example.com":                        ordering.ErrBadEmail,
		"ann@exam\x00ple.com":                    ordering.ErrBadEmail,
		strings.Repeat("a", 65) + "@example.com": ordering.ErrBadEmail,
		"a@" + strings.Repeat("b.", 126) + "com": ordering.ErrBadEmail,
	} {
		got, err := ordering.CheckAddress(text)
		switch {
		case want == nil && err != nil:
			t.Errorf("%q: %v", text, err)
		case want == nil && got != strings.TrimSpace(text):
			t.Errorf("%q became %q", text, got)
		case want != nil:
			wantErr(t, want, err)
		}
	}
}

func TestANameIsOneThatATicketCanBear(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		" Ann   Buyer ": "Ann Buyer", "Ελένη Παπαδοπούλου": "Ελένη Παπαδοπούλου", strings.Repeat("ж", 200): strings.Repeat("ж", 200),
	} {
		if got, err := ordering.CheckName(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for text, want := range map[string]error{
		"": ordering.ErrNoName, "  ": ordering.ErrNoName, "Ann\nBuyer": ordering.ErrBadName, "Ann\x00": ordering.ErrBadName,
		strings.Repeat("a", 201): ordering.ErrBadName, "\xff": ordering.ErrBadName,
	} {
		_, err := ordering.CheckName(text)
		wantErr(t, want, err)
	}
}
