package events

import "github.com/speckit/ticketing/internal/kernel/work"

// Contract is one topic: who tells it, and what a message of it looks like.
type Contract struct {
	Producer string // the context
	Fact     work.Fact
	KeyedBy  string // the field whose value is the key
	About    string // a sentence for docs/events.md
}

// Topic is the topic's name.
func (c Contract) Topic() string { return c.Fact.Topic() }

// Contracts lists every topic.
var Contracts = []Contract{
	{"catalog", EventChanged{}, "eventId", "An event was made or changed; the message says how it stands now."},
	{"catalog", SeatsGenerated{}, "eventId", "A part of an event's layout, at most 1,000 seats. A higher layout removes the lower's seats."},
	{"inventory", ReservationCreated{}, "seatId", "A seat is held."},
	{"inventory", ReservationConfirmed{}, "seatId", "A seat is sold. Only this fact makes it so on the map."},
	{"inventory", ReservationExpired{}, "seatId", "A reservation is over, or a sale undone, and its seat let go."},
	{"inventory", SeatStatusChanged{}, "seatId", "What the map shows of a seat changed for another reason: put on sale, set aside, let go, taken off sale."},
	{"ordering", OrderPaid{}, "orderId", "An order's money is taken, or nothing was due, and its seats are sold to it."},
	{"ordering", OrderCancelled{}, "orderId", "An order is over; its seats are let go, whether they were held or sold."},
	{"payment", PaymentSucceeded{}, "paymentId", "The provider has taken the money."},
	{"payment", PaymentFailed{}, "paymentId", "No money was taken, and none will be by this payment."},
	{"payment", PaymentRefunded{}, "paymentId", "The money is back with the buyer, all of it."},
	{"fulfillment", TicketIssued{}, "orderId", "A seat of a paid order has its ticket, or a ticket has a new code."},
	{"waitlist", WaitlistEntryChanged{}, "entryId", "Somebody's place in the line of a sold-out event changed: joined, confirmed, offered seats, and how that ended."},
}

// TopicsOf lists the topics that a context produces.
func TopicsOf(producer string) []string {
	var topics []string
	for _, c := range Contracts {
		if c.Producer == producer {
			topics = append(topics, c.Topic())
		}
	}
	return topics
}
