package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/cucumber/godog"
	"github.com/google/uuid"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) lineSteps(sc *godog.ScenarioContext) {
	sc.Step(`^((?:\w+(?:, | and ))*\w+) waits? in line$`, w.waitInLine)
	sc.Step(`^(\w+) waits in line for (\d+) seats$`, func(ctx context.Context, name string, count int) error {
		return w.waitFor(ctx, name, client.Join{Quantity: count})
	})
	sc.Step(`^(\w+) waits in line for a seat in "([^"]*)"$`, func(ctx context.Context, name, section string) error {
		return w.waitFor(ctx, name, client.Join{Sections: []string{section}})
	})
	sc.Step(`^(\w+) waits in line for a seat up to ([\d.]+)$`, func(ctx context.Context, name, price string) error {
		return w.waitFor(ctx, name, client.Join{MaxPrice: json.Number(price)})
	})
	sc.Step(`^(\w+) joins the line$`, func(ctx context.Context, name string) error { return w.join(ctx, name, client.Join{}) })
	sc.Step(`^(\w+) tries to join the line$`, func(ctx context.Context, name string) error { return w.tryToJoin(ctx, name, client.Join{}) })
	sc.Step(`^(\w+) tries to join the line with (?:her|his) address in capitals$`, func(ctx context.Context, name string) error {
		return w.tryToJoin(ctx, name, client.Join{Email: strings.ToUpper(w.inLine(name).email)})
	})
	sc.Step(`^(\w+) tries to join the line of an event that there is not$`, func(ctx context.Context, name string) error {
		return w.tryToJoin(ctx, name, client.Join{EventID: uuid.NewString()})
	})
	sc.Step(`^somebody tries to join the line with (.*address.*)$`, w.joinBadly)
	sc.Step(`^the refusal lists what is wrong$`, func() error { return want("the list is empty", len(w.refusal.Errors) == 0, false) })
	sc.Step(`^(\w+) confirms (?:her|his) place$`, w.as(w.confirm))
	sc.Step(`^(\w+) tries to confirm (?:her|his) place$`, w.as(func(ctx context.Context, p *person) error { return w.refused(p.ConfirmPlace(ctx, p.place)) }))
	sc.Step(`^(\w+) leaves the line$`, w.as(func(ctx context.Context, p *person) error { return p.LeaveLine(ctx, p.place) }))
	sc.Step(`^(\w+) tries to leave the line$`, w.as(func(ctx context.Context, p *person) error { return w.refused(p.LeaveLine(ctx, p.place)) }))
	sc.Step(`^a stranger tries (\w+)'s place with (\w+)'s secret$`, w.tryOthersSecret)
	sc.Step(`^a stranger tries (\w+)'s place with a guessed secret$`, w.as(func(ctx context.Context, p *person) error {
		return w.tryPlace(ctx, w.house.stranger, client.PlaceLink{EntryID: p.place.EntryID, Secret: "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
	}))
	sc.Step(`^(\w+) tries (\w+)'s place with (?:her|his) own session$`, w.tryOwnSession)
	w.queueSteps(sc)
}

// queueSteps are what a line looks like.
func (w *world) queueSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) is number (\d+) in line$`, w.isNumber)
	sc.Step(`^(\w+)'s place becomes "([^"]*)"$`, func(ctx context.Context, name, status string) error {
		return w.placeBecomes(ctx, soon, name, status)
	})
	sc.Step(`^within (\d+) seconds (\w+)'s place becomes "([^"]*)"$`, func(ctx context.Context, seconds int, name, status string) error {
		return w.placeBecomes(ctx, time.Duration(seconds)*time.Second, name, status)
	})
	sc.Step(`^seats can be offered to (\d+) (?:people|person) in line$`, w.linePending)
	sc.Step(`^nobody is left in line$`, w.nobodyLeft)
	sc.Step(`^(\d+) person has joined the line$`, w.haveJoined)
	sc.Step(`^nobody has ever joined the line$`, func(ctx context.Context) error { return w.haveJoined(ctx, 0) })
	sc.Step(`^the organiser (pause|resume)s the line$`, func(ctx context.Context, verb string) error {
		return w.house.organiser.TurnLine(ctx, w.event.ID, verb)
	})
	sc.Step(`^(\w+) has been passed over$`, w.wasPassedOver)
}

// inLine finds whoever waits, or introduces a stranger who needs no session for it.
func (w *world) inLine(name string) *person {
	if p, known := w.people[name]; known {
		return p
	}
	p := &person{Client: w.house.stranger, name: name, email: fmt.Sprintf("%s.%d@example.com", strings.ToLower(name), addresses.Add(1))}
	w.people[name] = p
	return p
}

// join takes a place in line, and the link to it from the mail.
func (w *world) join(ctx context.Context, name string, wish client.Join) error {
	p := w.inLine(name)
	joined, err := p.Join(ctx, w.wished(p, wish))
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		p.place, err = w.placeLink(ctx, p, joined.EntryID)
		return err
	})
}

// wished fills in what the wish does not say.
func (w *world) wished(p *person, wish client.Join) client.Join {
	wish.EventID, wish.Email, wish.Name = orElse(wish.EventID, w.event.ID), orElse(wish.Email, p.email), p.name+" Sol"
	return wish
}

