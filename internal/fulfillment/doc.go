// Package fulfillment is tickets: one for each seat of a paid order, signed, printed, and let in once.
//
// It owns tickets and their admission codes, the keys that sign the codes, and the log of scans at the door. It does not own
// orders (ordering says who bought and who holds a ticket), seats (inventory), events (catalog; the few fields that a ticket
// prints are copied here, so that a door needs nobody else), or mails (notification asks for the files).
//
// A ticket is valid until somebody is admitted with it (used; staff can undo that) or its order is void (cancelled, for ever).
// Issued again, it stays the same ticket with a higher revision, and the code before is dead.
//
// An admission code is not kept: it is signed anew from the ticket's row at every read, by the key that the row names. Ed25519
// gives the same signature for the same claims, so a revision has one code for ever, and who reads the tables, or a backup,
// finds none. The private keys lie sealed.
//
// The row of an order is the lock of whether it has tickets: issue and void take turns there, and a void that comes before
// order-paid makes sure that nothing is issued any more. The row of a ticket is the lock of who was admitted with it.
//
// Facts in: order-paid (issue), event-changed (the copy). Facts out: ticket-issued.
package fulfillment
