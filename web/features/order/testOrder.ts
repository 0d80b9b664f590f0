import type { Order } from "./story";

/** An order of two seats that waits for its money, for tests; `part` is what differs. */
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
    ticketId: null,
  });
  return {
    id: "0190aaaa-0000-7000-8000-000000000001",
    number: "ABCD2345",
    userId: null,
    guestToken: "c",
    totalAmount: 91,
    currency: "EUR",
    state: "pending",
    createdAt: "2036-05-01T09:00:00Z",
    paidAt: null,
    expiresAt: "2036-05-01T10:00:00Z",
    items: [item("14"), item("15")],
    eventId: "event",
    eventName: "Così fan tutte",
    seatNumber: "STALLS-C-14",
    customerName: "Ada",
    customerEmail: "ada@example.com",
    mails: [],
    ...part,
  };
}
