import { newAddress, unlike } from "./helpers/house";
import { attemptsOf } from "./helpers/payments";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

let shop: Shop;
let address: string;

test.beforeEach(async ({ page, house }) => {
  const event = await house.event(unlike("Money"), [{ sectionCode: "Stalls", rows: 4, seatsPerRow: 8 }]);
  shop = new Shop(page);
  address = newAddress("money");
  await shop.openEvent(event.id);
  await shop.holdBest(2);
  await shop.toCheckout();
  await shop.sayWho("Pat Payer", address);
});

test("a card that is declined leaves the seats, and the next one pays for the same hold", async ({ page, house }) => {
  const attempts = attemptsOf(page);
  await shop.choose("card_declined");
  await shop.pay.click();
  const refusal = page.getByRole("alert").filter({ hasText: "The payment did not succeed" });
  await expect(refusal).toContainText("The bank declined the card.");
  await expect(refusal).toContainText(/Nothing was charged\. Your seats stay yours until \d\d:\d\d/);
  const [before] = await house.orders(address);

  await shop.choose("insufficient_funds");
  await shop.pay.click();
  await expect(refusal).toContainText("There is not enough money on the account.");

  await shop.choose("card_ok");
  await shop.pay.click();
  await shop.expectTickets(2);
  const [order, ...others] = await house.orders(address);
  expect(others).toEqual([]);
  expect(order?.items.map(({ reservationId }) => reservationId)).toEqual(
    before?.items.map(({ reservationId }) => reservationId),
  );
  expect(attempts.size, "each card is an attempt of its own").toBe(3);
});

test("a card that asks to confirm leads to the bank and back to the tickets", async ({ page }) => {
  await shop.choose("requires_action");
  await shop.pay.click();
  await expect(page.getByText("Demo bank", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Approve the payment" }).click();
  await shop.expectTickets(2);
});

test("what is refused at the bank is charged nothing, and can be paid by another card", async ({ page }) => {
  await shop.choose("requires_action");
  await shop.pay.click();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("The payment did not succeed")).toBeVisible();
  await expect(page.getByText(/Nothing was charged\. Your seats stay yours until/)).toBeVisible();
  await shop.choose("card_ok");
  await shop.pay.click();
  await shop.expectTickets(2);
});

test("a bank that is slow keeps the seats, and the page shows how it ends", async ({ page }) => {
  await shop.choose("processor_timeout");
  await shop.pay.click();
  const ready = page.getByRole("heading", { name: "Your tickets are ready", level: 1 });
  // The bank takes its time, but nobody knows how much: on a slow machine it may have answered before the page is there.
  await expect(page.getByText("Your payment is not decided yet").or(ready)).toBeVisible();
  await expect(shop.pay, "nobody is asked to pay again").toBeHidden();
  await expect(ready).toBeVisible({ timeout: 60_000 });
  await shop.expectTickets(2);
});
