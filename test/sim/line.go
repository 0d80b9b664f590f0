package sim

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/waitlist"
)

// joinLine asks for a place in the line of an event.
func joinLine(w *World) {
	p, at := w.somebody(), w.anEvent()
	in := waitlist.Join{Event: waitlist.EventID(at.id), Email: p.email(), Name: p.name, Wish: waitlist.Wish{Quantity: 1 + w.rnd.IntN(3)}}
	if w.chance(3) {
		in.Wish.Sections = []string{at.sections[w.rnd.IntN(len(at.sections))].SectionCode}
	}
	if w.chance(4) {
		in.Wish.MaxPrice = money.Decimal("30")
	}
	if w.chance(3) {
		in.Email = strings.ToUpper(in.Email)
	}
	_ = w.request(p, "joins a line", func(ctx context.Context) error {
		joined, err := w.all.Waitlist.Join(ctx, in)
		if err == nil && joined.Position < 1 {
			w.breach("I9", "entry %s is number %d in line", joined.Entry, joined.Position)
		}
		return err
	})
}

// place is what the mail of a place in line holds.
type place struct {
	entry  waitlist.EntryID
	secret string
}

// aPlace finds the link in one of somebody's letters.
func (w *World) aPlace(p *person) (place, bool) {
	found := w.places(p)
	if len(found) == 0 {
		return place{}, false
	}
	return found[max(w.rnd.IntN(len(found)), w.rnd.IntN(len(found)))], true
}

// places lists the links in somebody's letters.
func (w *World) places(p *person) []place {
	var found []place
	for _, letter := range w.post.letters {
		_, link, there := strings.Cut(letter.Text, "/waitlist/")
		if !there || !strings.EqualFold(letter.To, p.email()) {
			continue
		}
		link, _, _ = strings.Cut(link, " ")
		entry, query, _ := strings.Cut(link, "?")
		values, err := url.ParseQuery(query)
		w.must("read a link", err)
		at := place{secret: values.Get("secret")}
		w.must("read a link", at.entry.UnmarshalText([]byte(entry)))
		found = append(found, at)
	}
	return found
}

// inLine does something that the link of a place in line is for.
func (w *World) inLine(what string, do func(ctx context.Context, p *person, at place) error) {
	p := w.somebody()
	if at, there := w.aPlace(p); there {
		_ = w.request(p, what, func(ctx context.Context) error { return do(ctx, p, at) })
	}
}

func confirmPlace(w *World) {
	w.inLine("confirms a place in line", func(ctx context.Context, p *person, at place) error {
		return w.all.Waitlist.Confirm(ctx, p.who, at.entry, at.secret)
	})
}

func leaveLine(w *World) {
	w.inLine("leaves a line", func(ctx context.Context, p *person, at place) error {
		return w.all.Waitlist.Leave(ctx, p.who, at.entry, at.secret)
	})
}

// declineOffer passes on what somebody was offered, or tries to.
func declineOffer(w *World) {
	p, at, any := w.offered()
	if !any {
		w.inLine("passes an offer on", func(ctx context.Context, p *person, at place) error {
			return w.all.Waitlist.Decline(ctx, p.who, at.entry, at.secret)
		})
		return
	}
	_ = w.request(p, "passes an offer on", func(ctx context.Context) error { return w.all.Waitlist.Decline(ctx, p.who, at.entry, at.secret) })
}

// offered finds somebody who has an open offer and was told of it.
func (w *World) offered() (*person, place, bool) {
	offers, err := w.memories.waitlist.OfferPage(w.ctx, waitlist.OfferID{}, every)
	w.must("read offers", err)
	for _, o := range offers {
		for _, p := range w.people {
			for _, at := range w.places(p) {
				if o.State == waitlist.Open && at.entry == o.Entry {
					return p, at, true
				}
			}
		}
	}
	return nil, place{}, false
}

