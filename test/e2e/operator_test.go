package e2e

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/installation"
)

// newPlain makes an installation that is no demo and has no data yet.
func newPlain(t *testing.T, data string, settings ...string) *installation.Installation {
	t.Helper()
	i, err := installation.New(binary, data, settings...)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// command runs a command and expects its exit status.
func command(t *testing.T, i *installation.Installation, exit int, args ...string) installation.Result {
	t.Helper()
	result, err := i.Run(t.Context(), args...)
	if err != nil {
		t.Fatal(err)
	}
	if result.Exit != exit {
		t.Fatalf("speckit %s ends with status %d, want %d:\n%s%s", args, result.Exit, exit, result.Out, result.ErrOut)
	}
	return result
}

// serve runs a server until the test ends.
func serve(t *testing.T, i *installation.Installation) *installation.Process {
	t.Helper()
	p, err := i.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Kill)
	return p
}

// says expects a text to have all parts.
func says(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q does not say %q", text, part)
		}
	}
}

func TestATakenPortIsNamedWithItsSetting(t *testing.T) {
	t.Parallel()
	for _, setting := range []string{"PORT", "INTERNAL_PORT"} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			i := newPlain(t, place())
			port := i.Port
			if setting == "INTERNAL_PORT" {
				port = i.InternalPort
			}
			l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = l.Close() }()
			refused := command(t, i, 1, "serve")
			says(t, refused.ErrOut, strconv.Itoa(port), setting+"=")
		})
	}
}

