package orderinghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
)

// teller puts how an order stands into sentences: what happened to money and seats, and what is next.
type teller struct {
	o        ordering.Order
	zone     *time.Location
	declined string // why the last payment of an order that waits for its money did not succeed; empty: there was none
}

// step is one stage of the purchase.
type step struct {
	Name, Detail string
	State        string // done, now, failed, open
	At           string
}

// Mark is the step's sign for the eye; its words say the same.
func (s step) Mark() string {
	return map[string]string{"done": "✓", "now": "…", "failed": "✕"}[s.State]
}

func (t teller) headline() string {
	switch {
	case t.o.State == ordering.Pending:
		return "Waiting for your payment"
	case t.o.State == ordering.Cancelled && !t.o.RefundedAt.IsZero():
		return "Cancelled and refunded"
	case t.o.State == ordering.Cancelled && t.o.RefundDue != "":
		return "Cancelled, your money is on its way back"
	case t.o.State == ordering.Cancelled:
		return "Cancelled"
	case t.o.RefundDue != "":
		return "The event is off, your money is on its way back"
	case t.o.State == ordering.Paid:
		return "Paid, your tickets are being made"
	default:
		return "Your tickets are ready"
	}
}

// notice explains what went another way than planned.
func (t teller) notice() (lines []string, bad bool) {
	o := t.o
	switch {
	case t.declined != "":
		return []string{
			"The last payment did not succeed" + because(failureReasons[t.declined]) + ", and nothing was charged.",
			"Your seats are still held until " + t.clock(o.ExpiresAt()) + ". You can try again until then, also with another card.",
		}, true
	case o.State == ordering.Pending:
		return []string{"Your seats are held until " + t.clock(o.ExpiresAt()) + ". Nothing is charged until you pay; if you have just paid, this page shows it as soon as the bank has answered."}, false
	case o.State == ordering.Cancelled:
		return []string{orCode(endReasons, o.CancelReason), t.money()}, o.CancelReason != events.CancelledByCustomer
	case o.RefundDue != "":
		return []string{"The event is cancelled. Your tickets are not valid any more.", t.money()}, true
	default:
		return nil, false
	}
}

// money says where the money of an order that ended is.
func (t teller) money() string {
	o, total := t.o, t.o.Total().String()
	switch {
	case !o.RefundedAt.IsZero():
		return total + " went back the way it came, on " + t.clock(o.RefundedAt) + ". Your bank may take some days to show it."
	case o.RefundDue != "" && o.Payment != id.Nil:
		return total + " is on its way back to you, in full. You need do nothing; this page shows when it is done."
	default:
		return "Nothing was charged for it."
	}
}

// steps tells the four stages of a purchase.
func (t teller) steps(mails []ordering.Mail) []step {
	return []step{t.held(), t.paid(), t.ticketed(), t.mailed(mails)}
}

func (t teller) held() step {
	s := step{Name: "Seats held", State: "done", At: t.clock(t.o.CreatedAt)}
	if t.o.State == ordering.Cancelled {
		s.Name, s.State, s.Detail, s.At = "Seats let go", "failed", "", t.clock(t.o.CancelledAt)
	}
	return s
}

func (t teller) paid() step {
	o := t.o
	switch {
	case !o.RefundedAt.IsZero():
		return step{Name: "Refunded", State: "done", Detail: o.Total().String(), At: t.clock(o.RefundedAt)}
	case o.RefundDue != "":
		return step{Name: "Refund under way", State: "now", Detail: o.Total().String()}
	case o.State == ordering.Cancelled:
		return step{Name: "Not paid", State: "failed"}
	case t.declined != "":
		return step{Name: "Payment declined", State: "failed", Detail: "You can try again", At: t.clock(o.LastFailure.At)}
	case o.State == ordering.Pending:
		return step{Name: "Payment", State: "now"}
	case o.Free():
		return step{Name: "Nothing to pay", State: "done", At: t.clock(o.PaidAt)}
	default:
		return step{Name: "Paid", State: "done", Detail: o.Total().String(), At: t.clock(o.PaidAt)}
	}
}

func (t teller) ticketed() step {
	switch o := t.o; {
	case (o.State == ordering.Cancelled || o.RefundDue != "") && o.Items[0].Ticket != id.Nil:
		return step{Name: "Tickets are not valid any more", State: "failed"}
	case o.State == ordering.Cancelled || o.RefundDue != "":
		return step{Name: "No tickets", State: "failed"}
	case o.State == ordering.Fulfilled:
		return step{Name: "Tickets issued", State: "done", At: t.clock(o.FulfilledAt)}
	case o.State == ordering.Paid:
		return step{Name: "Tickets are being made", State: "now"}
	default:
		return step{Name: "Tickets", State: "open"}
	}
}

// mailed tells how the newest mail that carries tickets fared.
func (t teller) mailed(mails []ordering.Mail) step {
	for i := len(mails) - 1; i >= 0; i-- {
		m := mails[i]
		if m.Kind != mailTickets {
			continue
		}
		switch m.Status {
		case "sent":
			return step{Name: "Mail sent", State: "done", Detail: "to the address of the order", At: t.clock(m.At)}
		case "failed":
			return step{Name: "Mail not delivered", State: "failed", Detail: "Your tickets are on this page; " + m.Reason, At: t.clock(m.At)}
		default:
			return step{Name: "Mail on its way", State: "now", At: t.clock(m.At)}
		}
	}
	if t.o.State == ordering.Cancelled || t.o.RefundDue != "" {
		return step{Name: "No ticket mail", State: "failed"}
	}
	return step{Name: "Mail with your tickets", State: "open"}
}

// clock tells a time in the page's zone; one that has not come is nothing.
func (t teller) clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(t.zone).Format("2 Jan 2006, 15:04")
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

// orCode is the words for a code, or the code itself where a newer part of the house has more of them.
func orCode(words map[string]string, code string) string {
	if text, known := words[code]; known {
		return text
	}
	return code
}

const mailTickets = "tickets"

var (
	mailKinds = map[string]string{
		mailTickets: "Tickets", "ticket_reissued": "New ticket", "hold_expired": "Hold expired", "event_cancelled": "Event cancelled", "refund": "Refund",
	}
	mailStates = map[string]string{"pending": "waiting", "sent": "sent", "retrying": "trying again", "failed": "not delivered"}
	endReasons = map[string]string{
		events.HoldExpired:         "The time to pay was over before the payment was through, so the seats were let go.",
		events.CancelledByCustomer: "You have cancelled this order, and its seats were let go.",
		events.CancelledByHouse:    "The organiser has cancelled this order, and its seats were let go.",
		events.EventCancelled:      "The event is cancelled, and this order with it.",
		events.OrderRefunded:       "This order was refunded. Its tickets are not valid any more, and its seats were let go.",
	}
	failureReasons = map[string]string{
		"insufficient_funds": "there is not enough money on the account", "card_declined": "the bank declined the card",
		"invalid_card": "the card is not valid", "processor_error": "the bank could not handle it", "timeout": "the bank did not answer in time",
	}
	saidOf = map[string]string{
		"sent":                         "The mail is on its way to you again.",
		ordering.ErrResentJustNow.Code: ordering.ErrResentJustNow.Detail,
		ordering.ErrNothingToSend.Code: ordering.ErrNothingToSend.Detail,
		"failed":                       "The mail could not be sent just now. Your tickets are on this page; please try again in a while.",
	}
)
