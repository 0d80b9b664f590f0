import type { Page } from "@playwright/test";
import { newAddress, unlike } from "./helpers/house";
import { enter, tabTo } from "./helpers/keyboard";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

const parts = [
  { sectionCode: "Stalls", rows: 8, seatsPerRow: 12, priceMultiplier: 2 },
  { sectionCode: "Circle", rows: 4, seatsPerRow: 12 },
];

async function findInList(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await tabTo(page, page.getByRole("searchbox"));
  await page.keyboard.type(name);
  await enter(page, page.getByRole("link", { name }));
}

async function checkOut(shop: Shop, address: string): Promise<void> {
  const { page } = shop;
  await enter(page, shop.held.getByRole("button", { name: "Go to checkout" }));
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type("Kim Keys");
  await tabTo(page, page.getByLabel("Mail address"));
  await page.keyboard.type(address);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Payment" }), "the step that begins is read out").toBeFocused();
  await enter(page, shop.pay);
  await shop.expectTickets(2);
}

test("a guest buys two seats from the map by keyboard alone", async ({ page, house }) => {
  const event = await house.event(unlike("Keys"), parts);
  const shop = new Shop(page);
  await findInList(page, event.name);
  await shop.map.shown();

  await tabTo(page, shop.map.stop);
  await page.keyboard.press("ArrowRight");
  await expect(shop.map.stop).toBeFocused();
  await expect(shop.map.stop, "where the arrow keys have led").toHaveAccessibleName(/row .+, seat .+, available$/);
  await page.keyboard.press("Enter");
  await expect(page.locator("[aria-live=polite]")).toContainText("Held for you:");
  await expect(shop.map.stop).toHaveAttribute("aria-pressed", "true");
  await shop.expectHeld(1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await shop.expectHeld(2);

  await checkOut(shop, newAddress("keys"));
});

test("a guest buys two seats from the list by keyboard alone", async ({ page, house }) => {
  const event = await house.event(unlike("Twin"), parts);
  const shop = new Shop(page);
  await findInList(page, event.name);
  await shop.map.shown();

  await tabTo(page, page.getByRole("tab", { name: "Map" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "List" })).toBeFocused();
  await enter(page, page.getByRole("button", { name: "Circle" }));
  await enter(page, page.getByRole("table", { name: "Rows of Circle" }).getByRole("button").nth(1));
  const seats = page.getByRole("group", { name: /^Seats of Circle, row/ }).getByRole("button");
  await tabTo(page, seats.first());
  await page.keyboard.press("ArrowRight");
  await expect(seats.nth(1)).toBeFocused();
  await expect(seats.nth(1)).toHaveAccessibleName(/^Circle, row .+, seat .+, €45.50, available$/);
  await page.keyboard.press("Enter");
  await expect(seats.nth(1)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await shop.expectHeld(2);

  await checkOut(shop, newAddress("twin"));
});
