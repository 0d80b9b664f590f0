package orderinghttp

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
)

// Pay takes an order's money by one of payment's methods; none is the usual one. The same payment again charges nothing further. What
// stands in the way is a fault of payment's; any other error leaves open what became of the payment.
type Pay func(ctx context.Context, who actor.Actor, order ordering.OrderID, payment id.UUID, method string) (Paying, error)

// Paying is how a payment stands. One that is neither taken nor declined is not decided yet.
type Paying struct {
	Taken    bool
	Declined string // the reason, as payment names it
	Next     string // where its buyer confirms it, while that is needed
}

const (
	// payTimeout covers payment's whole patience with the bank.
	payTimeout = 25 * time.Second
	// payBody is what the form may have, in bytes.
	payBody = 4 << 10
)

// What the page says of a payment beside the codes of its refusals.
const (
	saidTaken     = "taken"
	saidDeclined  = "declined"
	saidUndecided = "undecided"
	saidUnknown   = "unknown"

	saidHoldExpired = "hold_expired"
)

// pay pays the order that the secret opens and goes on to the bank's page, or back to the order's. Two clicks on one form are one
// payment; the form that is shown after a decline makes another.
func (p *page) pay(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, payBody)
	order, secret := orderOfPath(r), r.URL.Query().Get("secret")
	view, err := p.look(r.Context(), order, secret)
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The form could not be read. Nothing was charged; go back to your order's page and try again.", http.StatusBadRequest)
		return
	}
	method := r.PostForm.Get("method")
	payment := id.Named(order.UUID(), "pay "+method+" "+r.PostForm.Get("nonce"))
	who := actor.Actor{Role: actor.Guest, Customer: view.Order.Customer, Order: order.UUID()}
	paying, err := p.cfg.Pay(r.Context(), who, order, payment, method)
	if err == nil && paying.Next != "" {
		p.plain.GoTo(w, r, paying.Next)
		return
	}
	said := url.Values{"secret": {secret}, "pay": {p.said(r.Context(), paying, err)}, "payment": {payment.String()}}
	if paying.Declined != "" {
		said.Set("why", paying.Declined)
	}
	p.plain.GoTo(w, r, "/orders/"+order.String()+"?"+said.Encode())
}

// said is the word for what came of a payment.
func (p *page) said(ctx context.Context, paying Paying, err error) string {
	known, expected := fault.As(err)
	switch {
	case err == nil && paying.Taken:
		return saidTaken
	case err == nil && paying.Declined != "":
		return saidDeclined
	case err == nil:
		return saidUndecided
	case expected && payRefusals[known.Code] != "":
		return known.Code
	}
	p.cfg.Log.ErrorContext(ctx, "payment from the order page failed", "error", err)
	return saidUnknown
}

// attempt is the last payment that was made from this page, as its address tells: nobody is harmed by one that was made up.
type attempt struct{ said, payment, why string }

func attemptOf(query url.Values) attempt {
	return attempt{query.Get("pay"), query.Get("payment"), query.Get("why")}
}

// waits reports whether the page still has to hear how the payment ended.
func (a attempt) waits(o ordering.Order) bool {
	return o.State == ordering.Pending && (a.said == saidTaken || a.said == saidUndecided) && o.LastFailure.Payment.String() != a.payment
}

// closes reports whether nobody is to pay now: how the payment ended is still to be heard, or the seats are gone and the order will hear
// of it.
func (a attempt) closes(o ordering.Order) bool {
	return a.waits(o) || o.State == ordering.Pending && a.said == saidHoldExpired
}

// declined is why the last payment of an order that waits for its money did not succeed: the order may have yet to hear of the one from
// this page, or know an older one.
func (a attempt) declined(o ordering.Order) string {
	switch {
	case o.State != ordering.Pending || a.waits(o):
		return ""
	case a.said == saidDeclined && a.why != "":
		return a.why
	default:
		return o.LastFailure.Reason
	}
}

// form is what a buyer needs to pay.
type form struct {
	Action, Nonce, Total string
	Methods              []testCard // of the simulated bank; none: the usual one
}

// testCard is a test of the simulated bank.
type testCard struct{ Method, Words string }

// testCards are in payment's words and ours; the first one is chosen.
var testCards = []testCard{
	{"card_ok", "A card that is accepted"},
	{"card_declined", "A card that the bank declines"},
	{"requires_action", "A card that asks you to confirm on the bank’s page"},
	{"processor_timeout", "A bank that takes up to 30 seconds to answer"},
}

// formFor is the form of an order that waits for its money; nil where there is nothing to pay, or not now.
func (p *page) formFor(o ordering.Order, secret string, last attempt) *form {
	if p.cfg.Pay == nil || o.State != ordering.Pending || o.Free() || last.closes(o) {
		return nil
	}
	f := &form{
		Action: "/orders/" + o.ID.String() + "/pay?" + url.Values{"secret": {secret}}.Encode(), Nonce: p.cfg.IDs.New().String(), Total: o.Total().String(),
	}
	if p.cfg.Demo {
		f.Methods = testCards
	}
	return f
}

// payRefusals tell a buyer why nothing was charged, by payment's codes.
var payRefusals = map[string]string{
	saidHoldExpired:          "The time of your seats ran out and they were let go. No money was taken; choose seats again.",
	"no_payment_provider":    "Payments are not set up here. No money was taken, and your seats stay held until their time.",
	"payment_in_progress":    "Another payment for this order is not decided yet. Nothing further was charged and your seats are kept; this page shows how it ends.",
	"order_not_payable":      "This order cannot be paid as it stands. No money was taken.",
	"nothing_to_pay":         "Nothing is to be paid for this order. No money was taken, and its seats are yours.",
	"unknown_payment_method": "This payment method is not known here. Nothing was charged; choose another one.",
}

// words tells what came of the last payment from this page, while the order itself does not: a decline stands in the notice.
func (a attempt) words(o ordering.Order) (text string, bad bool) {
	switch {
	case o.State != ordering.Pending:
		return "", false
	case a.waits(o) && a.said == saidTaken:
		return "The bank has taken your payment. This page shows your tickets in a moment.", false
	case a.waits(o):
		return "Your payment is not decided yet. Your seats are kept meanwhile; this page shows how it ends, so do not pay again.", false
	case a.said == saidUnknown:
		return "We have not heard what became of the payment. If money was taken, this page shows it in a moment; no order is charged twice.", true
	default:
		return payRefusals[a.said], true
	}
}
