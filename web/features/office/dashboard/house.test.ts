import { describe, expect, test } from "vitest";
import { testEvent } from "@/test/event";
import { activitiesOf, type FoundOrder } from "./activity";
import { houseOf } from "./house";
import { readAll } from "./queries";
import { queryOf, viewIn } from "./view";

const now = Date.parse("2036-02-01T00:00:00Z");

describe("how the house stands", () => {
  test("adds up seats, and money by currency", () => {
    const euros = {
      ...testEvent,
      id: "2",
      currency: "EUR",
      soldSeats: 3,
      revenue: 100,
      availableSeats: 90,
      reservedSeats: 0,
    };
    const house = houseOf([testEvent, euros, { ...testEvent, id: "3" }], now);
    expect(house).toMatchObject({ events: 3, onSale: 3, seats: 300, sold: 63, held: 10, free: 210, occupancy: 0.21 });
    expect(house.money).toEqual([
      { currency: "USD", revenue: 2501, average: 41.68 },
      { currency: "EUR", revenue: 100, average: 33.33 },
    ]);
  });

  test("has no share and no average where nothing is", () => {
    const empty = { ...testEvent, totalSeats: 0, soldSeats: 0, availableSeats: 0, reservedSeats: 0, revenue: 0 };
    expect(houseOf([empty], now)).toMatchObject({
      onSale: 0,
      occupancy: null,
      money: [{ currency: "USD", revenue: 0, average: null }],
    });
    expect(houseOf([], now)).toMatchObject({ events: 0, occupancy: null, money: [] });
  });

  test("counts cancelled events, not their seats", () => {
    const house = houseOf([testEvent, { ...testEvent, id: "2", status: "cancelled", isActive: false }], now);
    expect(house).toMatchObject({ events: 2, onSale: 1, seats: 100, sold: 30 });
  });
});

describe("what happened lately", () => {
  const order = (change: Partial<FoundOrder>): FoundOrder => ({
    id: "1",
    number: "N-1",
    userId: null,
    guestToken: null,
    totalAmount: 70,
    currency: "USD",
    state: "pending",
    createdAt: "2036-01-01T10:00:00Z",
    paidAt: null,
    expiresAt: null,
    items: [],
    eventId: testEvent.id,
    eventName: testEvent.name,
    seatNumber: null,
    customerEmail: "ada@example.com",
    customerName: "",
    paymentId: null,
    cancelReason: null,
    cancelledAt: null,
    refundedAt: null,
    ...change,
  });

  test("is the last thing that happened to each order, the latest first", () => {
    const paidAt = "2036-01-01T10:05:00Z";
    const activities = activitiesOf([
      order({ id: "pending", createdAt: "2036-01-01T11:00:00Z" }),
      order({ id: "paid", state: "fulfilled", paidAt, customerName: "Ada" }),
      order({ id: "unpaid", state: "cancelled", cancelledAt: "2036-01-01T10:30:00Z" }),
      order({ id: "refunded", state: "cancelled", paidAt, cancelledAt: paidAt, refundedAt: "2036-01-02T10:00:00Z" }),
      order({ id: "cart", state: "draft" }),
    ]);
    expect(activities.map(({ id, kind, who }) => [id, kind, who])).toEqual([
      ["refunded", "refunded", "ada@example.com"],
      ["pending", "pending", "ada@example.com"],
      ["unpaid", "cancelled", "ada@example.com"],
      ["paid", "paid", "Ada"],
    ]);
  });
});

test("all pages are read, up to as many as somebody waits for", async () => {
  const pages = async (cursor: string | null) => ({ items: [cursor], next: String(Number(cursor ?? 0) + 1) });
  expect(await readAll(pages, 3)).toEqual({ items: [null, "1", "2"], next: "3" });
  expect(await readAll(async () => ({ items: [1], next: null }))).toEqual({ items: [1], next: null });
});

test("the view survives the way through the address", () => {
  const view = { eventId: testEvent.id, days: 90 };
  expect(viewIn(new URLSearchParams(queryOf(view)))).toEqual(view);
  expect(queryOf({ eventId: "", days: 30 })).toBe("");
  expect(viewIn(new URLSearchParams("event=../../x&days=12"))).toEqual({ eventId: "", days: 30 });
});
