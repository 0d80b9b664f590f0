import type { Page } from "@playwright/test";
import { newAddress, unlike } from "./helpers/house";
import { attemptsOf } from "./helpers/payments";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

const small = [{ sectionCode: "Stalls", rows: 3, seatsPerRow: 8 }];

async function twice(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).dblclick();
}

test("reload, back and double click at every step make one order and one payment", async ({ page, house }) => {
  const event = await house.event(unlike("Clicks"), small);
  const shop = new Shop(page);
  const address = newAddress("clicks");
  const attempts = attemptsOf(page);
  await shop.openEvent(event.id);

  await test.step("a double click on a seat holds it, once", async () => {
    const seat = await shop.map.at({ section: "Stalls", row: "2", seat: "4" });
    await page.mouse.dblclick(seat.x, seat.y);
    await shop.expectHeld(1);
    await page.reload();
    await shop.map.shown();
    await shop.expectHeld(1);
    expect((await house.see(event.id)).availableSeats).toBe(23);
  });

  await test.step("the way to the checkout and back again", async () => {
    await twice(page, "Go to checkout");
    await expect(page.getByLabel("Name")).toBeVisible();
    await page.goBack();
    await shop.map.shown();
    await shop.expectHeld(1);
    await page.goForward();
    await expect(page.getByLabel("Name")).toBeVisible();
    await page.reload();
    await expect(page.getByRole("listitem").filter({ hasText: "Stalls, row 2, seat 4" })).toHaveCount(1);
  });

  await test.step("the details", async () => {
    await page.getByLabel("Name").fill("Dot Double");
    await page.getByLabel("Mail address").fill(address);
    await twice(page, "Go on to payment");
    await expect(shop.pay).toBeVisible();
    await page.reload();
    await shop.sayWho("Dot Double", address);
  });

  await test.step("the bank's page, and back before it is confirmed", async () => {
    await shop.choose("requires_action");
    await twice(page, "Pay now");
    await expect(page.getByText("Demo bank", { exact: true })).toBeVisible();
    await page.goBack();
    await expect(page.getByText("Your payment is not decided yet")).toBeVisible();
    await expect(page.getByText("The bank waits for you to confirm the payment.")).toBeVisible();
    await page.reload();
    await page.getByRole("link", { name: "To the bank's page" }).click();
    await page.getByRole("button", { name: "Approve the payment" }).click();
    await shop.expectTickets(1);
  });

  await test.step("after it is paid", async () => {
    await page.reload();
    await shop.expectTickets(1);
    await page.goBack();
    await page.goForward();
    await shop.expectTickets(1);
    await page.goto("/checkout");
    await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
  });

  const orders = await house.orders(address);
  expect(orders.map(({ state }) => state)).toEqual(["fulfilled"]);
  expect(attempts.size, "attempts to pay").toBe(1);
});

test("a double click on Pay is one payment, and the way back does not pay again", async ({ page, house }) => {
  const event = await house.event(unlike("Pays"), small);
  const shop = new Shop(page);
  const address = newAddress("pays");
  const attempts = attemptsOf(page);
  await shop.openEvent(event.id);
  await shop.holdBest(2);
  await shop.toCheckout();
  await shop.sayWho("Dot Double", address);
  await twice(page, "Pay now");
  await shop.expectTickets(2);
  await page.goBack();
  await expect(page.getByRole("button", { name: "Pay now" })).toBeHidden();
  expect((await house.orders(address)).map(({ state }) => state)).toEqual(["fulfilled"]);
  expect(attempts.size, "attempts to pay").toBe(1);
});

test("whoever reloads between ordering and paying goes on with the same order", async ({ page, house }) => {
  const event = await house.event(unlike("Reload"), small);
  const shop = new Shop(page);
  const address = newAddress("reload");
  await shop.openEvent(event.id);
  await shop.holdBest(2);
  await shop.toCheckout();
  await shop.sayWho("Dot Double", address);
  await shop.choose("card_declined");
  await shop.pay.click();
  await expect(page.getByText("The payment did not succeed")).toBeVisible();
  await page.reload();
  await expect(page.getByText(`Dot Double, ${address}`)).toBeVisible();
  await expect(page.getByText("The payment did not succeed")).toBeVisible();
  await shop.choose("card_ok");
  await shop.pay.click();
  await shop.expectTickets(2);
  expect(await house.orders(address)).toHaveLength(1);
});
