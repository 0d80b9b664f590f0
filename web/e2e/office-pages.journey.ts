import type { Page } from "@playwright/test";
import { type Event, type House, newAddress, unlike } from "./helpers/house";
import { look } from "./helpers/look";
import type { Demo } from "./helpers/server";
import { enterAs } from "./helpers/staff";
import { expect, test } from "./helpers/test";

type Visit = { page: Page; house: House; demo: Demo };

/** An event with buyers, opened as an admin; `path` is below the event's own. */
async function atSold({ page, house, demo }: Visit, path: (event: Event) => string): Promise<Event> {
  const event = await house.event(unlike("Office"), [
    { sectionCode: "Stalls", rows: 8, seatsPerRow: 12, priceMultiplier: 2 },
    { sectionCode: "Circle", rows: 4, seatsPerRow: 12 },
  ]);
  await house.buy(event.id, 3, newAddress("looks"), "Lin Looks");
  await house.holdBest(event.id, 2);
  await enterAs("admin", page, demo);
  await page.goto(path(event));
  return event;
}

async function atOrder(visit: Visit): Promise<void> {
  const address = newAddress("order");
  const event = await visit.house.event(unlike("Office"), [{ sectionCode: "Stalls", rows: 4, seatsPerRow: 8 }]);
  await visit.house.buy(event.id, 2, address, "Lin Looks");
  const [order] = await visit.house.orders(address);
  await enterAs("admin", visit.page, visit.demo);
  await visit.page.goto(`/admin/orders/${order?.id}`);
  await expect(visit.page.getByRole("button", { name: "Refund" })).toBeVisible();
  await expect(visit.page.getByText("Tickets issued").first()).toBeVisible();
}

async function atList({ page, demo }: Visit, path: string, row: string | RegExp): Promise<void> {
  await enterAs("admin", page, demo);
  await page.goto(path);
  await expect(page.getByText(row).first()).toBeVisible();
}

async function atDoor(visit: Visit, codes: (tickets: { qrCode: string }[]) => string[]): Promise<void> {
  const { page, house, demo } = visit;
  const event = await house.event(unlike("Door"), [{ sectionCode: "Stalls", rows: 2, seatsPerRow: 8 }]);
  const tickets = await house.buy(event.id, 2, newAddress("door"), "Dora Door");
  await enterAs("staff", page, demo);
  await page.goto("/scan");
  await page.getByLabel("Search events").fill(event.name);
  await page.getByRole("radio", { name: event.name }).check();
  await page.getByLabel("Gate").fill("B");
  await page.getByRole("button", { name: "Open the door" }).click();
  await expect(page.getByText(/^Data of /)).toBeVisible();
  for (const code of codes(tickets)) {
    await page.getByLabel("Code or ticket number").fill(code);
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("verdict")).toContainText(/admitted/i);
  }
}

const seen = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();

/** How one comes to each page of the house. */
const pages: Record<string, (visit: Visit) => Promise<unknown>> = {
  async "office-login"({ page }) {
    await page.goto("/admin/login");
    await seen(page, "Sign in to the office");
  },
  async "office-no-access"({ page, demo }) {
    await enterAs("buyer", page, demo);
    await page.goto("/admin");
    await seen(page, "The office is for the house");
  },
  async "office-dashboard"(visit) {
    await atSold(visit, () => "/admin");
    await seen(visit.page, "Recent activity");
    await seen(visit.page, /Lin Looks paid/);
  },
  async "office-events"(visit) {
    await atList(visit, "/admin/events", "Gran Final Continental");
  },
  async "office-event"(visit) {
    await atSold(visit, ({ id }) => `/admin/events/${id}`);
    await seen(visit.page, "Facts");
  },
  async "office-event-cancel"(visit) {
    await pages["office-event"]?.(visit);
    await visit.page.getByRole("button", { name: "Cancel event" }).click();
    await expect(visit.page.getByRole("dialog")).toContainText("1 paid order is refunded in full.");
  },
  async "office-event-create"({ page, demo }) {
    await enterAs("admin", page, demo);
    await page.goto("/admin/events/create");
    await page.getByRole("button", { name: "Create event" }).click();
    await seen(page, "This is needed.");
  },
  async "office-event-edit"(visit) {
    await atSold(visit, ({ id }) => `/admin/events/${id}/edit`);
    await expect(visit.page.getByLabel("Venue")).toHaveValue("Small Hall");
  },
  async "office-seats-generate"(visit) {
    await atSold(visit, ({ id }) => `/admin/events/${id}/seats?view=generate`);
    await visit.page.getByRole("button", { name: "Add a section" }).click();
    await seen(visit.page, /^Generate .* seats?$/);
  },
  async "office-seats-import"(visit) {
    await atSold(visit, ({ id }) => `/admin/events/${id}/seats?view=import`);
    await seen(visit.page, "Choose a file");
  },
  async "office-seats-prices"(visit) {
    await atSold(visit, ({ id }) => `/admin/events/${id}/seats?view=prices`);
    await seen(visit.page, "Choose by list");
  },
  async "office-seats-house"(visit) {
    await atSold(visit, ({ id }) => `/admin/events/${id}/seats?view=house`);
    await visit.page.getByRole("combobox", { name: "Section" }).selectOption("Circle");
    await visit.page.getByRole("button", { name: /^Choose \d+ seats$/ }).click();
    await visit.page.getByLabel("For whom, or why").fill("Press");
    await visit.page.getByRole("button", { name: /^Hold \d+ seats$/ }).click();
    await seen(visit.page, /seats are held for the house\.$/);
  },
  async "office-orders"(visit) {
    await atSold(visit, () => "/admin/orders");
    await seen(visit.page, "Lin Looks");
  },
  "office-order": atOrder,
  async "office-order-refund"(visit) {
    await atOrder(visit);
    await visit.page.getByRole("button", { name: "Refund" }).click();
    await expect(visit.page.getByRole("dialog")).toContainText("This cannot be undone.");
  },
  async "office-attendees"(visit) {
    await atSold(visit, ({ id }) => `/admin/attendees?event=${id}`);
    const choice = visit.page.getByRole("combobox", { name: "Event" }).first();
    await expect(choice).toBeVisible();
  },
  async "office-mails"(visit) {
    await atSold(visit, () => "/admin/mails");
    await seen(visit.page, "Tickets");
  },
  async "office-staff"(visit) {
    await atList(visit, "/admin/staff", "staff@demo.example");
  },
  async "office-messages"(visit) {
    await atList(visit, "/admin/messages", "Nothing is parked");
  },
  async "door-closed"({ page }) {
    await page.goto("/scan");
    await seen(page, "The door is for staff");
  },
  async "door-setup"({ page, demo }) {
    await enterAs("staff", page, demo);
    await page.goto("/scan");
    await seen(page, "Set up this door");
    await expect(page.getByRole("radio").first()).toBeVisible();
  },
  async "door-ready"(visit) {
    await atDoor(visit, () => []);
  },
  async "door-admitted"(visit) {
    await atDoor(visit, (tickets) => tickets.map(({ qrCode }) => qrCode));
  },
  async "door-refused"(visit) {
    await atDoor(visit, ([first]) => [first?.qrCode ?? "", first?.qrCode ?? ""]);
    await expect(visit.page.getByTestId("verdict")).toContainText("Not admitted");
  },
};

for (const [name, open] of Object.entries(pages))
  test(`${name}: kept in pictures, open to everybody`, async ({ page, house, demo }) => {
    await open({ page, house, demo });
    await look(page, name);
  });