func TestNonsenseStopsTheStart(t *testing.T) {
	t.Parallel()
	i := newPlain(t, place())
	says(t, command(t, i, 2, "serve", "--no-such-flag").ErrOut, "no-such-flag")
	says(t, command(t, i, 2, "no-such-command").ErrOut, "no-such-command")

	file := filepath.Join(scratch, "unknown.conf")
	if err := os.WriteFile(file, []byte("# ours\nRESERVATION_TTL=5m\nRESERVATION_TLL=5m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, command(t, i, 2, "serve", "--config", file).ErrOut, "RESERVATION_TLL", "line 3")

	for setting, sentence := range map[string]string{
		"PORT=99999": "PORT", "RESERVATION_TTL=0s": "RESERVATION_TTL", "PUBLIC_URL=tickets": "PUBLIC_URL", "CURRENCY=coins": "CURRENCY",
		"TIME_ZONE=Mars/Olympus": "TIME_ZONE", "SPECKIT_SECRET=short": "SPECKIT_SECRET", "TRUSTED_PROXIES=everybody": "TRUSTED_PROXIES",
	} {
		wrong := newPlain(t, place(), setting)
		says(t, command(t, wrong, 2, "serve").ErrOut, sentence)
	}
	if _, err := os.Stat(i.Data); !errors.Is(err, os.ErrNotExist) {
		t.Error("a start that was refused has left data behind")
	}
}

func TestDocumentsSayWhatTheProgramSays(t *testing.T) {
	t.Parallel()
	i := newPlain(t, place())
	for name, args := range map[string][]string{"config.md": {"config"}, "events.md": {"events"}} {
		document, err := os.ReadFile(filepath.Join("../../docs", name))
		if err != nil {
			t.Fatal(err)
		}
		if printed := command(t, i, 0, args...).Out; printed != string(document) {
			t.Errorf("docs/%s is not what speckit %s prints; run make gen", name, args[0])
		}
	}
}

// TestAnInstallationWithoutADemo is an operator's first day: an administrator, an event, a buyer, and nobody who takes the money yet.
func TestAnInstallationWithoutADemo(t *testing.T) {
	t.Parallel()
	i := newPlain(t, place())
	p := serve(t, i)

	says(t, command(t, newSecond(i), 1, "serve").ErrOut, "already running", "SPECKIT_DATA")

	made := command(t, i, 0, "admin", "create", "boss@example.com").Out
	says(t, made, "boss@example.com")
	words := strings.Fields(made)
	session, err := client.New(i.API(), nil).SignIn(t.Context(), "boss@example.com", words[len(words)-1])
	if err != nil {
		t.Fatal(err)
	}
	if err := want("role", session.UserRole, "Admin"); err != nil {
		t.Error(err)
	}
	h := &house{Installation: i, process: p, stranger: client.New(i.API(), nil)}
	h.organiser = h.stranger.As(session.Token)
	nobodyTakesMoney(t, h)
	nothingOfDev(t, h)

	says(t, command(t, i, 0, "messages", "list").Out, "no messages")
	says(t, command(t, i, 0, "catalog", "rebuild").Out, "rebuilt")
	if err := h.audit(t.Context()); err != nil {
		t.Error(err)
	}
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
}

// newSecond is another server on the same data.
func newSecond(of *installation.Installation) *installation.Installation {
	second := *of
	second.Port, second.InternalPort = of.Port+1, of.InternalPort+1
	return &second
}

// nobodyTakesMoney orders a seat and cannot pay it: there is no provider.
func nobodyTakesMoney(t *testing.T, h *house) {
	t.Helper()
	w := &world{house: h, people: map[string]*person{}}
	err := errors.Join(
		w.seatedEvent(t.Context(), 1, 4, "40.00", "A"), w.arrive(t.Context(), "Ana"), w.hasOrdered(t.Context(), "Ana", 2),
	)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.refused(w.pay(t.Context(), "Ana", "card_ok")); err != nil {
		t.Fatal(err)
	}
	if w.refusal.Status != http.StatusServiceUnavailable || w.refusal.Code != "no_payment_provider" || w.refusal.Of.Header.Get("Retry-After") == "" {
		t.Errorf("a payment without a provider is answered %v, Retry-After %q", w.refusal, w.refusal.Of.Header.Get("Retry-After"))
	}
	if err := w.orderIs(t.Context(), "Ana", "pending"); err != nil {
		t.Error(err)
	}
}

func nothingOfDev(t *testing.T, h *house) {
	t.Helper()
	for _, base := range []string{h.URL(), h.API()} {
		for _, path := range []string{"/dev/mailbox", "/dev/bank/" + strings.Repeat("1", 8) + "-1111-4111-8111-111111111111"} {
			answer, err := client.New(base, nil).Send(t.Context(), client.Request{Method: http.MethodGet, Path: path})
			if err != nil {
				t.Fatal(err)
			}
			if answer.Status != http.StatusNotFound {
				t.Errorf("%s%s is answered %d outside a demo", base, path, answer.Status)
			}
		}
	}
}

// TestAnOrdinaryUserMayRunItInAnyPath runs it as nobody in particular, in a path with spaces.
func TestAnOrdinaryUserMayRunItInAnyPath(t *testing.T) {
	t.Parallel()
	home := filepath.Join(scratch, "a home, with späces")
	if err := os.Mkdir(home, 0o755); err != nil { // #nosec G301 -- the ordinary user's own
		t.Fatal(err)
	}
	account, err := installation.Nobody(home)
	if err != nil {
		t.Fatal(err)
	}
	program := binary
	if account != nil { // who may not see ours
		program = filepath.Join(home, "speckit")
		if err := copyFile(binary, program); err != nil {
			t.Fatal(err)
		}
	}
	i, err := installation.New(program, filepath.Join(home, "my data"))
	if err != nil {
		t.Fatal(err)
	}
	i.As = account
	for range 2 { // and again
		p := serve(t, i)
		if err := p.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	command(t, i, 0, "audit")
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o755) // #nosec G302 -- a program that everybody may run
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}

// TestBackupWhileSellingAndRestore takes a backup beside buyers, fills an empty installation from it, and goes on selling there.
func TestBackupWhileSellingAndRestore(t *testing.T) {
	t.Parallel()
	h := newCrashHouse(t)
	h.open()
	h.furnish(400)
	before, err := h.buy(t.Context(), h.event, "before")
	if err := before.settle(t.Context(), err); err != nil {
		t.Fatal(err)
	}
	stop := h.crowd(t.Context())
	file := filepath.Join(scratch, "backup")
	command(t, h.Installation, 0, "backup", file)
	stop()
	tickets, err := before.buyer.Tickets(t.Context(), before.order.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.process.Stop(); err != nil {
		t.Fatal(err)
	}

	restored := newPlain(t, place(), "SPECKIT_DEMO=1")
	command(t, restored, 0, "restore", file)
	says(t, command(t, restored, 1, "restore", file).ErrOut, "empty")
	command(t, restored, 0, "audit")
	again := &house{Installation: restored, process: serve(t, restored), stranger: client.New(restored.API(), nil)}
	order, err := again.stranger.Order(t.Context(), before.order.ID, before.order.Secret) // the link in the mail goes on working
	if err != nil {
		t.Fatal(err)
	}
	if err := want("state of the order", order.State, "fulfilled"); err != nil {
		t.Error(err)
	}
	next, err := again.buy(t.Context(), h.event, "after")
	if err := next.settle(t.Context(), err); err != nil {
		t.Error(err)
	}
	if err := again.process.Stop(); err != nil {
		t.Error(err)
	}
	verifyWithoutServer(t, restored, tickets)
}

// verifyWithoutServer checks codes that another server has made, and one that is not ours.
func verifyWithoutServer(t *testing.T, i *installation.Installation, tickets []client.Ticket) {
	t.Helper()
	for _, ticket := range tickets {
		says(t, command(t, i, 0, "tickets", "verify", ticket.QRCode).Out, ticket.TicketNumber, ticket.EventID)
	}
	forged := []byte(tickets[0].QRCode)
	forged[len(forged)/2] ^= 1
	command(t, i, 1, "tickets", "verify", tickets[0].QRCode, string(forged))
}

// TestSIGTERMLetsRequestsFinish stops the server while a payment is with the bank.
func TestSIGTERMLetsRequestsFinish(t *testing.T) {
	t.Parallel()
	h := newCrashHouse(t)
	h.Settings = append(h.Settings, "BANK_LATENCY=2s")
	h.open()
	h.furnish(40)
	w := &world{house: h.house, people: map[string]*person{}, event: client.Event{ID: h.event}}
	if err := errors.Join(w.arrive(t.Context(), "Ana"), w.hasOrdered(t.Context(), "Ana", 2)); err != nil {
		t.Fatal(err)
	}
	paid := payInFlight(t, w)
	for range 2 { // the second is no kill
		if err := h.process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-paid; err != nil {
		t.Errorf("the payment that was under way: %v", err)
	}
	within, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	status, err := h.process.Exit(within)
	if err != nil || status != 0 {
		t.Errorf("the server ended with status %d: %v", status, err)
	}
	if bytes.Contains([]byte(h.process.Log()), []byte("panic")) {
		t.Error(h.process.Log())
	}
	command(t, h.Installation, 0, "audit")
}

// payInFlight clicks pay twice and returns while the bank thinks: one of the two requests is told that the other is being worked on.
func payInFlight(t *testing.T, w *world) (paid <-chan error) {
	t.Helper()
	ana, ctx := w.people["Ana"], context.WithoutCancel(t.Context())
	done := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := ana.Pay(ctx, ana.order.ID, "card_ok", "pay while it stops")
			done <- err
		}()
	}
	if err := <-done; !client.Refused(err, "request_in_progress") {
		t.Fatalf("the first answer to two clicks is %v, with the bank still thinking", err)
	}
	return done
}
