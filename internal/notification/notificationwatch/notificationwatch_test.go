package notificationwatch_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationwatch"
)

type server struct{ answer error }

func (s server) Send(context.Context, notification.Letter) error { return s.answer }

func TestEveryLetterIsWatchedAndCountedByItsEnd(t *testing.T) {
	t.Parallel()
	var steps []string
	var ends []bool
	span := func(ctx context.Context, name string, do func(context.Context) error) error {
		steps = append(steps, name)
		return do(ctx)
	}
	away := errors.New("away")
	for _, answer := range []error{nil, away} {
		sender := notificationwatch.Sender(server{answer}, span, func(sent bool) { ends = append(ends, sent) })
		if err := sender.Send(t.Context(), notification.Letter{}); !errors.Is(err, answer) {
			t.Errorf("got %v", err)
		}
	}
	if !slices.Equal(steps, []string{"send mail", "send mail"}) || !slices.Equal(ends, []bool{true, false}) {
		t.Errorf("steps %v, ends %v", steps, ends)
	}
	if notificationwatch.Sender(nil, span, nil) != nil {
		t.Error("there is a sender where there was none")
	}
}
