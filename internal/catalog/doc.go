// Package catalog is what people may come to: events on sale, their venues, seat plans and prices, and the seat map that they read.
//
// It owns events (with venue, price categories and plan), the public and the house's lists of them, the geometry of plans, and a
// projection of every seat's status with a sequence by which readers go on. It does not own seats as things that can be held or
// sold (inventory decides that, and everything that depends on it), nor orders, money or tickets.
//
// An event is active, inactive (taken off sale, and back) or cancelled (for good). What inventory has to agree to (status, sale
// window, limit, currency, a new layout, new prices) is asked of it in one committed call before catalog commits its own side; where
// catalog then fails or dies, it tells inventory again how the event stands (Settle). A seat is available, reserved, sold or
// unavailable: the last also until inventory can sell it, and, to readers, while its event is not active.
//
// The projection keeps the highest version per seat, so facts may come late, twice and in any order; it never decides anything, and is
// rebuilt from inventory at any time (Rebuild).
//
// Facts out: event-changed, seats-generated. Facts in: reservation-created, reservation-confirmed, reservation-expired,
// seat-status-changed.
package catalog
