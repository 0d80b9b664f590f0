import { newAddress, unlike } from "./helpers/house";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

// This installation's holds last some seconds.
test.use({ installation: "hasty" });

const small = [{ sectionCode: "Stalls", rows: 3, seatsPerRow: 8 }];
const end = { timeout: 30_000 };

test("a hold that ends in the checkout keeps what was typed and offers the same seats again", async ({
  page,
  house,
}) => {
  const event = await house.event(unlike("Late"), small);
  const shop = new Shop(page);
  await shop.openEvent(event.id);
  await shop.holdBest(2);
  await shop.toCheckout();
  const address = newAddress("late");
  await page.getByLabel("Name").fill("Lea Late");
  await page.getByLabel("Mail address").fill(address);

  await expect(page.getByText("Your seats were let go and nothing was charged. What you typed is kept.")).toBeVisible(
    end,
  );
  await expect.poll(async () => (await house.see(event.id)).availableSeats, "seats on sale again").toBe(24);
  await expect(page.getByLabel("Name")).toHaveValue("Lea Late");
  await expect(page.getByLabel("Mail address")).toHaveValue(address);

  await page.getByRole("button", { name: "Get the same seats again" }).click();
  await expect(page.getByRole("timer")).toBeVisible();
  await page.getByRole("button", { name: "Go on to payment" }).click();
  await shop.pay.click();
  await shop.expectTickets(2);
});

test("a hold that ends on the map is said, and the same seats are one tap away", async ({ page, house }) => {
  const event = await house.event(unlike("Gone"), small);
  const shop = new Shop(page);
  await shop.openEvent(event.id);
  await shop.holdBest(2);
  await expect(page.locator("p[aria-live=assertive]"), "a warning before it ends").toContainText(
    "Less than a minute left.",
  );
  await expect(shop.held.getByText("The time is over. The seats were let go and nothing was charged.")).toBeVisible(
    end,
  );
  await shop.held.getByRole("button", { name: "Get the same seats again" }).click();
  await shop.expectHeld(2);
});

test("more time is given once, by one key", async ({ page, house }) => {
  const event = await house.event(unlike("More"), small);
  const shop = new Shop(page);
  await shop.openEvent(event.id);
  await shop.holdBest(1);
  await shop.toCheckout();
  const more = page.getByRole("button", { name: "5 more minutes" });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("timer")).toHaveText(/5:\d\d/);
  await page.reload();
  await expect(page.getByRole("timer"), "the server gave it, not the page").toHaveText(/[45]:\d\d/);
});
