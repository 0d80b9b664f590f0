package notificationsmtp

import (
	"net/url"
	"testing"
)

func TestOnlyThisMachineIsSpokenToInTheClear(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "127.1.2.3": true, "::1": true,
		"mail.example.com": false, "10.0.0.1": false, "localhost.example.com": false, "": false,
	} {
		if local(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}

func TestTheUserSendsWhereNobodyElseIsNamed(t *testing.T) {
	t.Parallel()
	if from := sender(url.UserPassword("box@example.com", "x"), "tickets.example.com"); from != "box@example.com" {
		t.Errorf("got %s", from)
	}
	if from := sender(url.UserPassword("box", "x"), "tickets.example.com"); from != "noreply@tickets.example.com" {
		t.Errorf("got %s", from)
	}
}
