import type { Page } from "@playwright/test";
import { type House, linkIn, newAddress, unlike } from "./helpers/house";
import { look } from "./helpers/look";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

type Visit = { page: Page; house: House; shop: Shop };

const stadium = "66666666-6666-6666-6666-666666666666"; // the demo's, of 60,000 seats
const hall = [
  { sectionCode: "Stalls", rows: 10, seatsPerRow: 20, priceMultiplier: 2 },
  { sectionCode: "Circle", rows: 5, seatsPerRow: 20 },
];

async function atEvent({ house, shop }: Visit): Promise<void> {
  const event = await house.event(unlike("Evening"), hall);
  await house.holdBest(event.id, 4);
  await shop.openEvent(event.id);
}

async function atCheckout(visit: Visit): Promise<void> {
  await atEvent(visit);
  await visit.shop.holdBest(2);
  await visit.shop.toCheckout();
}

async function atPayment(visit: Visit, address = newAddress("pages")): Promise<void> {
  await atCheckout(visit);
  await visit.shop.sayWho("Lin Looks", address);
}

async function atPlace({ page, house }: Visit): Promise<string> {
  const event = await house.event(unlike("Full"), [{ sectionCode: "Stalls", rows: 1, seatsPerRow: 2 }]);
  const holder = await house.guest();
  await house.hold(
    event.id,
    ["1", "2"].map((seat) => ({ section: "Stalls", row: "1", seat })),
    holder,
  );
  const address = newAddress("place");
  await house.ask(null, "POST", "/v1/waitlist/join", { email: address, name: "Wil Waits", eventId: event.id });
  await page.goto(linkIn(await house.letter(address, /./), "/waitlist/"));
  await expect(page.getByRole("heading", { name: "Confirm your place in line" })).toBeVisible();
  return holder;
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole("heading", { name }).first()).toBeVisible();

/** How one comes to each page, and to each of its faces that looks different. */
const pages: Record<string, (visit: Visit) => Promise<unknown>> = {
  async list({ page }) {
    await page.goto("/");
    await expect(page.getByRole("article").first()).toBeVisible();
  },
  async "list-nothing-fits"({ page }) {
    await page.goto("/?q=nothing+of+this+name");
    await heading(page, "No event fits");
  },
  event: atEvent,
  async "event-held"(visit) {
    await atEvent(visit);
    await visit.shop.holdBest(2);
  },
  async "event-list"(visit) {
    await atEvent(visit);
    await visit.page.getByRole("tab", { name: "List" }).click();
    await visit.page.getByRole("button", { name: "Stalls" }).click();
    await visit.page.getByRole("table", { name: "Rows of Stalls" }).getByRole("button").first().click();
    await expect(visit.page.getByRole("group", { name: /^Seats of Stalls/ })).toBeVisible();
  },
  async "event-stadium"({ shop }) {
    await shop.openEvent(stadium);
  },
  async "event-sold-out"({ page, house, shop }) {
    const event = await house.event(unlike("Full"), [{ sectionCode: "Stalls", rows: 1, seatsPerRow: 4 }]);
    await house.holdBest(event.id, 4);
    await shop.openEvent(event.id);
    await expect(page.getByText("Every seat is sold or held.")).toBeVisible();
  },
  async "event-join-line"(visit) {
    await pages["event-sold-out"]?.(visit);
    await visit.page.getByRole("button", { name: "Join the line" }).click();
    await expect(visit.page.getByRole("dialog", { name: "Join the line" })).toBeVisible();
  },
  async "event-cart"(visit) {
    await atCheckout(visit);
    await visit.page.goBack();
    await visit.page.getByRole("link", { name: "Cart, 2 seats" }).click();
    await expect(visit.page.getByRole("dialog", { name: "Your cart" })).toBeVisible();
  },
  async "checkout-empty"({ page }) {
    await page.goto("/checkout");
    await heading(page, "Your cart is empty");
  },
  "checkout-who": atCheckout,
  async "checkout-typo"(visit) {
    await atCheckout(visit);
    await visit.page.getByLabel("Mail address").fill("lin@gmial.com");
    await visit.page.getByLabel("Name").focus();
    await expect(visit.page.getByRole("button", { name: "Use lin@gmail.com" })).toBeVisible();
    await visit.page.getByRole("button", { name: "Go on to payment" }).click();
    await expect(visit.page.getByText("Type the name for the tickets.")).toBeVisible();
  },
  "checkout-pay": atPayment,
  async "checkout-declined"(visit) {
    await atPayment(visit);
    await visit.shop.choose("card_declined");
    await visit.shop.pay.click();
    await expect(visit.page.getByText("The payment did not succeed")).toBeVisible();
  },
  async bank(visit) {
    await atPayment(visit);
    await visit.shop.choose("requires_action");
    await visit.shop.pay.click();
    await expect(visit.page.getByText("Demo bank", { exact: true })).toBeVisible();
  },
  async "order-undecided"(visit) {
    await pages.bank?.(visit);
    await visit.page.goBack();
    await expect(visit.page.getByText("The bank waits for you to confirm the payment.")).toBeVisible();
  },
  async order(visit) {
    await atPayment(visit);
    await visit.shop.pay.click();
    await visit.shop.expectTickets(2);
  },
  async "order-unknown"({ page }) {
    await page.goto(`/orders/${stadium}?secret=none`);
    await heading(page, "This order cannot be shown");
  },
  async me(visit) {
    await pages.order?.(visit);
    await visit.page.goto("/me");
    await expect(visit.page.getByText("Tickets ready")).toBeVisible();
  },
  async "me-empty"({ page }) {
    await page.goto("/me");
    await heading(page, "No orders here yet");
  },
  async "place-unconfirmed"(visit) {
    await atPlace(visit);
  },
  async "place-waiting"(visit) {
    await atPlace(visit);
    await visit.page.getByRole("button", { name: "Confirm my place" }).click();
    await heading(visit.page, "You are first in line");
  },
  async "place-offered"(visit) {
    const holder = await atPlace(visit);
    await visit.page.getByRole("button", { name: "Confirm my place" }).click();
    await heading(visit.page, "You are first in line");
    await visit.house.letGo(holder);
    await expect(visit.page.getByRole("link", { name: "See and pay" })).toBeVisible({ timeout: 30_000 });
  },
  async signin({ page }) {
    await page.goto("/signin");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Enter your mail address.")).toBeVisible();
  },
  async register({ page }) {
    await page.goto("/register");
    await heading(page, "Create an account");
  },
  async reset({ page }) {
    await page.goto("/reset");
    await heading(page, "Reset your password");
  },
  async "reset-password"({ page }) {
    await page.goto("/reset-password?token=old");
    await page.getByLabel("New password").fill("three quiet words");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await expect(page.getByRole("link", { name: "Ask for a new link" })).toBeVisible();
  },
  async verify({ page }) {
    await page.goto("/verify?token=old");
    await heading(page, "Confirm your mail address");
  },
  async "not-found"({ page }) {
    await page.goto("/nothing/of/this/name");
    await heading(page, "There is nothing at this address");
  },
};

for (const [name, open] of Object.entries(pages))
  test(`${name}: kept in pictures, open to everybody`, async ({ page, house }) => {
    await open({ page, house, shop: new Shop(page) });
    await look(page, name);
  });

test("the menu of a phone: kept in pictures, open to everybody", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await look(page, "menu");
});
