import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { sessionStore } from "@/lib/session/session";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { CheckoutPage } from "./CheckoutPage";

const replace = vi.fn();
const router = { replace };
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const id = "0190aaaa-0000-7000-8000-000000000001";
let asked: { call: string; key: string | null; body: unknown }[] = [];
let until: string;
let cart: object;
let order: object;
let payments: Answer[]; // in turn; the last one stays

const item = (seat: string) => ({
  id: seat,
  seatId: `seat-${seat}`,
  price: 45.5,
  currency: "EUR",
  reservationId: `hold-${seat}`,
  eventId: "event",
  expiresAt: until,
  sectionCode: "STALLS",
  row: "C",
  seat,
  ticketId: null,
});
const empty = { id: null, items: [], totalAmount: 0, state: "draft", currency: null, expiresAt: null };
const filled = (part: object = {}) => ({
  ...empty,
  id,
  items: [item("14"), item("15")],
  totalAmount: 91,
  currency: "EUR",
  expiresAt: until,
  ...part,
});
const tests = { isSimulated: true, methods: ["card_ok", "card_declined", "requires_action"] };
let paying = tests;
const undecided = (bank?: string) => ({
  status: 202,
  body: { success: false, payment: { id: "pay-1", status: "pending", ...(bank ? { nextAction: { url: bank } } : {}) } },
});
const taken = { status: 200, body: { success: true, payment: { id: "pay-1", status: "succeeded" } } };
const declined = { status: 422, body: { code: "payment_declined", payment: { failureReason: "insufficient_funds" } } };

function answerTo(call: string): Answer {
  if (call === "POST /api/guests") return madeGuest;
  if (call === "GET /api/cart") return { status: 200, body: cart };
  if (call === `GET /api/orders/${id}`) return { status: 200, body: order };
  if (call === "GET /api/payments/methods") return { status: 200, body: paying };
  if (call === "POST /api/orders/checkout") {
    cart = empty;
    return { status: 200, body: { ...order, secret: "s+1", statusUrl: "" } };
  }
  if (call === "POST /api/payments") return (payments.length > 1 ? payments.shift() : payments[0]) ?? taken;
  return { status: 404, body: { code: "order_not_found" } };
}

const sent = (call: string) => asked.filter((one) => one.call === call);

beforeEach(() => {
  asked = [];
  replace.mockReset();
  until = new Date(Date.now() + 600_000).toISOString();
  cart = filled();
  order = filled({ state: "pending", customerName: "Ada", customerEmail: "ada@example.com", lastFailure: null });
  payments = [taken];
  paying = tests;
  sessionStore.set({ kind: "guest", customerId: "c" });
  answerBy(({ call, key, body }) => {
    asked.push({ call, key, body });
    return answerTo(call);
  });
});

const show = (orderId: string | null = null) =>
  render(
    <Queries>
      <CheckoutPage orderId={orderId} />
    </Queries>,
  );

async function goToPayment() {
  show();
  await userEvent.type(await screen.findByLabelText("Name"), "Ada");
  await userEvent.type(screen.getByLabelText("Mail address"), "ada@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Go on to payment" }));
}

test("an empty cart says so, and nobody is made a guest by looking", async () => {
  sessionStore.set({ kind: "none" });
  show();
  expect(await screen.findByText("Your cart is empty")).toBeDefined();
  expect(asked).toEqual([]);
});

test("a guest pays in two steps and lands on the order's page by its secret; the total stands there once", async () => {
  await goToPayment();
  expect(screen.getAllByText("€91")).toHaveLength(1);
  await userEvent.dblClick(screen.getByRole("button", { name: "Pay now" }));
  await waitFor(() => expect(replace).toHaveBeenCalledWith(`/orders/${id}?secret=s%2B1&paying=pay-1`));
  expect(sent("POST /api/orders/checkout").map(({ body }) => body)).toEqual([
    { orderId: id, amount: 91, name: "Ada", email: "ada@example.com" },
  ]);
  expect(sent("POST /api/payments")).toHaveLength(1);
});

