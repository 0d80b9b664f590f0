import { newAddress, unlike } from "./helpers/house";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

test("a guest buys two seats from the list to the tickets by mouse alone, in under a minute", async ({
  page,
  house,
}) => {
  const event = await house.event(unlike("Mouse"), [
    { sectionCode: "Stalls", rows: 20, seatsPerRow: 30, priceMultiplier: 2 },
    { sectionCode: "Circle", rows: 10, seatsPerRow: 30 },
  ]);
  const shop = new Shop(page);
  const address = newAddress("mouse");
  const begun = performance.now();

  await page.goto("/");
  await page.getByRole("searchbox").fill(event.name);
  await page.getByRole("link", { name: event.name }).click();
  await shop.map.shown();

  await test.step("a section, then its seats", async () => {
    await shop.map.frame.click();
    await expect(page.getByText(/^Tap (a section|to come nearer)/)).toBeHidden();
    await shop.map.tapAnyFree();
    await shop.expectHeld(1);
    await shop.map.tapAnyFree();
    await shop.expectHeld(2);
  });

  await shop.toCheckout();
  await shop.sayWho("Mia Mouse", address);
  await shop.pay.click();
  await shop.expectTickets(2);
  expect(performance.now() - begun, "milliseconds from the list to the tickets").toBeLessThan(60_000);

  const [order, ...others] = await house.orders(address);
  expect(order?.state, "the order").toBe("fulfilled");
  expect(others, "other orders").toEqual([]);
});
