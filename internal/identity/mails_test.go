package identity_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitytest"
)

func TestARegistrationsMailVerifiesTheAddress(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("Ada@example.org")
	secret := w.Delivered()
	mail := w.Mails.All()[0]
	if mail.Kind != identity.VerifyLink || mail.To != "Ada@example.org" || !strings.HasPrefix(mail.Link, w.Rules.PublicURL+"/") {
		t.Errorf("the mail is %s to the address: %v", mail.Kind, mail.To == "Ada@example.org")
	}
	for range 2 {
		expect(t, w.Verify(t.Context(), secret), nil)
	}
	next, err := w.Refresh(t.Context(), made.Session.RefreshToken)
	expect(t, err, nil)
	if !w.Claims(next.Token).Verified {
		t.Error("the token does not say that the address is verified")
	}
	expect(t, w.AskVerification(t.Context(), made.User.ID), nil)
	w.Delivered()
	if n := len(w.Mails.All()); n != 1 {
		t.Errorf("%d mails to a verified address", n)
	}
}

func TestAMailThatCouldNotBeSentIsSentLater(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	down := errors.New("down")
	w.Mails.Break(down)
	_, err := w.SendMails(t.Context())
	expect(t, err, down)
	w.Mails.Break(nil)
	w.Clock.Advance(w.Rules.MailPause)
	expect(t, w.Verify(t.Context(), w.Delivered()), nil)
	if n, err := w.SendMails(t.Context()); n != 0 || err != nil {
		t.Errorf("sent %d more, %v", n, err)
	}
}

func TestAMailIsTheSameHoweverOftenItIsTried(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	down := errors.New("down")
	w.Mails.Break(down)
	_, err := w.SendMails(t.Context())
	expect(t, err, down)
	w.Mails.Break(nil)
	if n, err := w.SendMails(t.Context()); n != 0 || err != nil || len(w.Mails.All()) != 0 {
		t.Errorf("another process sent %d while the first may still be at it, %v", n, err)
	}
	w.Clock.Advance(30 * time.Second) // far less than the pause between two mails: it is one
	w.Delivered()
	if n := len(w.Mails.All()); n != 1 {
		t.Fatalf("%d mails arrived", n)
	}
	if waiting, err := w.Store.MailRequests(t.Context(), w.Clock.Now().Add(time.Hour), 10); len(waiting) != 0 || err != nil {
		t.Errorf("%d are still waiting, %v", len(waiting), err)
	}
}

func TestAResetIsAnsweredAlikeWithAndWithoutAnAccount(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	w.Delivered()
	for _, email := range []string{"ADA@example.org", "nobody@example.org"} {
		expect(t, w.AskReset(t.Context(), email), nil)
	}
	w.Delivered()
	if mails := w.Mails.All(); len(mails) != 2 || mails[1].Kind != identity.ResetLink || mails[1].To != "ada@example.org" {
		t.Errorf("%d mails", len(mails))
	}
	expect(t, w.AskReset(t.Context(), "nobody"), identity.ErrInvalidEmail)
}

func TestAResetSetsThePasswordAndEndsEverythingThatWasOpen(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	expect(t, w.AskReset(t.Context(), "ada@example.org"), nil)
	w.Delivered()
	first := w.Mails.Secret()
	w.Clock.Advance(w.Rules.MailPause)
	expect(t, w.AskReset(t.Context(), "ada@example.org"), nil)
	second := w.Delivered()
	for range w.Rules.FreeFailures {
		_, err := signIn(w, "ada@example.org", "wrong horse", nobody)
		expect(t, err, identity.ErrInvalidCredentials)
	}

	expect(t, w.Reset(t.Context(), second, "another good one"), nil)

	_, err := signIn(w, "ada@example.org", "another good one", nobody)
	expect(t, err, nil) // the lock is over too
	_, err = signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, identity.ErrInvalidCredentials)
	_, err = w.Refresh(t.Context(), made.Session.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh)
	for _, dead := range []string{first, second} {
		expect(t, w.Reset(t.Context(), dead, "a third good one"), identity.ErrLinkExpired)
	}
	user, err := w.User(t.Context(), made.User.ID)
	expect(t, err, nil)
	if !user.Verified() {
		t.Error("the address is not verified though its mail was read")
	}
}

func TestALinkOpensNothingThatItIsNotFor(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	verify := w.Delivered()
	expect(t, w.AskReset(t.Context(), "ada@example.org"), nil)
	reset := w.Delivered()

	expect(t, w.Reset(t.Context(), verify, "another good one"), identity.ErrLinkExpired)
	expect(t, w.Verify(t.Context(), reset), identity.ErrLinkExpired)
	expect(t, w.Reset(t.Context(), reset, "password123"), identity.ErrWeakPassword)
	expect(t, w.Reset(t.Context(), reset, "ada@example.org"), identity.ErrWeakPassword)
	for _, token := range []string{"", "x", verify[1:], "A" + verify[1:]} {
		expect(t, w.Verify(t.Context(), token), identity.ErrLinkExpired)
		expect(t, w.Reset(t.Context(), token, "another good one"), identity.ErrLinkExpired)
	}
	w.Clock.Advance(w.Rules.ResetTTL)
	expect(t, w.Reset(t.Context(), reset, "another good one"), identity.ErrLinkExpired)
	w.Clock.Advance(w.Rules.VerifyTTL)
	expect(t, w.Verify(t.Context(), verify), identity.ErrLinkExpired)
}

func TestNobodysMailboxIsFloodedWithOurMails(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	w.Delivered()
	expect(t, w.AskReset(t.Context(), "ada@example.org"), nil)
	w.Delivered()
	expect(t, w.AskReset(t.Context(), "ada@example.org"), nil)
	w.Delivered()
	if n := len(w.Mails.All()); n != 2 {
		t.Errorf("%d mails within a minute, one of them for the registration", n)
	}
	for range 50 {
		w.Clock.Advance(2 * time.Minute)
		expect(t, w.AskReset(t.Context(), "ada@example.org"), nil)
		w.Delivered()
	}
	if n := len(w.Mails.All()); n != 1+w.Rules.MailsDaily {
		t.Errorf("%d mails in a day", n)
	}
}
