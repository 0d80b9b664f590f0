// Package notificationwatch shows an operator the mails that go out.
package notificationwatch

import (
	"context"

	"github.com/speckit/ticketing/internal/notification"
)

// Sender returns a sender that does each letter's sending inside a step that span watches, and counts how it ended. Without a sender
// there is none.
func Sender(next notification.Sender, span func(ctx context.Context, name string, do func(context.Context) error) error, count func(sent bool)) notification.Sender {
	if next == nil {
		return nil
	}
	return sender{next, span, count}
}

type sender struct {
	next  notification.Sender
	span  func(context.Context, string, func(context.Context) error) error
	count func(sent bool)
}

// Send hands the letter on.
func (s sender) Send(ctx context.Context, letter notification.Letter) error {
	err := s.span(ctx, "send mail", func(ctx context.Context) error { return s.next.Send(ctx, letter) })
	s.count(err == nil)
	return err
}
