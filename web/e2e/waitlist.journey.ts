import { linkIn, newAddress, unlike } from "./helpers/house";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

const few = [{ sectionCode: "Stalls", rows: 1, seatsPerRow: 4 }];

test("somebody joins the line of a sold-out event, confirms by mail, and leaves it", async ({ page, house }) => {
  const event = await house.event(unlike("Line"), few);
  await house.holdBest(event.id, 4);
  const address = newAddress("line");
  const shop = new Shop(page);

  await test.step("the event's page shows the way into the line", async () => {
    await shop.openEvent(event.id);
    await expect(page.getByText("Every seat is sold or held.")).toBeVisible();
    await page.getByRole("button", { name: "Join the line" }).click();
    const dialog = page.getByRole("dialog", { name: "Join the line" });
    await dialog.getByLabel("Mail address").fill(address);
    await dialog.getByRole("button", { name: "Join the line" }).click();
    await expect(dialog.getByText("You are number 1 in line")).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
  });

  await test.step("the mail leads to the place", async () => {
    await page.goto(linkIn(await house.letter(address, /./), "/waitlist/"));
    await expect(page.getByRole("heading", { name: "Confirm your place in line" })).toBeVisible();
    await page.getByRole("button", { name: "Confirm my place" }).click();
    await expect(page.getByRole("heading", { name: "You are first in line" })).toBeVisible();
  });

  await test.step("leaving says what it means first", async () => {
    await page.getByRole("button", { name: "Leave the line" }).click();
    const dialog = page.getByRole("dialog", { name: "Leave the line?" });
    await expect(dialog).toContainText("It cannot be undone.");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("heading", { name: "You are first in line" })).toBeVisible();
    await page.getByRole("button", { name: "Leave the line" }).click();
    await dialog.getByRole("button", { name: "Leave the line" }).click();
    await expect(page.getByRole("heading", { name: "You have left the line" })).toBeVisible();
  });
});

test("a seat that comes free is offered to who is first, and paid from the place's page", async ({ page, house }) => {
  const event = await house.event(unlike("Offer"), few);
  const holder = await house.guest();
  const places = ["1", "2", "3", "4"].map((seat) => ({ section: "Stalls", row: "1", seat }));
  await house.hold(event.id, places, holder);
  const address = newAddress("offer");
  await house.ask(null, "POST", "/v1/waitlist/join", { email: address, name: "Wil Waits", eventId: event.id });
  const shop = new Shop(page);

  await page.goto(linkIn(await house.letter(address, /./), "/waitlist/"));
  await page.getByRole("button", { name: "Confirm my place" }).click();
  await expect(page.getByRole("heading", { name: "You are first in line" })).toBeVisible();
  await house.letGo(holder);
  await expect(page.getByRole("heading", { name: "A seat is held for you" })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: "See and pay" }).click();
  await shop.pay.click();
  await shop.expectTickets(1);
});
