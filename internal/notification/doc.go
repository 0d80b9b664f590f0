// Package notification tells people what happened: mails, and what became of each.
//
// Owns: mails and their delivery. Does not own: addresses and names (ordering's, identity's and waitlist's; they are asked for when a
// mail is written), tickets and their files (fulfillment's), places in line and offers (waitlist's).
//
// A mail is pending until it is sent; after a failure it is retrying, with growing pauses, and in the end sent or failed with its
// reason. It is committed before anybody is told that it will come, and it is sent at least once: a crash between the mail server's
// answer and its record sends it again, under the same Message-ID, by which mail programs know it.
//
// In: ticket-issued, order-cancelled, payment-refunded, waitlist-entry-changed. Out: nothing.
package notification
