package fulfillmenttest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// overtake is how long a transaction that has read waits for its rival to come through between its reading and its writing. A store
// that locks holds the rival up for all of it; one that does not lets it pass at once, and the test then sees both succeed.
const overtake = 150 * time.Millisecond

// rivalry is a store whose transactions let a rival go between their first locking read and what they do then.
type rivalry struct {
	fulfillment.Store
	rival func()
	begin sync.Once
	ended chan struct{}
}

// Update runs a transaction with the rival in its middle.
func (r *rivalry) Update(ctx context.Context, do func(fulfillment.Tx) error) error {
	return r.Store.Update(ctx, func(tx fulfillment.Tx) error { return do(&openTx{tx, r}) })
}

func (r *rivalry) meet() {
	r.begin.Do(func() {
		go func() {
			defer close(r.ended)
			r.rival()
		}()
		select {
		case <-r.ended:
		case <-time.After(overtake):
		}
	})
}

// openTx meets the rival after it has read.
type openTx struct {
	fulfillment.Tx
	rivalry *rivalry
}

func (x *openTx) Orders(ctx context.Context, orders []fulfillment.OrderID) ([]fulfillment.Order, error) {
	defer x.rivalry.meet()
	return x.Tx.Orders(ctx, orders)
}

func (x *openTx) Tickets(ctx context.Context, tickets []fulfillment.TicketID) ([]fulfillment.Ticket, error) {
	defer x.rivalry.meet()
	return x.Tx.Tickets(ctx, tickets)
}

func (x *openTx) TicketsOf(ctx context.Context, order fulfillment.OrderID) ([]fulfillment.Ticket, error) {
	defer x.rivalry.meet()
	return x.Tx.TicketsOf(ctx, order)
}

// AddKey meets the rival first: it has read that there is no key.
func (x *openTx) AddKey(ctx context.Context, key fulfillment.Key) error {
	x.rivalry.meet()
	return x.Tx.AddKey(ctx, key)
}

// overlap runs first, and second while first is in the middle of its transaction.
func overlap(t *testing.T, w *World, first, second func(s *fulfillment.Service) error) (firstErr, secondErr error) {
	t.Helper()
	store := &rivalry{Store: w.Store, ended: make(chan struct{})}
	store.rival = func() { secondErr = second(w.Another()) }
	firstErr = first(w.On(store))
	select {
	case <-store.ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the rival did not end")
	}
	return firstErr, secondErr
}

func scanning(t *testing.T, w *World, code, gate string) func(*fulfillment.Service) error {
	scan := w.IDs.New()
	return func(s *fulfillment.Service) error {
		_, err := s.CheckIn(t.Context(), Staff(), fulfillment.CheckIn{Scan: scan, Code: code, Gate: gate})
		return err
	}
}

func voiding(t *testing.T, order fulfillment.OrderID) func(*fulfillment.Service) error {
	return func(s *fulfillment.Service) error { return s.Void(t.Context(), order.UUID()) }
}

func scansOverlap(t *testing.T, w *World) {
	ticket := issuedOf(t, w, "A", 1)[0]
	first, second := overlap(t, w, scanning(t, w, ticket.Code, "North"), scanning(t, w, ticket.Code, "South"))
	if (first == nil) == (second == nil) || !errors.Is(errors.Join(first, second), fulfillment.ErrAlreadyAdmitted) {
		t.Errorf("the scans came to %v and %v", first, second)
	}
	if got := ticketOf(t, w, ticket.ID); got.Status != fulfillment.Used || got.Entry.Gate != "North" && got.Entry.Gate != "South" {
		t.Errorf("the ticket is %+v", got)
	}
	if scans := scansOf(t, w, ticket.ID); len(scans) != 2 {
		t.Errorf("the log has %+v", scans)
	}
}

