import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { testEvent } from "@/test/event";
import { type Answers, atWork, serve } from "@/test/house";
import { testFigures } from "../figures/testFigures";
import { Dashboard } from "./Dashboard";

vi.mock("next/navigation", () => ({ useSearchParams: () => new URLSearchParams(window.location.search) }));

const show = (answers: Answers, address = "/admin") => {
  window.history.replaceState(null, "", address);
  const asked = serve(answers);
  render(
    <Queries>
      <Dashboard />
    </Queries>,
  );
  return asked;
};

const days = [
  { carts: 4, placed: 3, paid: 2, seats: 5, revenue: 175 },
  { seats: 2, paid: 1, revenue: 70 },
];
const answers: Answers = {
  "GET /admin/events": { body: [testEvent] },
  "GET /admin/orders": { body: [] },
  "GET /admin/orders/figures": { body: [testFigures("USD", days)] },
};

beforeEach(() => {
  localStorage.clear();
  atWork("Organiser");
});

test("tells the house's figures, and the days in words and as a table", async () => {
  show(answers);
  expect(await screen.findByText("30 of 100")).toBeDefined();
  expect(screen.getByText("$41.68")).toBeDefined(); // $1,250.50 for 30 seats
  expect(await screen.findByText(/7 seats in all, highest May 1: 5/)).toBeDefined();
  expect(screen.getByText(/\$245 in all, highest May 1: \$175/)).toBeDefined();
  expect(screen.getByText("75% of the step before")).toBeDefined();
  await userEvent.click(screen.getByText("Day by day as a table", { selector: "summary" }));
  const row = within(screen.getByRole("table")).getByRole("row", { name: /May 1, 2036/ });
  expect(row.textContent).toContain("$175");
});

test("asks for one event where the address names it", async () => {
  const asked = show(answers, `/admin?event=${testEvent.id}&days=7`);
  await screen.findByText(/7 seats in all/);
  const figures = asked.find(({ call }) => call.endsWith("figures"));
  expect(figures?.query).toMatchObject({ eventId: testEvent.id, by: "day" });
  const pending = asked.find(({ query }) => query.status === "pending");
  expect(pending?.query.eventId).toBe(testEvent.id);
  expect(screen.getByText("Seats free")).toBeDefined();
});

test("tells a day hour by hour", async () => {
  const asked = show(answers, "/admin?days=1");
  expect(await screen.findByText("Seats sold by hour")).toBeDefined();
  expect(asked.find(({ call }) => call.endsWith("figures"))?.query.by).toBe("hour");
  expect(screen.getByRole("combobox", { name: "Time" }).textContent).toContain("Last 24 hours");
});

test("shows no number that is none where nothing was sold", async () => {
  const unsold = { ...testEvent, soldSeats: 0, revenue: 0, totalSeats: 0, availableSeats: 0, reservedSeats: 0 };
  show({ ...answers, "GET /admin/events": { body: [unsold] }, "GET /admin/orders/figures": { body: [] } });
  expect(await screen.findByText("Nothing was sold in this time")).toBeDefined();
  expect(document.body.textContent).not.toMatch(/NaN|Infinity|undefined/);
});

test("leads a house without events to its first", async () => {
  show({ ...answers, "GET /admin/events": { body: [] } });
  const link = await screen.findByRole("link", { name: "New event" });
  expect(link.getAttribute("href")).toBe("/admin/events/create");
});
