import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { Queries } from "@/lib/queries";
import type { Role } from "@/lib/session";
import { sessionStore } from "@/lib/session/session";
import { refundLike, soldOrder, ticketLike } from "@/test/order";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { ShownOrder } from "./OrderPage";
import type { Order, Refund, Ticket } from "./order";

let asked: { call: string; key: string | null }[] = [];
let order: Order;
let tickets: Ticket[];
let refund: Refund | undefined;
let answers: Record<string, () => Answer>;

const calls = () => asked.map(({ call }) => call);
const keysOf = (wanted: string) => asked.filter(({ call }) => call === wanted).map(({ key }) => key);
const soon = "2036-01-01T00:00:00Z";

beforeEach(() => {
  asked = [];
  order = soldOrder();
  refund = undefined;
  tickets = [ticketLike("14"), ticketLike("15")];
  const own = `/api/orders/${order.id}`;
  answers = {
    "POST /api/guests": () => madeGuest,
    "GET /api/admin/events": () => ({ status: 200, body: [] }),
    [`GET ${own}`]: () => ({ status: 200, body: order }),
    [`GET ${own}/tickets`]: () => ({ status: 200, body: tickets }),
    "GET /api/payments/payment": () => ({
      status: 200,
      body: {
        amount: 91,
        currency: "EUR",
        status: "succeeded",
        paymentMethod: "credit_card",
        transactionId: "tx-1",
        refund,
      },
    }),
  };
  answerBy(({ call, key }) => {
    asked.push({ call, key });
    return answers[call]?.();
  });
});

function show(role: Role = "Organiser") {
  sessionStore.set({ kind: "user", customerId: "u", email: "house@example.com", role });
  render(
    <Queries>
      <ShownOrder id={order.id} />
    </Queries>,
  );
}

const click = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));
const dialog = () => within(screen.getByRole("dialog"));

test("an order tells its buyer, its money, its tickets and what happened, and no admission code", async () => {
  show();
  expect(await screen.findByText("Order ABCD2345")).toBeDefined();
  expect(await screen.findByText("Money taken")).toBeDefined();
  expect(screen.getByText("tx-1")).toBeDefined();
  expect(screen.getByText("Checked out for ada@example.com")).toBeDefined();
  expect((await screen.findAllByText("Valid")).length).toBeGreaterThan(1);
  expect(document.body.textContent).not.toContain("not for the office");
});

