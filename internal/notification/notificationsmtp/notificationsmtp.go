// Package notificationsmtp hands letters to a mail server.
package notificationsmtp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/notification"
)

// timeout bounds one conversation with the mail server.
const timeout = 20 * time.Second

// Sender is a notification.Sender. Each letter is a conversation of its own, so that a bad one cannot spoil the next.
type Sender struct {
	host    string
	options []mail.Option
	from    string
	name    string
}

// New reads an address like smtp://user:password@host:587?from=tickets@example.com&name=Example. The scheme smtps speaks TLS from the
// start (465); smtp requires STARTTLS, except of a server on this machine, unless ?tls= says required, opportunistic or none. Where it
// says no sender, that is the user, if it is a mail address, else noreply@ the domain.
func New(address, domain string) (*Sender, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, errors.New("SMTP_URL is not an address like smtp://user:password@host:587?from=tickets@example.com")
	}
	s := &Sender{host: u.Hostname(), from: u.Query().Get("from"), name: u.Query().Get("name"), options: []mail.Option{mail.WithTimeout(timeout)}}
	if s.from == "" {
		s.from = sender(u.User, domain)
	}
	if err := mail.NewMsg().From(s.from); err != nil {
		return nil, fmt.Errorf("SMTP_URL: sender %q is no mail address", s.from)
	}
	if s.name == "" {
		s.name = "SpecKit Ticketing"
	}
	if err := s.security(u); err != nil {
		return nil, err
	}
	if u.User != nil {
		password, _ := u.User.Password()
		s.options = append(s.options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	return s, nil
}

// sender is who sends where nobody was named.
func sender(user *url.Userinfo, domain string) string {
	if user != nil && strings.Contains(user.Username(), "@") {
		return user.Username()
	}
	return "noreply@" + domain
}

// local reports whether a host is this machine: what is said to it does not leave it.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *Sender) security(u *url.URL) error {
	port, policy := 587, u.Query().Get("tls")
	if policy == "" {
		policy = "required"
		if local(s.host) {
			policy = "none"
		}
	}
	switch {
	case u.Scheme == "smtps":
		port = 465
		s.options = append(s.options, mail.WithSSL())
	case policy == "required":
		s.options = append(s.options, mail.WithTLSPolicy(mail.TLSMandatory))
	case policy == "opportunistic":
		s.options = append(s.options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	case policy == "none":
		s.options = append(s.options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		return fmt.Errorf("SMTP_URL: tls=%s is none of required, opportunistic, none", policy)
	}
	if u.Port() != "" {
		given, err := strconv.Atoi(u.Port())
		if err != nil {
			return fmt.Errorf("SMTP_URL: port %q is no number", u.Port())
		}
		port = given
	}
	s.options = append(s.options, mail.WithPort(port))
	return nil
}

// Send delivers one letter. A refusal for good (SMTP 5xx, an address that is none) is of kind Declined.
func (s *Sender) Send(ctx context.Context, letter notification.Letter) error {
	message, err := s.compose(letter)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("prepare mail client: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, message)
	var refusal *mail.SendError
	if errors.As(err, &refusal) && !refusal.IsTemp() && refusal.ErrorCode() >= 500 {
		return refused.Because(err).Saying("The mail server refuses the mail: %s", refusal.Error())
	}
	if err != nil {
		return fmt.Errorf("hand mail to the server: %w", err)
	}
	return nil
}

var refused = fault.New(fault.Declined, "mail_refused", "The mail server refuses the mail.")

func (s *Sender) compose(letter notification.Letter) (*mail.Msg, error) {
	m := mail.NewMsg()
	if err := m.FromFormat(s.name, s.from); err != nil {
		return nil, refused.Because(err)
	}
	if err := m.AddToFormat(quotable(letter.Name), letter.To); err != nil {
		return nil, refused.Saying("The address is no mail address.").Because(err)
	}
	m.Subject(letter.Subject)
	m.SetMessageIDWithValue(letter.ID.String() + "@" + s.host) // the same for a letter that goes twice
	m.SetDate()
	m.SetBodyString(mail.TypeTextPlain, letter.Text)
	m.AddAlternativeString(mail.TypeTextHTML, letter.HTML)
	for _, f := range letter.Files {
		if err := m.AttachReader(f.Name, bytes.NewReader(f.Content), mail.WithFileContentType(mail.ContentType(f.Type))); err != nil {
			return nil, fmt.Errorf("attach %s: %w", f.Name, err)
		}
	}
	return m, nil
}

// quotable writes a name as it can stand between quotes in a header (RFC 5322, quoted-string), whatever somebody is called.
func quotable(name string) string {
	printable := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.Join(strings.Fields(name), " "))
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(printable)
}
