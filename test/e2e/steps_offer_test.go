package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) offerSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) is offered "([^"]*)" for ([\d.]+)$`, func(ctx context.Context, name, seats, total string) error {
		return w.isOffered(ctx, soon, name, seats, total)
	})
	sc.Step(`^within (\d+) seconds (\w+) is offered "([^"]*)" for ([\d.]+)$`, func(ctx context.Context, seconds int, name, seats, total string) error {
		return w.isOffered(ctx, time.Duration(seconds)*time.Second, name, seats, total)
	})
	sc.Step(`^(\w+) is offered "([^"]*)" for ([\d.]+) anew$`, w.isOfferedAnew)
	sc.Step(`^nothing is offered to (\w+) for (\d+) seconds$`, w.isNotOffered)
	sc.Step(`^(\w+) takes the order by the offer's link$`, w.as(w.takeOrder))
	sc.Step(`^(\w+) declines the offer$`, w.as(func(ctx context.Context, p *person) error { return p.DeclineOffer(ctx, p.place) }))
	sc.Step(`^(\w+) tries to decline the offer$`, w.as(func(ctx context.Context, p *person) error {
		return w.refused(p.DeclineOffer(ctx, p.place))
	}))
	sc.Step(`^somebody tries to hold "([^"]*)" all the time$`, w.rivalTries)
	sc.Step(`^nobody else has held it$`, w.rivalFailed)
	sc.Step(`^the page of (\w+)'s place says "([^"]*)"$`, w.placePageSays)
	sc.Step(`^(\w+) presses "([^"]*)" on the page$`, w.press)
	sc.Step(`^(\w+) receives a mail "([^"]*)"$`, func(ctx context.Context, name, subject string) error {
		return w.mailed(ctx, name, subject, "")
	})
	sc.Step(`^(\w+) receives a mail "([^"]*)" that says "([^"]*)"$`, w.mailed)
	sc.Step(`^the mail says until when, in the time zone "([^"]*)"$`, w.mailSaysUntil)
}

// isOffered waits for an offer of the seats, and looks whether it is a real one.
func (w *world) isOffered(ctx context.Context, within time.Duration, name, seats, total string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, within, func(ctx context.Context) error {
		place, err := p.Place(ctx, p.place)
		if err != nil {
			return err
		}
		if place.Offer == nil {
			return fmt.Errorf("nothing is offered: the place is %s, %s", place.Status, place.Reason)
		}
		p.offer = *place.Offer
		return errors.Join(want("status of the place", place.Status, "assigned"), w.offerIsReal(ctx, p.offer, seats, total))
	})
}

// offerIsReal expects an offer to have the seats held, at their price, and an order that says the same.
func (w *world) offerIsReal(ctx context.Context, o client.Offered, seats, total string) error {
	var offered []string
	for _, s := range o.Seats {
		offered = append(offered, label(s.SectionCode, s.Row, s.Seat))
	}
	slices.Sort(offered)
	order, err := w.house.stranger.Order(ctx, o.OrderID, o.OrderSecret)
	if err != nil {
		return err
	}
	var ordered []string
	for _, item := range order.Items {
		ordered = append(ordered, item.ReservationID)
		hold, err := w.house.steward.Reservation(ctx, item.ReservationID)
		if err != nil {
			return err
		}
		if err := errors.Join(want("hold of the offer", hold.Status, "active"), want("held seat", hold.SeatID, item.SeatID)); err != nil {
			return err
		}
	}
	slices.Sort(ordered)
	slices.Sort(o.ReservationIDs)
	return errors.Join(
		want("offered seats", strings.Join(offered, ", "), seats), wantMoney("total of the offer", o.TotalAmount.String(), total),
		want("the order is to be paid", order.State, "pending"), wantMoney("total of the order", order.TotalAmount.String(), total),
		want("holds of the order", strings.Join(ordered, " "), strings.Join(o.ReservationIDs, " ")),
	)
}

// isOfferedAnew expects another offer than the last.
func (w *world) isOfferedAnew(ctx context.Context, name, seats, total string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	before := p.offer.OrderID
	return client.Await(ctx, soon, func(ctx context.Context) error {
		if err := w.isOffered(ctx, soon, name, seats, total); err != nil {
			return err
		}
		return want("it is the offer from before", p.offer.OrderID == before, false)
	})
}

// isNotOffered looks for as long whether somebody is offered anything.
func (w *world) isNotOffered(ctx context.Context, name string, seconds int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	err = client.Await(ctx, time.Duration(seconds)*time.Second, func(ctx context.Context) error {
		place, err := p.Place(ctx, p.place)
		if err != nil {
			return err
		}
		return want("there is an offer", place.Offer != nil, true)
	})
	if err == nil {
		return fmt.Errorf("%s has an offer", name)
	}
	return w.placeBecomes(ctx, 0, name, "pending")
}

