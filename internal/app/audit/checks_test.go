package audit

import (
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

func named(name string) id.UUID { return id.Named(id.Nil, name) }

var price = money.Of(4850, "EUR")

// sale is one ticket, sold as it should be: whoever spoils it must be found out.
func sale() *books {
	seat, reservation, order, paid := named("seat"), named("reservation"), named("order"), named("payment")
	return &books{
		seats: map[id.UUID]inventory.Seat{seat: {
			ID: inventory.SeatID(seat), Claim: inventory.Claim{Kind: inventory.SeatSold, Reservation: inventory.ReservationID(reservation)}, Version: 3,
		}},
		claims: map[id.UUID]inventory.Reservation{reservation: {
			ID: inventory.ReservationID(reservation), Seat: inventory.SeatID(seat), Status: inventory.Confirmed, Price: price, Order: inventory.OrderID(order),
		}},
		orders: map[id.UUID]ordering.Order{order: {
			ID: ordering.OrderID(order), State: ordering.Fulfilled, Payment: paid,
			Items: []ordering.Item{{Seat: ordering.SeatID(seat), Reservation: ordering.ReservationID(reservation), Price: price}},
		}},
		paid:    map[id.UUID]payment.Payment{paid: {ID: payment.ID(paid), Order: order, Status: payment.Succeeded, Amount: price}},
		refunds: map[id.UUID]payment.Refund{},
		bank:    map[id.UUID]paymentsim.Entry{paid: {Key: paid, State: paymentsim.Taken, Amount: price}},
		tickets: []fulfillment.Census{{Ticket: fulfillment.Ticket{
			ID: fulfillment.TicketID(named("ticket")), Order: fulfillment.OrderID(order), Seat: seat, Status: fulfillment.Used, Price: price,
		}, Admissions: 1}},
		shown: map[id.UUID]Shown{seat: {Seat: seat, Status: "sold", Version: 3, Price: price.Minor}},
	}
}

func change[V any](m map[id.UUID]V, name string, do func(*V)) {
	v := m[named(name)]
	do(&v)
	m[named(name)] = v
}

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// inspect runs every check on one reading.
func inspect(b *books) []Invariant {
	r := Report{Checked: map[Invariant]int{}}
	checkClaims(b, &r)
	checkMoney(b, &r)
	checkOrders(b, &r)
	checkPrices(b, &r)
	checkShown(b, &r)
	checkTickets(b, &r)
	checkMap(b, &r)
	checkHolds(b, &r, noon, 10*time.Second)
	var broken []Invariant
	for _, f := range r.Findings {
		if !slices.Contains(broken, f.Invariant) {
			broken = append(broken, f.Invariant)
		}
	}
	return broken
}

func TestAProperSaleIsClean(t *testing.T) {
	t.Parallel()
	if broken := inspect(sale()); broken != nil {
		t.Fatalf("found %v", broken)
	}
}

func TestEveryBreachIsFound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		want  Invariant
		spoil func(*books)
	}{
		"a seat has two live reservations": {OneClaim, func(b *books) {
			b.claims[named("rival")] = inventory.Reservation{ID: inventory.ReservationID(named("rival")), Seat: inventory.SeatID(named("seat")), Status: inventory.Active, ExpiresAt: noon.Add(time.Hour)}
		}},
		"a sold seat's reservation is gone": {OneClaim, func(b *books) { delete(b.claims, named("reservation")) }},
		"a seat with a live reservation is free": {OneClaim, func(b *books) {
			change(b.seats, "seat", func(s *inventory.Seat) { s.Claim = inventory.Claim{Kind: inventory.SeatFree} })
		}},
		"money was taken for a cancelled order": {MoneyMatched, func(b *books) {
			change(b.orders, "order", func(o *ordering.Order) { o.State = ordering.Cancelled })
		}},
		"the bank took what no payment knows": {MoneyMatched, func(b *books) {
			b.bank[named("stray")] = paymentsim.Entry{Key: named("stray"), State: paymentsim.Taken, Amount: price}
		}},
		"the bank took money for a payment that failed": {MoneyMatched, func(b *books) {
			b.bank[named("second")] = paymentsim.Entry{Key: named("second"), State: paymentsim.Taken, Amount: price}
			b.paid[named("second")] = payment.Payment{ID: payment.ID(named("second")), Status: payment.Failed, Amount: price}
		}},
		"the bank took another amount": {MoneyMatched, func(b *books) {
			change(b.bank, "payment", func(e *paymentsim.Entry) { e.Amount.Minor++ })
		}},
		"the bank returned what counts as taken": {MoneyMatched, func(b *books) {
			change(b.bank, "payment", func(e *paymentsim.Entry) { e.RefundKey = named("refund") })
		}},
		"an order is paid by nothing": {MoneyMatched, func(b *books) {
			change(b.orders, "order", func(o *ordering.Order) { o.Payment = named("nothing") })
		}},
		"a paid order has no ticket":    {PaidHasSeats, func(b *books) { b.tickets = nil }},
		"a seat has two living tickets": {PaidHasSeats, func(b *books) { b.tickets = append(b.tickets, b.tickets[0]) }},
		"a cancelled order has a living ticket": {PaidHasSeats, func(b *books) {
			change(b.orders, "order", func(o *ordering.Order) { o.State = ordering.Cancelled })
			change(b.paid, "payment", func(p *payment.Payment) { p.Status = payment.Refunded })
		}},
		"a paid order's seat is sold to another": {PaidHasSeats, func(b *books) {
			change(b.claims, "reservation", func(r *inventory.Reservation) { r.Order = inventory.OrderID(named("another")) })
		}},
		"a hold outlives its time": {HoldsEnd, func(b *books) {
			change(b.claims, "reservation", func(r *inventory.Reservation) { r.Status, r.ExpiresAt = inventory.Active, noon.Add(-11*time.Second) })
		}},
		"the order costs more than the hold": {PriceShown, func(b *books) {
			change(b.claims, "reservation", func(r *inventory.Reservation) { r.Price.Minor-- })
		}},
		"more was charged than the order costs": {PriceShown, func(b *books) {
			change(b.paid, "payment", func(p *payment.Payment) { p.Amount.Minor++ })
		}},
		"the map shows another price than was promised": {PriceShown, func(b *books) {
			change(b.shown, "seat", func(s *Shown) { s.Price++ })
		}},
		"the map shows another price than the next one is promised": {PriceShown, func(b *books) {
			b.seats[named("free")] = inventory.Seat{ID: inventory.SeatID(named("free")), Price: price, Claim: inventory.Claim{Kind: inventory.SeatFree}, Version: 1}
			b.shown[named("free")] = Shown{Seat: named("free"), Status: "available", Version: 1, Price: price.Minor - 1}
		}},
		"a ticket admitted two":             {AdmitsOnce, func(b *books) { b.tickets[0].Admissions = 2 }},
		"a used ticket admitted nobody":     {AdmitsOnce, func(b *books) { b.tickets[0].Admissions = 0 }},
		"the map shows an older version":    {MapIsTrue, func(b *books) { change(b.shown, "seat", func(s *Shown) { s.Version-- }) }},
		"the map shows another status":      {MapIsTrue, func(b *books) { change(b.shown, "seat", func(s *Shown) { s.Status = "available" }) }},
		"the map lacks a seat that is sold": {MapIsTrue, func(b *books) { delete(b.shown, named("seat")) }},
	} {
		b := sale()
		c.spoil(b)
		if broken := inspect(b); !slices.Contains(broken, c.want) {
			t.Errorf("%s: found %v, not %s", name, broken, c.want)
		}
	}
}