test("a refund says what happens to money, tickets and seats before it does anything", async () => {
  tickets = [ticketLike("14", { status: "used", admittedAt: "2036-05-03T19:00:00Z" }), ticketLike("15")];
  answers["POST /api/payments/payment/refunds"] = () => {
    order = soldOrder({ state: "cancelled", cancelReason: "refunded", refundedAt: soon, cancelledAt: soon });
    refund = refundLike({ status: "succeeded", completedAt: soon });
    return { status: 201, body: refund };
  };
  show();
  await screen.findAllByText("Used");
  await click("Refund");
  expect(calls().some((call) => call.startsWith("POST /api/payments"))).toBe(false);
  expect(dialog().getByText(/€91 goes back the way it came/)).toBeDefined();
  expect(dialog().getByText(/tickets stop being valid at once.*One of them was used/)).toBeDefined();
  expect(dialog().getByText(/2 seats go back on sale/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Refund €91" }));
  expect(await screen.findByText("Refunded")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Refund" })).toBeNull();
});

test("a refusal stays in the dialog, and a lost answer is asked for again as the same refund", async () => {
  const call = "POST /api/payments/payment/refunds";
  const outcomes: Answer[] = [
    { status: 503, body: { code: "unavailable", detail: "Not now." } },
    { status: 422, body: { code: "refund_refused", detail: "The provider refused." } },
    { status: 202, body: refundLike() },
  ];
  answers[call] = () => {
    const outcome = outcomes.shift() ?? { status: 500, body: {} };
    if (outcome.status === 202) refund = refundLike();
    return outcome;
  };
  show();
  await click("Refund");
  const sure = () => userEvent.click(dialog().getByRole("button", { name: "Refund €91" }));
  await sure();
  expect(await dialog().findByText("Not now.")).toBeDefined();
  await sure();
  expect(await dialog().findByText("The provider refused.")).toBeDefined();
  await sure();
  expect(await screen.findByText(/The refund is under way/)).toBeDefined();
  const [first, second, third] = keysOf(call);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("a refund that is not decided yet stands where its button was, after a reload too", async () => {
  refund = refundLike();
  show();
  expect(await screen.findByText(/The refund is under way/)).toBeDefined();
  expect(screen.getByText("Refund under way")).toBeDefined();
  expect(screen.getByText("Refund of €91 begun")).toBeDefined();
  expect(screen.getByText("€91 is on its way back")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Refund" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Send the ticket mail again" })).toBeNull();
});

test.each([
  { name: "asked for by the house", part: {} },
  { name: "of seats that were gone", part: { state: "cancelled", refundReason: "seats_gone" } as const },
])("a refund $name that the bank refused is told after a reload, and may be asked for again", async ({ part }) => {
  order = soldOrder(part);
  refund = refundLike({ status: "failed", refusedAt: soon, errorCode: "ACCOUNT_CLOSED" });
  show();
  expect(await screen.findByText("The bank refused to give the money back (ACCOUNT_CLOSED)")).toBeDefined();
  expect(screen.getByText("The bank refused to give €91 back")).toBeDefined();
  expect(screen.queryByText("€91 is on its way back")).toBeNull();
  expect(screen.queryByRole("button", { name: "Send the ticket mail again" })).toBeNull();
  await click("Refund");
  expect(dialog().getByRole("button", { name: "Refund €91" })).toBeDefined();
});

test("where the payment cannot be read, whether it can be refunded is left to the server", async () => {
  answers["GET /api/payments/payment"] = () => ({ status: 403, body: { code: "forbidden", detail: "Not yours." } });
  show();
  expect(await screen.findByRole("button", { name: "Refund" })).toBeDefined();
  expect(await screen.findByText("Not yours.")).toBeDefined();
});

test("staff see that refunds are not theirs", async () => {
  show("Staff");
  expect(await screen.findByText("Refunds are given by organisers and administrators.")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Refund" })).toBeNull();
});

test("an unpaid order is cancelled, with a word on its seats; there is nothing to refund", async () => {
  order = soldOrder({ state: "pending", paidAt: null, fulfilledAt: null, paymentId: null, mails: [] });
  answers[`PATCH /api/orders/${order.id}/cancel`] = () => {
    order = { ...order, state: "cancelled", cancelReason: "cancelled_by_house", cancelledAt: soon };
    return { status: 204, body: null };
  };
  show();
  await click("Cancel the order");
  expect(screen.queryByRole("button", { name: "Refund" })).toBeNull();
  expect(dialog().getByText(/The 2 seats are let go at once/)).toBeDefined();
  expect(dialog().getByText(/tell the buyer yourself/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Cancel the order" }));
  expect(await screen.findByText("Cancelled by the house. Seats let go.")).toBeDefined();
});

test("while a payment is undecided cancelling is refused, and the dialog says why", async () => {
  order = soldOrder({ state: "pending", paidAt: null, fulfilledAt: null, paymentId: null, mails: [] });
  answers[`PATCH /api/orders/${order.id}/cancel`] = () => ({
    status: 409,
    body: { code: "payment_in_progress", detail: "A payment is being decided." },
  });
  show();
  await click("Cancel the order");
  await userEvent.click(dialog().getByRole("button", { name: "Cancel the order" }));
  expect(await dialog().findByText("A payment is being decided.")).toBeDefined();
});

test("the mail goes out once a minute: the button waits and a click in between asks nothing", async () => {
  const call = `POST /api/orders/${order.id}/resend`;
  answers[call] = () => ({ status: 202, body: {} });
  show();
  await click("Send the ticket mail again");
  const waiting = await screen.findByRole("button", { name: /Again in (1:00|0:5\d)/ });
  await userEvent.click(waiting);
  expect(keysOf(call)).toHaveLength(1);
});

test("a mail that somebody else has just sent makes the button wait as long as the server says", async () => {
  answers[`POST /api/orders/${order.id}/resend`] = () => ({
    status: 429,
    body: { code: "resent_just_now", detail: "It was sent a moment ago." },
    headers: { "Retry-After": "20" },
  });
  show();
  await click("Send the ticket mail again");
  expect(await screen.findByText("It was sent a moment ago.")).toBeDefined();
  expect(screen.getByRole("button", { name: /Again in 0:(20|1\d)/ })).toBeDefined();
});

test("a new code says that the old one dies, and only a valid ticket gets one", async () => {
  tickets = [ticketLike("14"), ticketLike("15", { status: "used" })];
  answers["POST /api/tickets/ticket-14/reissue"] = () => {
    tickets = [ticketLike("14", { revision: 2 }), ticketLike("15", { status: "used" })];
    return { status: 200, body: tickets[0] };
  };
  show();
  await click("New code for ticket ABCD2345-14");
  expect(screen.queryByRole("button", { name: "New code for ticket ABCD2345-15" })).toBeNull();
  expect(dialog().getByText(/The old code is dead at once/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Issue the new code" }));
  await waitFor(() => expect(calls()).toContain("POST /api/tickets/ticket-14/reissue"));
  expect((await screen.findAllByText("Code number 2")).length).toBeGreaterThan(0);
});

test("an order that there is not leads back to the list", async () => {
  answers[`GET /api/orders/${order.id}`] = () => ({ status: 404, body: { code: "order_not_found" } });
  show();
  expect(await screen.findByText("There is no such order")).toBeDefined();
  expect(screen.getByRole("link", { name: "All orders" }).getAttribute("href")).toBe("/admin/orders");
});