func (w *world) placeLink(ctx context.Context, p *person, entry string) (client.PlaceLink, error) {
	letters, err := w.house.stranger.Letters(ctx, p.email)
	if err != nil {
		return client.PlaceLink{}, err
	}
	for _, l := range letters {
		if link, there := l.PlaceLink(); there && link.EntryID == entry {
			return link, nil
		}
	}
	return client.PlaceLink{}, fmt.Errorf("none of %d mails has the link to place %s", len(letters), entry)
}

func (w *world) confirm(ctx context.Context, p *person) error { return p.ConfirmPlace(ctx, p.place) }

func (w *world) waitFor(ctx context.Context, name string, wish client.Join) error {
	if err := w.join(ctx, name, wish); err != nil {
		return err
	}
	return w.confirm(ctx, w.people[name])
}

var listed = regexp.MustCompile(`, | and `)

// waitInLine has people join one after the other, as they are named, and confirm.
func (w *world) waitInLine(ctx context.Context, list string) error {
	for _, name := range listed.Split(list, -1) {
		if err := w.waitFor(ctx, name, client.Join{}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (w *world) tryToJoin(ctx context.Context, name string, wish client.Join) error {
	p := w.inLine(name)
	_, err := p.Join(ctx, w.wished(p, wish))
	return w.refused(err)
}

// badAddresses are none.
var badAddresses = map[string]string{
	"no address": "", "an address without an at": "nobody", "an address of two lines": "a@example.com\r\nBcc: b@example.com",
	"an address of 400 characters": strings.Repeat("a", 388) + "@example.com", "two addresses": "a@example.com, b@example.com",
}

func (w *world) joinBadly(ctx context.Context, what string) error {
	address, known := badAddresses[what]
	if !known {
		return fmt.Errorf("the scenarios do not say what %q is", what)
	}
	_, err := w.house.stranger.Join(ctx, client.Join{EventID: w.event.ID, Email: address})
	return w.refused(err)
}

// tryPlace tries all that a link is for, and expects all of it to be refused in the same way.
func (w *world) tryPlace(ctx context.Context, as *client.Client, link client.PlaceLink) error {
	_, err := as.Place(ctx, link)
	for _, err := range []error{as.ConfirmPlace(ctx, link), as.DeclineOffer(ctx, link), as.LeaveLine(ctx, link), err} {
		before := w.refusal
		if err := w.refused(err); err != nil {
			return err
		}
		if before != nil && before.Code != w.refusal.Code {
			return fmt.Errorf("one thing is refused as %s, another as %s", before.Code, w.refusal.Code)
		}
	}
	return nil
}

func (w *world) tryOthersSecret(ctx context.Context, of, by string) error {
	p, err := w.who(of)
	if err != nil {
		return err
	}
	other, err := w.who(by)
	if err != nil {
		return err
	}
	w.refusal = nil
	return w.tryPlace(ctx, w.house.stranger, client.PlaceLink{EntryID: p.place.EntryID, Secret: other.place.Secret})
}

func (w *world) tryOwnSession(ctx context.Context, name, of string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	other, err := w.who(of)
	if err != nil {
		return err
	}
	w.refusal = nil
	return w.tryPlace(ctx, p.Client, client.PlaceLink{EntryID: other.place.EntryID})
}

func (w *world) isNumber(ctx context.Context, name string, number int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		place, err := p.Place(ctx, p.place)
		if err != nil {
			return err
		}
		if place.Position == nil {
			return fmt.Errorf("%s waits no more: the place is %s", name, place.Status)
		}
		return want("position", *place.Position, number)
	})
}

func (w *world) placeBecomes(ctx context.Context, within time.Duration, name, status string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, within, func(ctx context.Context) error {
		place, err := p.Place(ctx, p.place)
		if err != nil {
			return err
		}
		waits := status == "unconfirmed" || status == "pending"
		return errors.Join(
			want("status of the place", place.Status, status), want("there is a position", place.Position != nil, waits),
			want("there is an offer", place.Offer != nil, status == "assigned"),
		)
	})
}

func (w *world) linePending(ctx context.Context, count int) error {
	return client.Await(ctx, soon, func(ctx context.Context) error {
		pending, err := w.house.stranger.HasPending(ctx, w.event.ID)
		if err != nil {
			return err
		}
		return errors.Join(want("how many can be offered seats", pending.PendingCount, count), want("somebody can", pending.HasPending, count > 0))
	})
}

func (w *world) nobodyLeft(ctx context.Context) error {
	return client.Await(ctx, soon, func(ctx context.Context) error {
		line, err := w.house.steward.Line(ctx, w.event.ID)
		if err != nil {
			return err
		}
		return errors.Join(want("waiting", line.Waiting, 0), want("with an offer", line.Assigned, 0))
	})
}

// haveJoined asks the office. Of an event without a line it knows nothing.
func (w *world) haveJoined(ctx context.Context, count int) error {
	line, err := w.house.steward.Line(ctx, w.event.ID)
	if client.Refused(err, "line_not_found") {
		return want("places in the line", 0, count)
	}
	if err != nil {
		return err
	}
	return want("places in the line", line.Joined, count)
}

func (w *world) wasPassedOver(ctx context.Context, name string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	inLine, err := w.house.steward.InLine(ctx, w.event.ID)
	if err != nil {
		return err
	}
	for _, one := range inLine {
		if one.EntryID == p.place.EntryID {
			return errors.Join(want("how often passed over", one.Passes, 1), want("address", one.Email, p.email))
		}
	}
	return fmt.Errorf("%s is not in line", name)
}