// lookAtPlace opens the page of a place in line, and keeps the link of the order that is offered there.
func lookAtPlace(w *World) {
	w.inLine("looks at a place in line", func(ctx context.Context, p *person, at place) error {
		view, err := w.all.Waitlist.Show(ctx, p.who, at.entry, at.secret)
		if err == nil && view.Offer != nil {
			p.links = append(p.links, link{ordering.OrderID(view.Offer.ID), view.Secret})
		}
		return err
	})
}

// takeOffer goes by the link of the mail to the order that is offered, and pays or not.
func takeOffer(w *World) {
	p, at, any := w.offered()
	if !any {
		lookAtPlace(w)
		return
	}
	visitor := &person{name: p.name, links: nil}
	_ = w.request(p, "looks at an offer", func(ctx context.Context) error {
		view, err := w.all.Waitlist.Show(ctx, p.who, at.entry, at.secret)
		if err == nil && view.Offer != nil {
			visitor.links = []link{{ordering.OrderID(view.Offer.ID), view.Secret}}
			p.links = append(p.links, visitor.links...)
		}
		return err
	})
	w.visit(visitor)
}

// pauseLine stops a line's offers, or lets them go on.
func pauseLine(w *World) {
	event, paused := waitlist.EventID(w.anEvent().id), w.chance(3)
	_ = w.ask("the organiser", "pauses a line, or not", func(ctx context.Context) error {
		return w.all.Waitlist.Pause(ctx, organiser, event, paused)
	})
}

// queueForEverything fills an event and has people line up for it: what the waitlist is for is rare when seats are many.
func queueForEverything(w *World) {
	holdBest(w)
	joinLine(w)
	deliverLetters(w)
	confirmPlace(w)
}

// freeForLine has somebody give back a seat of an event that others wait for, one way or another, and the first in line see what
// there is.
func freeForLine(w *World) {
	lines, err := w.memories.waitlist.LinePage(w.ctx, waitlist.EventID{}, every)
	w.must("read lines", err)
	lines = slices.DeleteFunc(lines, func(l waitlist.Line) bool { return l.Confirmed == 0 })
	if len(lines) == 0 {
		return
	}
	event := inventory.EventID(lines[w.rnd.IntN(len(lines))].Event)
	for _, p := range w.people {
		for _, h := range w.held(p) {
			if h.Event == event {
				_ = w.ask(p.name, "gives a seat back that others wait for", func(ctx context.Context) error { return w.all.Inventory.ReleaseOwn(ctx, h.ID, p.who) })
				break
			}
		}
		if w.chance(3) {
			break
		}
	}
	w.work(worker{"waitlist hands over", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Waitlist.HandOver(ctx) }})
}

func deliverLetters(w *World) {
	w.deliverSome()
	w.work(worker{"notification delivers", workers[len(workers)-1].do})
}

// offeredOnce checks what no commit of the waitlist may leave: a seat in two live offers.
func (w *World) offeredOnce() {
	offers, err := w.memories.waitlist.OfferPage(w.ctx, waitlist.OfferID{}, every)
	w.must("read offers", err)
	of := map[waitlist.SeatID]waitlist.OfferID{}
	for _, o := range offers {
		for _, s := range o.SeatIDs() {
			if other, twice := of[s]; twice {
				w.breach("I9", "seat %s is offered twice, by %s and %s", s, other, o.ID)
			}
			of[s] = o.ID
		}
	}
}

// everybodyIsServed: an offer comes to an end.
func (w *World) everybodyIsServed() {
	lines, err := w.memories.waitlist.LinePage(w.ctx, waitlist.EventID{}, every)
	w.must("read lines", err)
	for _, l := range lines {
		w.report.Answers["offers in line: made"] += int(l.Offered)
		w.report.Answers["offers in line: taken"] += int(l.Taken)
		w.report.Answers["offers in line: passed on"] += int(l.Passed)
	}
	offers, err := w.memories.waitlist.OfferPage(w.ctx, waitlist.OfferID{}, every)
	w.must("read offers", err)
	if len(offers) > 0 {
		w.breach("I9", "offer %s stays %s", offers[0].ID, offers[0].State)
	}
}
