// Package ordering is the course of a purchase: the cart that a customer fills, the order that it becomes, and how that order ends.
//
// Owns: carts (an order in draft), orders with their promised prices, order numbers, the buyer's address and name, the secret
// links, and the decision that an order is paid, cancelled or to be given back.
//
// Does not own: seats and holds (inventory is asked, and alone says who has a seat), money (payment), tickets (fulfillment),
// mails (notification).
//
// States: draft → pending → paid → fulfilled; cancelled from each of them. A cart is a draft; one customer has at most one.
// Checkout fixes what was shown and makes it pending; money, or nothing due, makes it paid once inventory has sold all of its
// seats to it; the last ticket makes it fulfilled. A pending order that loses a hold is cancelled whole, and comes back only when
// its money arrives late and the same seats can still be had. Money that finds no seats is given back: RefundDue says why.
//
// Facts out: order-paid, order-cancelled. Facts in: payment-succeeded, payment-failed, payment-refunded, reservation-expired,
// ticket-issued, event-changed.
package ordering
