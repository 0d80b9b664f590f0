// Package waitlist is who is next when an event is sold out.
//
// It owns lines (one per event), entries (people in line, each with a place that never changes) and offers (seats that are held for
// an entry until a time, with an order that can be paid). It does not own seats (inventory sets those that come free aside for the
// line, in the transaction that frees them), orders (ordering places them and ends them) or mails (notification asks for the letter).
//
// An entry is unconfirmed until its mail's link was opened, then pending until seats are offered to it, then assigned; it ends
// completed (paid), expired (not paid in time, declined, never confirmed, or the event is over) or left. It is waiting while it is
// unconfirmed or pending. An offer is in the making (claimed for the entry; hold and order are still to come), open, and then taken
// or over.
//
// Facts of others only wake this context. What to do is decided by asking inventory and ordering how things stand, so that a message
// that is lost, doubled, late or out of order changes nothing but when. Each step is committed before the next is begun, and can be
// done again: the offer's id is the hold's group and the order's id.
//
// The row of a line is the lock of everything in it. That a seat is in one live offer at most, a key guards beside it; that a seat is
// held once, inventory. A line has a term, counted by inventory, which fences its end: a close that comes after the line was opened
// anew changes nothing.
//
// Facts in: reservation-expired, payment-succeeded, order-paid, order-cancelled, event-changed. Facts out: waitlist-entry-changed.
package waitlist
