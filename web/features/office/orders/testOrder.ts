import type { Order, Refund, Ticket } from "./order";

/** An order of two seats with its tickets issued, for tests; `part` is what differs. */
export function orderLike(part: Partial<Order> = {}): Order {
  const item = (seat: string) => ({
    id: `item-${seat}`,
    seatId: `seat-${seat}`,
    price: 45.5,
    currency: "EUR",
    reservationId: `hold-${seat}`,
    eventId: "event",
    expiresAt: "2036-05-01T10:00:00Z",
    sectionCode: "STALLS",
    row: "C",
    seat,
    ticketId: `ticket-${seat}`,
  });
  const id = "0190aaaa-0000-7000-8000-000000000001";
  return {
    id,
    orderId: id,
    number: "ABCD2345",
    userId: null,
    guestToken: "c",
    totalAmount: 91,
    price: 91,
    currency: "EUR",
    state: "fulfilled",
    createdAt: "2036-05-01T09:00:00Z",
    placedAt: "2036-05-01T09:03:00Z",
    paidAt: "2036-05-01T09:05:00Z",
    fulfilledAt: "2036-05-01T09:05:01Z",
    cancelledAt: null,
    cancelReason: null,
    refundReason: null,
    refundedAt: null,
    expiresAt: null,
    paymentId: "payment",
    lastFailure: null as unknown as Order["lastFailure"], // null where there was none, though the description cannot say so
    items: [item("14"), item("15")],
    eventId: "event",
    eventName: "Così fan tutte",
    seatNumber: "STALLS-C-14",
    customerName: "Ada",
    customerEmail: "ada@example.com",
    mails: [{ kind: "tickets", status: "sent", at: "2036-05-01T09:05:04Z", reason: null }],
    ...part,
  };
}

export function ticketLike(seat: string, part: Partial<Ticket> = {}): Ticket {
  return {
    id: `ticket-${seat}`,
    ticketNumber: `ABCD2345-${seat}`,
    orderId: "0190aaaa-0000-7000-8000-000000000001",
    eventId: "event",
    seatId: `seat-${seat}`,
    sectionCode: "STALLS",
    row: "C",
    seat,
    holder: "Ada",
    price: 45.5,
    currency: "EUR",
    status: "valid",
    qrCode: "not for the office",
    issuedAt: "2036-05-01T09:05:01Z",
    revision: 1,
    ...part,
  };
}

export function refundLike(part: Partial<Refund> = {}): Refund {
  return {
    refundId: "refund",
    paymentId: "payment",
    amount: 91,
    currency: "EUR",
    status: "pending",
    reason: "requested",
    requestedAt: "2036-05-02T08:00:00Z",
    completedAt: null,
    ...part,
  };
}