test("a slip in the address is pointed out and taken over by a button", async () => {
  show();
  await userEvent.type(await screen.findByLabelText("Mail address"), "ada@gmial.com");
  await userEvent.tab();
  await userEvent.click(await screen.findByRole("button", { name: "Use ada@gmail.com" }));
  expect(screen.getByLabelText<HTMLInputElement>("Mail address").value).toBe("ada@gmail.com");
});

test("a missing name is said at its field, and nothing is sent", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Go on to payment" }));
  expect(screen.getByText("Type the name for the tickets.")).toBeDefined();
  expect(asked.every(({ call }) => call.startsWith("GET ") || call === "POST /api/guests")).toBe(true);
});

test("a declined card keeps the seats and says until when; the next try is another payment of the same order", async () => {
  payments = [declined, taken];
  await goToPayment();
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  expect(await screen.findByText(/not enough money on the account.*stay yours until \d/)).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  await waitFor(() => expect(replace).toHaveBeenCalledWith(`/orders/${id}?secret=s%2B1&paying=pay-1`));
  expect(sent("POST /api/orders/checkout")).toHaveLength(1);
  const keys = sent("POST /api/payments").map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});

test("a payment whose answer was lost is sent again as the same one", async () => {
  payments = [{ status: 503, body: { code: "unavailable" } }, taken];
  await goToPayment();
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  expect(await screen.findByText("We have not heard what became of the payment")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  await waitFor(() => expect(replace).toHaveBeenCalled());
  const keys = sent("POST /api/payments").map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test("an undecided payment goes on to the order's page, which knows the payment", async () => {
  payments = [undecided()];
  await goToPayment();
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  await waitFor(() => expect(replace).toHaveBeenCalledWith(`/orders/${id}?secret=s%2B1&paying=pay-1`));
});

test("a reload after a decline goes on with the order, says why, and does not ask for the details again", async () => {
  order = { ...order, lastFailure: { paymentId: "p", reason: "card_declined", message: "", at: until } };
  show(id);
  expect(await screen.findByText(/The bank declined the card/)).toBeDefined();
  expect(screen.getByText("Ada, ada@example.com")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  await waitFor(() => expect(replace).toHaveBeenCalledWith(`/orders/${id}?paying=pay-1`));
  expect(sent("POST /api/orders/checkout")).toHaveLength(0);
});

test("whoever comes back to a paid order's checkout is led to the order", async () => {
  order = { ...order, state: "paid" };
  show(id);
  await waitFor(() => expect(replace).toHaveBeenCalledWith(`/orders/${id}`));
});

test("an order whose time ran out says so and offers the same seats", async () => {
  order = { ...order, state: "cancelled", cancelReason: "hold_expired" };
  show(id);
  expect(await screen.findByText("The time is over")).toBeDefined();
  expect(screen.getByRole("button", { name: "Get the same seats again" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Pay now" })).toBeNull();
});

test("a shop that nobody takes money for says so, and offers nothing to click", async () => {
  paying = { isSimulated: false, methods: [] };
  await goToPayment();
  expect(await screen.findByText(/cannot take payments at the moment/)).toBeDefined();
  expect(screen.queryByRole("button", { name: "Pay now" })).toBeNull();
});

test("where real money moves, no test cards are offered and nothing is called simulated", async () => {
  paying = { isSimulated: false, methods: ["credit_card", "wallet"] };
  await goToPayment();
  expect(await screen.findByLabelText("Credit card")).toBeDefined();
  expect(screen.queryByText(/simulated/)).toBeNull();
  await userEvent.click(screen.getByLabelText("Wallet"));
  await userEvent.click(screen.getByRole("button", { name: "Pay now" }));
  await waitFor(() =>
    expect(sent("POST /api/payments").map(({ body }) => body)).toEqual([{ orderId: id, paymentMethod: "wallet" }]),
  );
});