// takeOrder begins a session by the secret of the offer's order, which is all that paying needs.
func (w *world) takeOrder(ctx context.Context, p *person) error {
	session, err := w.house.stranger.OpenOrder(ctx, p.offer.OrderID, p.offer.OrderSecret)
	if err != nil {
		return err
	}
	p.Client = w.house.stranger.As(session.GuestToken)
	if p.order, err = p.Order(ctx, p.offer.OrderID, ""); err != nil {
		return err
	}
	p.seats = nil
	for _, item := range p.order.Items {
		p.seats = append(p.seats, client.Reservation{
			ReservationID: item.ReservationID, SeatID: item.SeatID, SectionCode: item.SectionCode, Row: item.Row, Seat: item.Seat,
		})
	}
	return nil
}

// rival is somebody of the public who wants a seat that is not for him.
type rival struct {
	stop   chan struct{}
	once   sync.Once
	ended  chan struct{}
	tries  int
	got    int
	errors []error
}

// leave has him give up, and waits until he has. There may be none.
func (r *rival) leave() {
	if r == nil {
		return
	}
	r.once.Do(func() { close(r.stop) })
	<-r.ended
}

func (w *world) rivalTries(ctx context.Context, seat string) error {
	id, err := w.seatID(ctx, seat)
	if err != nil {
		return err
	}
	r := &rival{stop: make(chan struct{}), ended: make(chan struct{})}
	w.rival, ctx = r, context.WithoutCancel(ctx)
	go func() {
		defer close(r.ended)
		for {
			select {
			case <-r.stop:
				return
			default:
				r.rush(ctx, w.house.stranger, id)
			}
		}
	}()
	return nil
}

// rush tries as one guest until the house has had enough of that one.
func (r *rival) rush(ctx context.Context, stranger *client.Client, seat string) {
	guest, err := stranger.BeginGuest(ctx)
	for err == nil {
		select {
		case <-r.stop:
			return
		default:
			_, err = stranger.As(guest.GuestToken).HoldOne(ctx, seat, "")
			r.tries++
		}
		switch {
		case err == nil:
			r.got++
		case client.Refused(err, "seat_taken"):
			err = nil
		case client.Refused(err, "too_many_requests"):
			return
		}
	}
	r.errors = append(r.errors, err)
}

func (w *world) rivalFailed() error {
	w.rival.leave()
	return errors.Join(want("he has tried", w.rival.tries > 0, true), want("how often he got it", w.rival.got, 0), errors.Join(w.rival.errors...))
}

// placePageSays opens the mail's link as a browser does.
func (w *world) placePageSays(ctx context.Context, name, text string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	page, err := client.New(w.house.URL(), nil).Send(ctx, client.Request{Method: http.MethodGet, Path: p.place.Page(), Accept: "text/html"})
	if err != nil {
		return err
	}
	return errors.Join(
		want("status of the page", page.Status, http.StatusOK), want("the page says "+text, strings.Contains(string(page.Body), text), true),
		want("Referrer-Policy", page.Header.Get("Referrer-Policy"), "no-referrer"), want("Cache-Control", page.Header.Get("Cache-Control"), "no-store"),
	)
}

// press sends the form of one of the page's buttons.
func (w *world) press(ctx context.Context, name, button string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	answer, err := client.New(w.house.URL(), nil).Send(ctx, client.Request{
		Method: http.MethodPost, Path: p.place.Page(), Body: []byte(url.Values{"do": {button}}.Encode()),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
	})
	if err != nil {
		return err
	}
	back, err := url.Parse(answer.Header.Get("Location"))
	if err != nil {
		return err
	}
	return errors.Join(
		want("status of the answer", answer.Status, http.StatusSeeOther), want("where it leads", back.Path, "/waitlist/"+p.place.EntryID),
		want("it leads there with the secret", back.Query().Get("secret"), p.place.Secret),
	)
}

// mailed expects one mail with the beginning or the end of its subject, and with a text.
func (w *world) mailed(ctx context.Context, name, subject, text string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		letter, err := w.letter(ctx, p, subject)
		if err != nil {
			return err
		}
		return errors.Join(
			want("it names the event", strings.Contains(letter.Subject, w.event.Name), true),
			want("it says "+text, strings.Contains(letter.Text, text), true),
		)
	})
}

func (w *world) letter(ctx context.Context, p *person, subject string) (found client.Letter, err error) {
	letters, err := w.house.stranger.Letters(ctx, p.email)
	if err != nil {
		return client.Letter{}, err
	}
	count := 0
	for _, l := range letters {
		if strings.Contains(l.Subject, subject) {
			found, count = l, count+1
		}
	}
	return found, want(fmt.Sprintf("mails %q among %d", subject, len(letters)), count, 1)
}

// mailSaysUntil reads the offer's mail.
func (w *world) mailSaysUntil(ctx context.Context, name string) error {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return err
	}
	for _, p := range w.people {
		if p.offer.OrderID == "" {
			continue
		}
		letter, err := w.letter(ctx, p, "Your place has come")
		if err != nil {
			return err
		}
		until := p.offer.ExpiresAt.In(zone).Format("2 January 2006, 15:04") + " (" + name + ")"
		return want("the mail says "+until, strings.Contains(letter.Text, until), true)
	}
	return errors.New("nothing was offered")
}
