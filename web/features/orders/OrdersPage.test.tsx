import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { Queries } from "@/lib/queries";
import { sessionStore } from "@/lib/session/session";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { OrdersPage } from "./OrdersPage";

let asked: { call: string; body: string }[] = [];
const order = (id: string, state: string) => ({
  id,
  number: `N-${id}`,
  state,
  createdAt: "2036-05-01T09:00:00Z",
  items: [{ currency: "EUR" }],
  totalAmount: 45.5,
  currency: "EUR",
  eventName: `Event ${id}`,
});

beforeEach(() => {
  asked = [];
  sessionStore.set({ kind: "none" });
  answerBy(({ call, text }) => {
    asked.push({ call, body: text });
    const answers: Record<string, Answer> = {
      "POST /api/guests": madeGuest,
      "GET /api/orders": { body: [order("1", "draft"), order("2", "fulfilled"), order("3", "pending")] },
      "POST /api/orders/lookup": { status: 202 },
    };
    return answers[call];
  });
});

const show = () =>
  render(
    <Queries>
      <OrdersPage />
    </Queries>,
  );

test("whoever is nobody yet is not made a guest, and can have links mailed", async () => {
  show();
  expect(await screen.findByText("No orders here yet")).toBeDefined();
  await userEvent.type(screen.getByLabelText("Mail address"), " ada@example.com ");
  await userEvent.click(screen.getByRole("button", { name: "Mail me the links" }));
  expect(await screen.findByText(/If there are orders of ada@example.com/)).toBeDefined();
  expect(asked).toEqual([{ call: "POST /api/orders/lookup", body: '{"email":"ada@example.com"}' }]);
});

test("what is no mail address is said at the field, and nothing is sent", async () => {
  show();
  await userEvent.type(await screen.findByLabelText("Mail address"), "ada");
  await userEvent.click(screen.getByRole("button", { name: "Mail me the links" }));
  expect(await screen.findByText(/Type a whole mail address/)).toBeDefined();
  expect(asked).toEqual([]);
});

test("orders lead to their pages, and a cart to the checkout", async () => {
  sessionStore.set({ kind: "guest", customerId: "c" });
  show();
  const links = async () => (await screen.findAllByRole("link")).map((link) => link.getAttribute("href"));
  await waitFor(async () => expect(await links()).toEqual(["/checkout", "/orders/2", "/orders/3"]));
  expect(screen.getByText("Tickets ready")).toBeDefined();
});
