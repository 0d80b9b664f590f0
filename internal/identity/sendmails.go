package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// mailsAtOnce is how many waiting mails one round takes.
const mailsAtOnce = 100

// mailLease is how long a mail that was asked for is left to the process that took it on: a process that dies with it, or cannot hand
// it on, is followed after this.
const mailLease = 30 * time.Second

// SendMails writes the mails that were asked for and hands them on; n is how many requests were done. The app calls it again and
// again, in every process: each mail is taken on by one of them. What cannot be handed on is tried again, as the same mail with the same
// link, so that one that comes twice is no riddle.
func (s *Service) SendMails(ctx context.Context) (n int, err error) {
	requests, err := s.store.MailRequests(ctx, s.clock.Now(), mailsAtOnce)
	if err != nil {
		return 0, fmt.Errorf("load requested mails: %w", err)
	}
	var failed []error
	for _, request := range requests {
		done, err := s.sendMail(ctx, request)
		if err != nil {
			failed = append(failed, fmt.Errorf("send %s mail: %w", request.Kind, err))
		} else if done {
			n++
		}
	}
	return n, errors.Join(failed...)
}

// sendMail makes the link, hands the mail on and forgets the request, each committed before the next.
func (s *Service) sendMail(ctx context.Context, request MailRequest) (done bool, err error) {
	mail, what, err := s.writeMail(ctx, request)
	if err != nil || what == othersMail {
		return false, err
	}
	if what == ourMail {
		bounded, cancel := context.WithTimeout(ctx, mailLease)
		defer cancel()
		if err := s.ports.Mails.Send(bounded, mail); err != nil {
			return false, err
		}
	}
	return true, s.store.Update(ctx, func(tx Tx) error {
		return tx.DeleteMailRequests(ctx, []id.UUID{request.ID})
	})
}

// whose says what is to be done about a mail.
type whose int

const (
	othersMail  whose = iota // nothing: another process has taken it on
	ourMail                  // to be sent
	nobodysMail              // not to be sent at all
)

// writeMail takes the request on, makes the link and the mail around it, or finds the link of an earlier try. There is no mail to send
// for an address without an account, for one that is verified already, and for one that has had its share of mails.
func (s *Service) writeMail(ctx context.Context, asked MailRequest) (mail Mail, what whose, err error) {
	fresh, err := s.newSecret()
	if err != nil {
		return Mail{}, othersMail, err
	}
	now, linkID := s.clock.Now(), s.ids.New()
	err = s.store.Update(ctx, func(tx Tx) error {
		what = othersMail
		user, found, err := tx.UserByEmail(ctx, asked.Folded)
		if err != nil {
			return err
		}
		request, waiting, err := tx.MailRequest(ctx, asked.ID)
		if err != nil || !waiting || now.Before(request.Next) {
			return err
		}
		what = nobodysMail
		if !found || request.Kind == VerifyLink && user.Verified() {
			return nil
		}
		secret, link, err := s.linkOf(ctx, tx, request, now)
		if err == nil && link.ID == id.Nil {
			secret = fresh
			link, err = s.makeLink(ctx, tx, Link{ID: linkID, User: user.ID, Kind: request.Kind, Digest: fresh.digest(), CreatedAt: now})
		}
		if err != nil || link.ID == id.Nil {
			return err
		}
		what = ourMail
		mail = Mail{ID: request.ID, Kind: request.Kind, To: user.Email, Link: s.rules.address(request.Kind, secret), ExpiresAt: link.ExpiresAt}
		request.Next, request.Sealed = now.Add(mailLease), s.ports.Sealer.Seal(secret[:])
		return tx.TakeMailRequest(ctx, request)
	})
	return mail, what, err
}

// makeLink keeps a new link; the zero one says that its account has had its share.
func (s *Service) makeLink(ctx context.Context, tx Tx, link Link) (Link, error) {
	had, err := tx.LinksOf(ctx, link.User, link.Kind)
	if err != nil || !due(had, link.CreatedAt, s.rules) {
		return Link{}, err
	}
	link.ExpiresAt = link.CreatedAt.Add(s.rules.ttl(link.Kind))
	return link, tx.PutLinks(ctx, []Link{link})
}

// linkOf returns the link that an earlier try has made for the request, with its secret; the zero link if there is none that still works.
func (s *Service) linkOf(ctx context.Context, tx Tx, request MailRequest, now time.Time) (secret, Link, error) {
	if request.Sealed == nil {
		return secret{}, Link{}, nil
	}
	plain, err := s.ports.Sealer.Open(request.Sealed)
	if err != nil || len(plain) != len(secret{}) { // sealed with a secret of the installation that is gone
		return secret{}, Link{}, nil //nolint:nilerr // a new link does as well
	}
	made := secret(plain)
	links, err := tx.Links(ctx, []Digest{made.digest()})
	if err != nil || len(links) == 0 || links[0].check(request.Kind, now) != nil {
		return secret{}, Link{}, err
	}
	return made, links[0], nil
}
