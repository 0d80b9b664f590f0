import { expect, test } from "vitest";
import { officeOrders } from "@/lib/i18n/areas/office-orders";
import { refundLike, soldOrder, ticketLike } from "@/test/order";
import { type Order, type Refund, type Ticket, withRefund } from "./order";
import { timelineOf } from "./timeline";

const format = { money: (amount: number) => `${amount} €`, date: () => "10:00" };
const told = (part: Partial<Order>, tickets: Ticket[] = [], refund: Refund | null = null) =>
  timelineOf(withRefund(soldOrder(part), refund), refund, tickets, {
    texts: officeOrders.en,
    format,
    mailKind: (kind) => kind,
    mailStatus: (status) => status,
  });
const texts = (part: Partial<Order>, tickets?: Ticket[]) => told(part, tickets).map(({ text }) => text);

test("a purchase is told in the order in which it went", () => {
  expect(texts({})).toEqual([
    "Cart begun",
    "Checked out for ada@example.com",
    "91 € paid",
    "2 tickets issued",
    "Mail “tickets”: sent",
  ]);
});

test("what is waited for stands last, without a time", () => {
  const waiting: Partial<Order> = { state: "pending", paidAt: null, fulfilledAt: null, mails: [], expiresAt: "x" };
  expect(told(waiting).at(-1)).toEqual({
    key: "waits",
    mark: "now",
    at: null,
    text: "Waits for money, seats held until 10:00",
  });
});

test("a refund tells of the money and of the end, after what was bought", () => {
  const refunded = {
    state: "cancelled",
    cancelReason: "refunded",
    refundedAt: "2036-05-02T09:00:00Z",
    cancelledAt: "2036-05-02T09:00:01Z",
  } as const;
  expect(texts(refunded).slice(-2)).toEqual([
    "91 € given back",
    "Ended by the refund. Tickets not valid any more, seats let go.",
  ]);
});

test("money on its way back is said even where the order is over", () => {
  const late = { state: "cancelled", cancelReason: "hold_expired", refundReason: "seats_gone" } as const;
  expect(texts(late).at(-1)).toBe("91 € is on its way back");
});

test("a refund that only the payment knows of yet is told with the time it was asked for", () => {
  const moments = told({}, [], refundLike());
  expect(moments.at(-2)).toEqual({
    key: "asked",
    mark: "done",
    at: "2036-05-02T08:00:00Z",
    text: "Refund of 91 € begun",
  });
  expect(moments.at(-1)).toEqual({ key: "refunding", mark: "now", at: null, text: "91 € is on its way back" });
  const done = refundLike({ status: "succeeded", completedAt: "2036-05-02T08:05:00Z" });
  expect(
    told({}, [], done)
      .map(({ text }) => text)
      .slice(-2),
  ).toEqual(["Refund of 91 € begun", "91 € given back"]);
});

test("doors and new codes come from the tickets", () => {
  const again = ticketLike("14", { revision: 2, issuedAt: "2036-05-01T12:00:00Z" });
  const inside = ticketLike("15", { status: "used", admittedAt: "2036-05-03T19:00:00Z" });
  expect(texts({}, [again, inside]).slice(-2)).toEqual([
    "Ticket ABCD2345-14 got a new code",
    "Admitted: STALLS, row C, seat 15",
  ]);
});

test("a reason that this page does not know is shown as it came", () => {
  const lastFailure = { paymentId: "p", reason: "new_reason", message: "", at: "2036-05-01T09:04:00Z" };
  expect(texts({ lastFailure })[2]).toBe("Payment failed: new_reason. Nothing was taken.");
});
