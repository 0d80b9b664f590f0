import type { Place } from "./stage";

/** A place that waits, for tests; `part` is what differs. */
export function placeLike(part: Partial<Place> = {}): Place {
  return {
    entryId: "0190aaaa-0000-7000-8000-000000000001",
    eventId: "0190aaaa-0000-7000-8000-000000000002",
    status: "pending",
    reason: "confirmed",
    position: 3,
    moved: { lastHour: 2, lastDay: 11 },
    quantity: 2,
    maxPrice: 45.5,
    sections: ["STALLS"],
    accessible: false,
    joinedAt: "2030-05-01T09:00:00Z",
    confirmBy: null,
    event: { name: "Così fan tutte", venue: "Opera", startsAt: "2036-05-03T18:00:00Z", timeZone: "Europe/Vienna" },
    ...part,
  };
}

/** An offer of two seats that can be paid for 24 minutes more. */
export function offerLike(apart = false): NonNullable<Place["offer"]> {
  const seat = (number: string) => ({ seatId: number, sectionCode: "STALLS", row: "C", seat: number, price: 45.5 });
  return {
    orderId: "0190aaaa-0000-7000-8000-000000000003",
    orderSecret: "order+secret",
    reservationIds: ["r1", "r2"],
    seats: [seat("14"), seat("15")],
    totalAmount: 91,
    currency: "EUR",
    expiresAt: new Date(Date.now() + 24 * 60_000).toISOString(),
    apart,
    payUrl: "",
  };
}