func scansInOneBatch(t *testing.T, w *World) {
	tickets := issuedOf(t, w, "A", 2)
	admission := func(ticket fulfillment.TicketID) fulfillment.Admission {
		return fulfillment.Admission{Ticket: ticket, Revision: 1, Entry: fulfillment.Entry{Scan: w.IDs.New(), At: Start, By: Staff().Customer}}
	}
	verdicts, err := w.Execute(t.Context(), []fulfillment.Admission{
		admission(tickets[0].ID), admission(tickets[0].ID), admission(fulfillment.TicketID(w.IDs.New())), admission(tickets[1].ID),
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []error{nil, fulfillment.ErrAlreadyAdmitted, fulfillment.ErrInvalidCode, nil} {
		if !errors.Is(verdicts[i].Err, want) {
			t.Errorf("verdict %d is %v", i, verdicts[i].Err)
		}
	}
}

func issuesOverlap(t *testing.T, w *World) {
	isNew, isThere := w.Paid("A", 3), w.Paid("B", 3)
	change(t, w, func(tx fulfillment.Tx) error {
		_, err := tx.Orders(t.Context(), []fulfillment.OrderID{fulfillment.OrderID(isThere.Order)})
		return err
	})
	for _, paid := range []events.OrderPaid{isNew, isThere} {
		sent := paid
		sent.Message = w.IDs.New() // even as another message
		first, second := overlap(t, w,
			func(s *fulfillment.Service) error { return s.Issue(t.Context(), paid) },
			func(s *fulfillment.Service) error { return s.Issue(t.Context(), sent) })
		tickets, err := w.Store.TicketsOf(t.Context(), fulfillment.OrderID(paid.Order))
		if first != nil || second != nil || err != nil || len(tickets) != 3 {
			t.Errorf("%d tickets; errors %v, %v, %v", len(tickets), first, second, err)
		}
	}
}

func voidOverlapsIssue(t *testing.T, w *World) {
	paid := w.Paid("A", 2)
	order := fulfillment.OrderID(paid.Order)
	first, second := overlap(t, w, func(s *fulfillment.Service) error { return s.Issue(t.Context(), paid) }, voiding(t, order))
	other := w.Paid("B", 2)
	third, fourth := overlap(t, w, voiding(t, fulfillment.OrderID(other.Order)), func(s *fulfillment.Service) error { return s.Issue(t.Context(), other) })
	if err := errors.Join(first, second, third, fourth); err != nil {
		t.Fatal(err)
	}
	for _, of := range []fulfillment.OrderID{order, fulfillment.OrderID(other.Order)} {
		tickets, err := w.Store.TicketsOf(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		for _, ticket := range tickets {
			if ticket.Status != fulfillment.Cancelled {
				t.Errorf("ticket %s of a void order is %s", ticket.Number, ticket.Status)
			}
		}
	}
}

func voidOverlapsScan(t *testing.T, w *World) {
	voidedLast, voidedFirst := issuedOf(t, w, "A", 1)[0], issuedOf(t, w, "B", 1)[0]
	scan, void := overlap(t, w, scanning(t, w, voidedLast.Code, ""), voiding(t, voidedLast.Order))
	if scan != nil || void != nil {
		t.Errorf("scanned before the void: %v, %v", scan, void)
	}
	void, scan = overlap(t, w, func(s *fulfillment.Service) error { return s.Void(t.Context(), voidedFirst.Order.UUID()) }, scanning(t, w, voidedFirst.Code, ""))
	admitted := scan == nil // the void locks its order first, so the scan may still come before it
	if void != nil || !admitted && !errors.Is(scan, fulfillment.ErrTicketVoid) {
		t.Errorf("scanned beside the void: %v, %v", void, scan)
	}
	for ticket, in := range map[fulfillment.TicketID]bool{voidedLast.ID: true, voidedFirst.ID: admitted} {
		if got := ticketOf(t, w, ticket); got.Status != fulfillment.Cancelled || (got.Entry.Scan != id.Nil) != in {
			t.Errorf("the ticket is %+v", got)
		}
	}
}

func reissueOverlapsScan(t *testing.T, w *World) {
	ticket := issuedOf(t, w, "A", 1)[0]
	operation := w.IDs.New()
	reissue, scan := overlap(t, w, func(s *fulfillment.Service) error {
		_, err := s.Reissue(t.Context(), Buyer(), operation, ticket.ID)
		return err
	}, scanning(t, w, ticket.Code, ""))
	if reissue != nil || !errors.Is(scan, fulfillment.ErrTicketVoid) {
		t.Errorf("the re-issue came to %v, the scan of the code before to %v", reissue, scan)
	}
}

func keysOverlap(t *testing.T, w *World) {
	var sets [2]fulfillment.KeySet
	makeKey := func(i int) func(*fulfillment.Service) error {
		return func(s *fulfillment.Service) (err error) {
			sets[i], err = s.KeySet(t.Context())
			return err
		}
	}
	if err := errors.Join(overlap(t, w, makeKey(0), makeKey(1))); err != nil {
		t.Fatal(err)
	}
	if len(sets[0]) != 1 {
		t.Errorf("%d keys", len(sets[0]))
	}
	same(t, sets[0], sets[1])
}
