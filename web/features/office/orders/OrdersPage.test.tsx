import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { soldOrder } from "@/test/order";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { OrdersPage } from "./OrdersPage";

let search = new URLSearchParams();
vi.mock("next/navigation", () => ({ useSearchParams: () => search }));

let asked: string[] = [];
let found: unknown[];

beforeEach(() => {
  asked = [];
  found = [soldOrder({ id: "o1", number: "AAAA2222" }), soldOrder({ id: "o2", number: "BBBB3333", state: "pending" })];
  search = new URLSearchParams();
  answerBy(({ path, search: query }) => {
    asked.push(path + query);
    const answers: Record<string, Answer> = {
      "/api/guests": madeGuest,
      "/api/admin/events": { body: [] },
      "/api/admin/orders": { body: found },
    };
    return answers[path];
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
