import type { Schemas } from "@/lib/api";

type Details = Schemas["OrderingDetails"];
type Order = Schemas["OrderingOrder"] & Partial<Details>;
type Ticket = Schemas["FulfillmentTicket"];
type Refund = Schemas["PaymentRefund"];

const id = "0190aaaa-0000-7000-8000-000000000001";

const item = (seat: string, ticketId: string | null) => ({
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
  ticketId,
});

const both = {
  id,
  number: "ABCD2345",
  userId: null,
  guestToken: "c",
  totalAmount: 91,
  currency: "EUR",
  createdAt: "2036-05-01T09:00:00Z",
  eventId: "event",
  eventName: "Così fan tutte",
  seatNumber: "STALLS-C-14",
  customerName: "Ada",
  customerEmail: "ada@example.com",
};

/** An order of two seats that waits for its money, as its buyer sees it; `part` is what differs. */
export function orderLike(part: Partial<Order> = {}): Order {
  return {
    ...both,
    state: "pending",
    paidAt: null,
    expiresAt: "2036-05-01T10:00:00Z",
    items: [item("14", null), item("15", null)],
    mails: [],
    ...part,
  };
}

/** The order once it is paid and its tickets are issued, as the house sees it; `part` is what differs. */
export function soldOrder(part: Partial<Details> = {}): Details {
  return {
    ...both,
    orderId: id,
    price: 91,
    state: "fulfilled",
    placedAt: "2036-05-01T09:03:00Z",
    paidAt: "2036-05-01T09:05:00Z",
    fulfilledAt: "2036-05-01T09:05:01Z",
    cancelledAt: null,
    cancelReason: null,
    refundReason: null,
    refundedAt: null,
    expiresAt: null,
    paymentId: "payment",
    lastFailure: null as unknown as Details["lastFailure"], // null where there was none, though the description cannot say so
    items: [item("14", "ticket-14"), item("15", "ticket-15")],
    mails: [{ kind: "tickets", status: "sent", at: "2036-05-01T09:05:04Z", reason: null }],
    ...part,
  };
}

/** One of its tickets. */
export function ticketLike(seat: string, part: Partial<Ticket> = {}): Ticket {
  return {
    id: `ticket-${seat}`,
    ticketNumber: `ABCD2345-${seat}`,
    orderId: id,
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