func TestWhatIsOnItsWayBackIsNoBreach(t *testing.T) {
	t.Parallel()
	b := sale() // a refund that has cancelled the tickets and not moved the money yet
	b.tickets[0].Status, b.tickets[0].Admissions = fulfillment.Cancelled, 0
	b.refunds[named("payment")] = payment.Refund{Payment: payment.ID(named("payment")), Status: payment.RefundPending}
	if broken := inspect(b); broken != nil {
		t.Fatalf("found %v", broken)
	}
}

func TestASeatThatIsLeavingThePlanIsNoBreach(t *testing.T) {
	t.Parallel()
	b := sale() // a new layout without the seat came while somebody had it
	delete(b.shown, named("seat"))
	b.seats[named("new")] = inventory.Seat{ID: inventory.SeatID(named("new")), Layout: 2, Claim: inventory.Claim{Kind: inventory.SeatOff}}
	change(b.seats, "seat", func(s *inventory.Seat) { s.Layout = 1 })
	if broken := inspect(b); broken != nil {
		t.Fatalf("found %v", broken)
	}
	change(b.seats, "seat", func(s *inventory.Seat) { s.Claim = inventory.Claim{Kind: inventory.SeatFree} })
	clear(b.claims)
	clear(b.orders)
	clear(b.paid)
	clear(b.bank)
	b.tickets = nil
	if broken := inspect(b); !slices.Equal(broken, []Invariant{MapIsTrue}) {
		t.Fatalf("nobody has it any more, it can be had and is not on the map: found %v", broken)
	}
}

func TestWhatSomebodyHasKeepsItsPriceOnAMapThatWasPainted(t *testing.T) {
	t.Parallel()
	b := sale()
	change(b.seats, "seat", func(s *inventory.Seat) { s.Price = price.Plus(price) })
	if broken := inspect(b); broken != nil {
		t.Fatalf("found %v", broken)
	}
}

func TestOnlyFindingsThatStandCount(t *testing.T) {
	t.Parallel()
	a := []Finding{{OneClaim, named("x"), "s"}, {MapIsTrue, named("y"), "s"}}
	b := []Finding{{MapIsTrue, named("y"), "s"}, {MapIsTrue, named("z"), "s"}}
	if got := both(a, b); len(got) != 1 || got[0].Subject != named("y") {
		t.Fatalf("standing: %v", got)
	}
}
