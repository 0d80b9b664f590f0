package sim

import (
	"context"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// code is a code that somebody carries: of the newest revision, or of one that is dead.
type code struct {
	ticket   fulfillment.TicketID
	revision int
	text     string
}

// codes reads the codes of an order that has tickets, and keeps them in pockets for later.
func (w *World) codes() []fulfillment.Issued {
	order, any := w.belief.aTicketedOrder(w)
	if !any {
		return nil
	}
	tickets, err := w.all.Fulfillment.Tickets(w.ctx, w.staff(), fulfillment.OrderID(order))
	w.must("read tickets", err)
	for _, t := range tickets {
		w.belief.pocket(code{t.ID, t.Revision, t.Code}, w.rnd.IntN(pockets))
	}
	return tickets
}

// scan is somebody at the door with a ticket.
func scan(w *World) {
	tickets := w.codes()
	if len(tickets) == 0 {
		return
	}
	t := tickets[w.rnd.IntN(len(tickets))]
	in := fulfillment.CheckIn{Scan: w.ids.New(), Code: t.Code, Gate: "north"}
	if w.chance(6) {
		in.Code, in.Number = "", t.Number
	}
	if w.chance(6) {
		in.Event = w.anEvent().id.UUID()
	}
	w.admit("scans a ticket", t.ID, 0, in)
	if w.chance(4) {
		w.admit("sends the scan again", t.ID, 0, in)
	}
}

// scanAgain is somebody with a code that was seen before: used, dead or refunded, or still good.
func scanAgain(w *World) {
	if len(w.belief.pockets) == 0 {
		return
	}
	c := w.belief.pockets[w.rnd.IntN(len(w.belief.pockets))]
	w.admit("scans an old code", c.ticket, c.revision, fulfillment.CheckIn{Scan: w.ids.New(), Code: c.text, Gate: "south"})
}

// admit checks somebody in, and holds the answer against who is inside already.
func (w *World) admit(what string, ticket fulfillment.TicketID, revision int, in fulfillment.CheckIn) {
	_ = w.ask("a door", what, func(ctx context.Context) error {
		before, err := w.memories.fulfillment.Ticket(ctx, ticket)
		w.must("read a ticket", err)
		if _, err := w.all.Fulfillment.CheckIn(ctx, door, in); err != nil {
			return err
		}
		inside := w.belief.inside[ticket]
		switch {
		case inside != id.Nil && inside != in.Scan:
			w.breach("I7", "ticket %s admitted by scan %s and by %s", ticket, inside, in.Scan)
		case before.Status == fulfillment.Cancelled:
			w.breach("I7", "ticket %s is void and admitted", ticket)
		case revision != 0 && revision < before.Revision:
			w.breach("I7", "ticket %s admitted by a dead code", ticket)
		}
		w.belief.inside[ticket] = in.Scan
		return nil
	})
}

// undoScan takes an admission back.
func undoScan(w *World) {
	tickets := w.codes()
	if len(tickets) == 0 {
		return
	}
	t := tickets[w.rnd.IntN(len(tickets))]
	_ = w.ask("a door", "takes an admission back", func(ctx context.Context) error {
		delete(w.belief.inside, t.ID) // before: should the process die here, nobody knows whether it did
		err := w.all.Fulfillment.UndoCheckIn(ctx, door, t.ID)
		if _, refused := fault.As(err); refused && t.Status == fulfillment.Used {
			w.belief.inside[t.ID] = t.Entry.Scan
		}
		return err
	})
}

// reissue gives a ticket a new code.
func reissue(w *World) {
	p := w.somebody()
	o, any := w.anOrder(p)
	if !any {
		return
	}
	tickets, err := w.all.Fulfillment.Tickets(w.ctx, fulfillment.Reader{Who: p.who}, fulfillment.OrderID(o.ID))
	if err != nil || len(tickets) == 0 {
		return
	}
	t, operation := tickets[w.rnd.IntN(len(tickets))], w.ids.New()
	_ = w.request(p, "has a ticket issued again", func(ctx context.Context) error {
		_, err := w.all.Fulfillment.Reissue(ctx, p.who, operation, t.ID)
		return err
	})
}
