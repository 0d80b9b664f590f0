import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { MessagesPage } from "./MessagesPage";
import { contexts } from "./message";

let search = new URLSearchParams();
vi.mock("next/navigation", () => ({ useSearchParams: () => search }));

let asked: string[] = [];
let answers: Record<string, () => Answer>;

const message = {
  id: "m1",
  context: "fulfillment",
  group: "fulfillment-service",
  topic: "order-paid",
  key: "order-7",
  state: "parked",
  attempts: 8,
  since: "2036-05-01T09:00:00Z",
  reason: "seat has a living ticket",
};

beforeEach(() => {
  asked = [];
  search = new URLSearchParams();
  const lists = contexts.map((context) => [`GET /api/admin/messages/${context}`, () => ({ status: 200, body: [] })]);
  const own = "/api/admin/messages/fulfillment";
  answers = {
    ...Object.fromEntries(lists),
    "POST /api/guests": () => madeGuest,
    [`GET ${own}`]: () => ({ status: 200, body: [message] }),
    [`GET ${own}/m1`]: () => ({
      status: 200,
      body: { ...message, payload: { orderId: "order-7", number: "ABCD2345" } },
    }),
  };
  answerBy(({ call, query }) => {
    asked.push(`${call} ${query.state ?? ""}`.trim());
    return answers[call]?.();
  });
});

const show = () =>
  render(
    <Queries>
      <MessagesPage />
    </Queries>,
  );
const open = async () => userEvent.click(await screen.findByRole("button", { name: "order-paid for Tickets" }));
const button = (name: string) => screen.getByRole("button", { name });
const topmost = () => within(screen.getAllByRole("dialog").at(-1) as HTMLElement);

test("every part of the house is asked for what is parked with it", async () => {
  show();
  await screen.findByText("seat has a living ticket");
  for (const context of contexts) expect(asked).toContain(`GET /api/admin/messages/${context} parked`);
});

test("a part that does not answer is named, and the others' messages are shown", async () => {
  answers["GET /api/admin/messages/payment"] = () => ({ status: 403, body: { code: "forbidden", detail: "Not you." } });
  show();
  expect(await screen.findByText("No answer from: Payments")).toBeDefined();
  expect(await screen.findByText("seat has a living ticket")).toBeDefined();
});

test("nothing is said to be parked only where every part has answered", async () => {
  answers["GET /api/admin/messages/fulfillment"] = () => ({ status: 200, body: [] });
  answers["GET /api/admin/messages/waitlist"] = () => ({ status: 404, body: { code: "no_such_route" } });
  const { unmount } = show();
  expect(await screen.findByText("No answer from: Waiting list")).toBeDefined();
  expect(screen.queryByText("Nothing is parked")).toBeNull();
  unmount();
  answers["GET /api/admin/messages/waitlist"] = () => ({ status: 200, body: [] });
  show();
  expect(await screen.findByText("Nothing is parked")).toBeDefined();
});

test("a message shows why it is stuck and what it says, and is tried again", async () => {
  const call = "POST /api/admin/messages/fulfillment/m1/retry";
  answers[call] = () => {
    answers["GET /api/admin/messages/fulfillment"] = () => ({ status: 200, body: [] });
    return { status: 204, body: null };
  };
  show();
  await open();
  expect(await screen.findByText(/"number": "ABCD2345"/)).toBeDefined();
  const order = screen.getByRole("link", { name: "Open the order that it is about" });
  expect(order.getAttribute("href")).toBe("/admin/orders/order-7");
  await userEvent.click(button("Try again"));
  await waitFor(() => expect(asked).toContain(call));
  expect(await screen.findByText("Nothing is parked")).toBeDefined();
});

test("giving up says what stays undone, and asks first", async () => {
  const call = "DELETE /api/admin/messages/fulfillment/m1";
  answers[call] = () => {
    answers["GET /api/admin/messages/fulfillment"] = () => ({ status: 200, body: [] });
    return { status: 204, body: null };
  };
  show();
  await open();
  await userEvent.click(button("Give up for good"));
  expect(asked).not.toContain(call);
  expect(topmost().getByText(/Tickets may not be issued/)).toBeDefined();
  await userEvent.click(topmost().getByRole("button", { name: "Give up for good" }));
  expect(await screen.findByText("Nothing is parked")).toBeDefined();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a message that was handled meanwhile says so", async () => {
  answers["GET /api/admin/messages/fulfillment/m1"] = () => ({ status: 404, body: { code: "message_not_found" } });
  show();
  await open();
  expect(await screen.findByText(/not there any more/)).toBeDefined();
});
