import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { OrdersPage } from "./OrdersPage";
import { orderLike } from "./testOrder";

let search = new URLSearchParams();
vi.mock("next/navigation", () => ({ useSearchParams: () => search }));

let asked: string[] = [];
let found: unknown[];

beforeEach(() => {
  asked = [];
  found = [orderLike({ id: "o1", number: "AAAA2222" }), orderLike({ id: "o2", number: "BBBB3333", state: "pending" })];
  search = new URLSearchParams();
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search: query } = new URL(request.url);
    asked.push(pathname + query);
    const bodies: Record<string, unknown> = {
      "/api/guests": { customerId: "c", guestToken: "t", expiresAt: "2036-01-01T00:00:00Z" },
      "/api/admin/events": [],
      "/api/admin/orders": found,
    };
    return new Response(JSON.stringify(bodies[pathname] ?? {}), { headers: { "Content-Type": "application/json" } });
  });
});

const show = () =>
  render(
    <Queries>
      <OrdersPage />
    </Queries>,
  );

test("what the address says is looked for; a state that there is not is not asked for", async () => {
  search = new URLSearchParams({ q: "ada@", eventId: "e1", status: "draft" });
  show();
  await screen.findByRole("link", { name: "AAAA2222" });
  expect(asked).toContain("/api/admin/orders?q=ada%40&eventId=e1");
});

test("arrow keys lead from order to order, and stop at the ends", async () => {
  show();
  const [first, second] = await screen.findAllByRole("link");
  first?.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.activeElement).toBe(second);
  await userEvent.keyboard("{Home}");
  expect(document.activeElement).toBe(first);
});

test("a search that finds nothing says how it searches, and takes itself back", async () => {
  search = new URLSearchParams({ q: "nobody" });
  found = [];
  const replaced = vi.spyOn(window.history, "replaceState");
  show();
  expect(await screen.findByText("No order fits")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(replaced.mock.calls.at(-1)?.[2]).toBe("/");
});
