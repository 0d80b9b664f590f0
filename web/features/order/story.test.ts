import { expect, test } from "vitest";
import { order as texts } from "@/lib/i18n/areas/order";
import { orderLike } from "@/test/order";
import { outline } from "./QrCode";
import { headOf, mayChange, nextLook, noticeOf, type Order, stepsOf } from "./story";

const format = { money: (amount: number, currency: string) => `${amount} ${currency}`, date: (time: string) => time };
const mail = (status: "pending" | "sent" | "retrying" | "failed") => [
  { kind: "tickets", status, at: "2036-05-01T09:02:00Z", reason: null },
];
const refunding: Partial<Order> = { refundReason: "event_cancelled", paymentId: "p" };

test.each([
  [orderLike(), "pending", "done now open open"],
  [
    orderLike({ lastFailure: { paymentId: "p", reason: "card_declined", message: "", at: "2036-05-01T09:01:00Z" } }),
    "pending",
    "done failed open open",
  ],
  [orderLike({ state: "paid" }), "paid", "done done now open"],
  [orderLike({ state: "fulfilled", mails: mail("retrying") }), "fulfilled", "done done done now"],
  [orderLike({ state: "fulfilled", mails: mail("failed") }), "fulfilled", "done done done failed"],
  [orderLike({ state: "fulfilled", mails: mail("sent") }), "fulfilled", "done done done done"],
  [orderLike({ state: "cancelled", cancelReason: "hold_expired" }), "cancelled", "failed failed failed failed"],
  [orderLike({ state: "fulfilled", mails: mail("sent"), ...refunding }), "refunding", "done now failed done"],
  [
    orderLike({ state: "cancelled", ...refunding, refundedAt: "2036-05-02T09:00:00Z" }),
    "refunded",
    "failed done failed failed",
  ],
] as const)("case %#: the words for each way an order may stand", (order, head, states) => {
  expect(headOf(order)).toBe(head);
  for (const language of Object.values(texts))
    expect(
      stepsOf(order, language)
        .map(({ state }) => state)
        .join(" "),
    ).toBe(states);
});

test("the page looks again while something may happen, and rests when nothing can", () => {
  expect(mayChange(orderLike())).toBe(true);
  expect(mayChange(orderLike({ state: "fulfilled", mails: [] }))).toBe(true);
  expect(mayChange(orderLike({ state: "fulfilled", mails: mail("sent") }))).toBe(false);
  expect(mayChange(orderLike({ state: "cancelled" }))).toBe(false);
  expect(mayChange(orderLike({ state: "cancelled", ...refunding }))).toBe(true);
});

test("it looks every second at first and at last every quarter of a minute", () => {
  expect([0, 3000, 9000, 60_000, 3_600_000].map((passed) => nextLook(0, passed))).toEqual([
    1000, 1000, 3000, 15_000, 15_000,
  ]);
});

test("an order that is over says what became of seats and money", () => {
  const notice = (part: Partial<Order>) => noticeOf(orderLike(part), texts.en, format);
  expect(notice({ state: "fulfilled" })).toBeNull();
  expect(notice({ state: "cancelled", cancelReason: "hold_expired" })).toMatch(/let go. Nothing was charged/);
  expect(notice({ state: "cancelled", cancelReason: "something new" })).toMatch(/over.*Nothing was charged/);
  expect(notice({ state: "fulfilled", ...refunding })).toMatch(/event is cancelled.*91 EUR is on its way back/);
  expect(notice({ state: "cancelled", ...refunding, refundedAt: "then" })).toMatch(/91 EUR went back.*then/);
});

test("a QR symbol's path covers its dark modules, run by run", () => {
  expect(outline([[true, true, false, true], [false], [true]])).toBe("M0 0h2v1h-2zM3 0h1v1h-1zM0 2h1v1h-1z");
});
