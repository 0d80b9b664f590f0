import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { Queries } from "@/lib/queries";
import { orderLike } from "@/test/order";
import { type Answer, answerBy } from "@/test/server";
import { OrderPage } from "./OrderPage";
import type { Order } from "./story";

let asked: string[] = [];
let order: Order;
let resent: Answer;

const ticket = (seat: string) => ({
  id: seat,
  ticketNumber: `T-${seat}`,
  sectionCode: "STALLS",
  row: "C",
  seat,
  holder: "Ada",
  status: "valid",
  qrCode: `code-${seat}`,
});

function answerTo(call: string): Answer {
  const own = `/api/orders/${order.id}`;
  if (call === `GET ${own}`) return { status: 200, body: order };
  if (call === `GET ${own}/tickets`) return { status: 200, body: [ticket("14"), ticket("15")] };
  if (call === `POST ${own}/resend`) return resent;
  if (call === `POST ${own}/access`)
    return { status: 200, body: { guestToken: "one-order", customerId: "c", expiresAt: "2036-01-01T00:00:00Z" } };
  if (call === `PATCH ${own}/cancel`) {
    order = { ...order, state: "cancelled", cancelReason: "cancelled_by_customer" };
    return { status: 204, body: null };
  }
  return { status: 404, body: { code: "order_not_found", detail: "No such order." } };
}

beforeEach(() => {
  asked = [];
  order = orderLike();
  resent = { status: 202, body: {} };
  answerBy(({ call, search, token }) => {
    asked.push(`${call}${search} ${token ?? ""}`.trim());
    return answerTo(call);
  });
});

const show = (id = order.id) =>
  render(
    <Queries>
      <OrderPage at={{ id, secret: "s+1" }} pay={() => <p>pay here</p>} />
    </Queries>,
  );

test("an order that waits for its money shows how to pay, and opening it changes nothing", async () => {
  show();
  expect(await screen.findByText("pay here")).toBeDefined();
  expect(screen.getByText("Order ABCD2345 for Ada")).toBeDefined();
  expect(asked.every((call) => call.startsWith("GET "))).toBe(true);
});

test("the tickets stand on the page while the mail is on its way, with links that the secret opens", async () => {
  order = orderLike({
    state: "fulfilled",
    mails: [{ kind: "tickets", status: "retrying", at: "2036-05-01T09:02:00Z", reason: null }],
  });
  show();
  expect(await screen.findByRole("img", { name: "Admission code for STALLS, row C, seat 14" })).toBeDefined();
  expect(screen.getByText("Mail on its way")).toBeDefined();
  expect(screen.getByRole("link", { name: "PDF" }).getAttribute("href")).toBe(
    `/api/orders/${order.id}/tickets.pdf?secret=s%2B1`,
  );
  expect(screen.queryByText("pay here")).toBeNull();
});

test("a mail that was sent a moment ago is not sent again, and the page says so", async () => {
  order = orderLike({ state: "fulfilled" });
  resent = { status: 429, body: { code: "resent_just_now", detail: "It was sent a moment ago." } };
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Send the mail again" }));
  expect(await screen.findByText("It was sent a moment ago.")).toBeDefined();
});

test("cancelling asks first, and is done as the holder of the secret", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Cancel the order" }));
  expect(asked.some((call) => call.startsWith("PATCH"))).toBe(false);
  const sure = screen.getAllByRole("button", { name: "Cancel the order", hidden: true }).at(-1);
  await userEvent.click(sure as HTMLElement);
  await waitFor(() => expect(asked).toContain(`PATCH /api/orders/${order.id}/cancel Bearer one-order`));
  expect(await screen.findByText(/You have cancelled this order/)).toBeDefined();
});

test("a link that opens nothing leads to the links by mail", async () => {
  show("another");
  expect(await screen.findByText("This order cannot be shown")).toBeDefined();
  expect(screen.getByRole("link", { name: "Have my links mailed" }).getAttribute("href")).toBe("/me");
});
