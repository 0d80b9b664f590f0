package notificationsmtp_test

import (
	"bufio"
	"fmt"
	"net"
	"net/mail"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationsmtp"
)

// server is a mail server that speaks just enough SMTP (RFC 5321) and answers recipients as it is told.
type server struct {
	address string
	answer  string // to RCPT TO
	got     chan string
}

func newServer(t *testing.T, answer string) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s := &server{address: l.Addr().String(), answer: answer, got: make(chan string, 4)}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.talk(conn)
		}
	}()
	return s
}

func (s *server) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	say := func(line string) { _, _ = fmt.Fprintf(conn, "%s\r\n", line) }
	say("220 ready")
	lines := bufio.NewScanner(conn)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		switch verb := strings.ToUpper(strings.SplitN(lines.Text(), " ", 2)[0]); verb {
		case "EHLO":
			say("250 hello")
		case "RCPT":
			say(s.answer)
		case "DATA":
			say("354 go on")
			var mail strings.Builder
			for lines.Scan() && lines.Text() != "." {
				mail.WriteString(lines.Text() + "\n")
			}
			s.got <- mail.String()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

func letter() notification.Letter {
	return notification.Letter{
		ID: notification.MailID(id.Named(id.Nil, "letter")), To: "ada@example.com", Name: "Ada Łovelace", Subject: "Your Ticket for Žižka",
		Text: "Hello\n", HTML: "<p>Hello</p>", Files: []notification.File{{Name: "ticket.pdf", Type: "application/pdf", Content: []byte("%PDF-1.7")}},
	}
}

func TestALetterArrivesWithBothBodiesItsFilesAndAStableId(t *testing.T) {
	t.Parallel()
	s := newServer(t, "250 ok")
	sender, err := notificationsmtp.New("smtp://"+s.address+"?from=tickets@example.com&tls=none", "tickets.example.com")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for range 2 {
		if err := sender.Send(t.Context(), letter()); err != nil {
			t.Fatal(err)
		}
		mail := <-s.got
		for _, part := range []string{"tickets@example.com", "ada@example.com", "text/plain", "text/html", "application/pdf", `filename="ticket.pdf"`} {
			if !strings.Contains(mail, part) {
				t.Errorf("no %s in\n%s", part, mail)
			}
		}
		for _, line := range strings.Split(mail, "\n") {
			if strings.HasPrefix(line, "Message-ID:") {
				ids = append(ids, line)
			}
		}
	}
	if len(ids) != 2 || ids[0] != ids[1] {
		t.Errorf("Message-IDs %v", ids)
	}
}

func TestARefusalForGoodIsToldFromOneForNow(t *testing.T) {
	t.Parallel()
	for answer, declined := range map[string]bool{"550 no such mailbox": true, "451 try later": false} {
		s := newServer(t, answer)
		sender, err := notificationsmtp.New("smtp://"+s.address+"?from=tickets@example.com&tls=none", "tickets.example.com")
		if err != nil {
			t.Fatal(err)
		}
		err = sender.Send(t.Context(), letter())
		if err == nil || fault.Is(err, fault.Declined) != declined {
			t.Errorf("%s: %v", answer, err)
		}
	}
}

func TestAServerOnThisMachineNeedsNothingButItsAddress(t *testing.T) {
	t.Parallel()
	s := newServer(t, "250 ok")
	sender, err := notificationsmtp.New("smtp://"+s.address, "tickets.example.com")
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	if mail := <-s.got; !strings.Contains(mail, "<noreply@tickets.example.com>") {
		t.Errorf("no sender of the domain in\n%s", mail)
	}
}

func TestNothingGoesInTheClearUnlessToldSo(t *testing.T) {
	t.Parallel()
	s := newServer(t, "250 ok") // offers no STARTTLS
	sender, err := notificationsmtp.New("smtp://"+s.address+"?from=tickets@example.com&tls=required", "tickets.example.com")
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), letter()); err == nil || fault.Is(err, fault.Declined) {
		t.Fatalf("sent without TLS: %v", err)
	}
}

func TestAnAddressThatIsNoneIsRefusedForGood(t *testing.T) {
	t.Parallel()
	s := newServer(t, "250 ok")
	sender, err := notificationsmtp.New("smtp://"+s.address+"?from=tickets@example.com&tls=none", "tickets.example.com")
	if err != nil {
		t.Fatal(err)
	}
	l := letter()
	l.To = "ada@example.com\r\nBcc: x@example.com"
	if err := sender.Send(t.Context(), l); !fault.Is(err, fault.Declined) {
		t.Fatalf("got %v", err)
	}
}

func TestWhateverSomebodyIsCalledTheMailGoesToHimAlone(t *testing.T) {
	t.Parallel()
	for name, shown := range map[string]string{
		"Ada\r\nBcc: x@example.com":    "Ada Bcc: x@example.com",
		`Ada "the Countess" \`:         `Ada "the Countess" \`,
		`Ada" <x@example.com>, "Bob`:   `Ada" <x@example.com>, "Bob`,
		"Łucja <b>, \x00x@example.com": "Łucja <b>, x@example.com",
		"":                             "",
	} {
		s := newServer(t, "250 ok")
		sender, err := notificationsmtp.New("smtp://"+s.address, "tickets.example.com")
		if err != nil {
			t.Fatal(err)
		}
		l := letter()
		l.Name = name
		if err := sender.Send(t.Context(), l); err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		message, err := mail.ReadMessage(strings.NewReader(<-s.got))
		if err != nil {
			t.Fatal(err)
		}
		to, err := message.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != l.To || to[0].Name != shown || message.Header.Get("Bcc") != "" {
			t.Errorf("%q: to %v, %v, headers %v", name, to, err, message.Header)
		}
	}
}

func TestASettingThatCannotWorkIsRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "mail.example.com", "http://mail.example.com", "smtp://mail.example.com?from=nobody", "smtp://mail.example.com?from=a@example.com&tls=maybe"} {
		if _, err := notificationsmtp.New(address, "tickets.example.com"); err == nil || !strings.Contains(err.Error(), "SMTP_URL") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
