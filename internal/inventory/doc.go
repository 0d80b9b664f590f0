// Package inventory is the only arbiter of seats: who has which, until when, and at what price.
//
// It owns the seats of every event with the one claim on each, the reservations by which customers claim them, and the terms of
// each event's sale (window, status, limit per customer, who gets freed seats first). It does not own events, plans and what
// people read of them (catalog), orders (ordering), or money (payment): it repeats their ids and nothing more.
//
// A seat is free, held, sold, set aside (for a named keeper, until a time) or off. A reservation is active until it is confirmed
// (its seat is sold to an order) or expired (time over, released, order cancelled, refunded). An undecided payment keeps a hold
// past its own end, at most by the payment window, once. A hold whose time is over ends by the sweep, or by the wish of whoever asks
// for its seat before that. A late success takes the same seats again if all of them are free.
//
// An event may have a line (line.go): while it is open, whatever frees a seat sets it aside for the waitlist in the same transaction,
// until the stall time is over. A line's term rises each time it is opened anew and fences a late close. Who waits, and who is next, is
// the waitlist's; it asks what is set aside for it (aside.go) and turns that into holds.
//
// Every command on seats passes one lane (Execute): many commands in one transaction, each with its own verdict. The row of a
// seat is the lock of everything about it. The search for the best seats proposes from a picture in memory (floor.go); what the
// transaction reads decides, so the picture may be old and the gate may lie: the answers are the same, only slower.
//
// Facts out: reservation-created, reservation-confirmed, reservation-expired, seat-status-changed; each with the seat's version.
// Facts in: seats-generated (a layout arrives in parts), event-changed (terms), payment-failed (a hold loses its protection),
// order-cancelled (its seats are let go).
package inventory
