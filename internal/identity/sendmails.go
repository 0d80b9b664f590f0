package identity

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// mailsAtOnce is how many waiting mails one round takes.
const mailsAtOnce = 100

// SendMails writes the mails that were asked for and hands them on; n is how many requests were done. The app calls it again and
// again. After a crash in between, a mail goes out twice, each with a link that works.
func (s *Service) SendMails(ctx context.Context) (n int, err error) {
	requests, err := s.store.MailRequests(ctx, mailsAtOnce)
	if err != nil {
		return 0, fmt.Errorf("load requested mails: %w", err)
	}
	var failed []error
	for _, request := range requests {
		if err := s.sendMail(ctx, request); err != nil {
			failed = append(failed, fmt.Errorf("send %s mail: %w", request.Kind, err))
			continue
		}
		n++
	}
	return n, errors.Join(failed...)
}

// sendMail makes the link, hands the mail on and forgets the request, each committed before the next.
func (s *Service) sendMail(ctx context.Context, request MailRequest) error {
	mail, wanted, err := s.writeMail(ctx, request)
	if err != nil {
		return err
	}
	if wanted {
		if err := s.ports.Mails.Send(ctx, mail); err != nil {
			return err
		}
	}
	return s.store.Update(ctx, func(tx Tx) error {
		return tx.DeleteMailRequests(ctx, []id.UUID{request.ID})
	})
}

// writeMail makes the link and the mail around it. There is none to send for an address without an account, for an address that is
// verified already, and for one that has had its share of mails.
func (s *Service) writeMail(ctx context.Context, request MailRequest) (mail Mail, wanted bool, err error) {
	secret, err := s.newSecret()
	if err != nil {
		return Mail{}, false, err
	}
	now := s.clock.Now()
	link := Link{
		ID: s.ids.New(), Kind: request.Kind, Digest: secret.digest(),
		CreatedAt: now, ExpiresAt: now.Add(s.rules.ttl(request.Kind)),
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		wanted = false
		user, found, err := tx.UserByEmail(ctx, request.Folded)
		if err != nil || !found || request.Kind == VerifyLink && user.Verified() {
			return err
		}
		had, err := tx.LinksOf(ctx, user.ID, request.Kind)
		if err != nil || !due(had, now, s.rules) {
			return err
		}
		link.User, wanted = user.ID, true
		mail = Mail{Kind: request.Kind, To: user.Email, Link: s.rules.address(request.Kind, secret), ExpiresAt: link.ExpiresAt}
		return tx.PutLinks(ctx, []Link{link})
	})
	return mail, wanted, err
}
