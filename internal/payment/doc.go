// Package payment takes the money for orders and gives it back.
//
// It owns payments (one try each to take an order's money), refunds, and the talk with a provider. It does not own orders and
// their prices (ordering), seats (inventory), tickets (fulfillment), or the provider's own book: nothing here is true of money
// unless the provider said so.
//
// States of a payment: pending → succeeded → refunded; pending → failed, when the provider declines or has never heard of it;
// pending → cancelled, when it was called off at the provider because nobody confirmed it in time or its order was cancelled.
// States of a refund: pending → succeeded | failed (the provider refuses; a person may ask again).
//
// The course of a payment, and what a crash leaves behind at each step:
//
//  1. Ordering says what is due. Nothing is written.
//  2. The payment is committed as pending, at most one per order that has not failed. A crash from here on leaves it to [Service.ResolveDue].
//  3. Inventory commits that the holds outlive the payment, for PAYMENT_WINDOW at most. If it refuses, nothing is charged.
//  4. The provider charges under the payment's id as the key, outside any transaction. An error says nothing about the money.
//  5. The outcome is committed together with its fact.
//
// Only the call that committed step 2 ever charges. Every other way to an outcome asks the provider by the key, and what the
// provider has never heard of is closed there by the key before it counts as failed, so that no late charge can take money for it.
// An outcome, once recorded, stands: later ones have no effect.
//
// A refund is committed before anything is done for it; then tickets are voided, then the provider pays back under the refund's
// id as the key, then that is recorded. Each step may be repeated; [Service.RunRefunds] takes up what a crash left.
//
// Facts out: payment-succeeded, payment-failed (also for called-off payments: no money was taken and none will be),
// payment-refunded. Facts in: order-cancelled, which calls off a payment that is still open, unless it was the hold that ended:
// inventory lets none expire that a payment protects, and where the protection itself ends, the money may still come, late. It is
// awaited for a while longer, and ordering decides what it buys.
package payment
