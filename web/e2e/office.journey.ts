import { inDays, newAddress, unlike } from "./helpers/house";
import { Shop } from "./helpers/shop";
import { enterAs, signInAs } from "./helpers/staff";
import { expect, test } from "./helpers/test";

test("an admin makes an event, gives it seats, sells it, and gives the money back", async ({
  page,
  another,
  house,
  demo,
}) => {
  const name = unlike("Premiere");
  const address = newAddress("office");
  const shop = new Shop(await another());

  await test.step("the office asks who one is, and leads back", async () => {
    await page.goto("/admin/events");
    await expect(page.getByRole("heading", { name: "Sign in to the office" })).toBeVisible();
    await signInAs("admin", page, demo);
    await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible();
  });

  await test.step("an event is made", async () => {
    await page.getByRole("link", { name: "New event" }).click();
    await page.getByRole("button", { name: "Create event" }).click();
    await expect(page.getByText("This is needed.").first(), "what is missing is said at its field").toBeVisible();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Venue").fill("Grand Hall");
    await page.getByLabel("Description").fill("The first night.");
    await page.getByLabel("Date and time").fill(inDays(60).slice(0, 16));
    await page.getByLabel("Capacity").fill("100");
    await page.getByLabel("Base price").fill("50");
    await page.getByRole("button", { name: "Create event" }).click();
    await expect(page.getByRole("heading", { name: `Seats of ${name}` })).toBeVisible();
  });
  const event = new URL(page.url()).pathname.split("/")[3] ?? "";

  await test.step("its seats are previewed, then made", async () => {
    const section = page.getByRole("region", { name: "Sections" });
    await section.getByLabel("Name").fill("Stalls");
    await section.getByLabel("Rows", { exact: true }).fill("4");
    await section.getByLabel("Seats per row").fill("10");
    await section.getByLabel("Price factor").fill("1.5");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await expect(page.getByText("Nothing is written by a preview.")).toBeVisible();
    expect((await house.see(event)).totalSeats).toBe(0);
    await page.getByRole("button", { name: "Generate 40 seats" }).click();
    await expect(page.getByText("40 seats were made.")).toBeVisible();
  });

  await test.step("some are kept for the house", async () => {
    await page.getByRole("tab", { name: "House holds" }).click();
    await page.getByRole("combobox", { name: "Section" }).selectOption("Stalls");
    await page.getByRole("combobox", { name: "Row" }).selectOption("4");
    await page.getByRole("button", { name: "Choose 10 seats" }).click();
    await page.getByLabel("For whom, or why").fill("Press");
    await page.getByRole("button", { name: "Hold 10 seats" }).click();
    await expect(page.getByText("10 seats are held for the house.")).toBeVisible();
    await expect.poll(async () => (await house.see(event)).availableSeats).toBe(30);
  });

  await test.step("somebody buys two", async () => {
    await shop.page.goto(`/?q=${encodeURIComponent(name)}`);
    await shop.page.getByRole("link", { name }).click();
    await shop.map.shown();
    await shop.holdBest(2);
    await shop.toCheckout();
    await shop.sayWho("Olga Office", address);
    await shop.pay.click();
    await shop.expectTickets(2);
  });

  await test.step("the office finds the order and gives the money back", async () => {
    await page.goto("/admin/orders");
    await page.getByLabel("Mail, number or name").fill(address);
    const row = page.getByRole("row").filter({ hasText: address });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText("Tickets issued");
    await row.getByRole("link").first().click();
    await expect(page.getByText("150 paid").first()).toBeVisible();
    await page.getByRole("button", { name: "Refund" }).click();
    const dialog = page.getByRole("dialog", { name: /^Give .*150.* back\?$/ });
    await expect(dialog).toContainText("All 2 tickets stop being valid at once, before the money moves.");
    await expect(dialog).toContainText("The 2 seats go back on sale, or to those who are first in line.");
    await dialog.getByRole("button", { name: /^Refund/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Ended by the refund. Tickets not valid any more, seats let go.")).toBeVisible();
  });

  await test.step("buyer and map hear of it", async () => {
    await shop.page.reload();
    await expect(shop.page.getByRole("heading", { name: "Cancelled and refunded", level: 1 })).toBeVisible();
    await expect.poll(async () => (await house.see(event)).availableSeats).toBe(30);
    await house.letter(address, /refund/i);
  });
});

test("an event is taken off sale and put on again, and cancelling it says who is paid back", async ({
  page,
  house,
  demo,
}) => {
  const event = await house.event(unlike("Called off"), [{ sectionCode: "Stalls", rows: 2, seatsPerRow: 5 }]);
  const address = newAddress("calledoff");
  await house.buy(event.id, 2, address);
  await enterAs("admin", page, demo);
  await page.goto(`/admin/events/${event.id}`);

  await page.getByRole("button", { name: "Take off sale" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take off sale" }).click();
  await page.getByRole("button", { name: "Put on sale" }).click();
  await expect(page.getByRole("button", { name: "Take off sale" })).toBeVisible();
  expect((await house.see(event.id)).isActive).toBe(true);

  await page.getByRole("button", { name: "Cancel event" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 paid order is refunded in full.");
  await dialog.getByRole("textbox").fill(event.name);
  await dialog.getByRole("button", { name: "Cancel for good" }).click();
  await expect(page.getByText("This event is cancelled for good.", { exact: false })).toBeVisible();
  await expect.poll(async () => (await house.orders(address))[0]?.state).toBe("cancelled");
  expect((await house.letter(address, /refund/i)).text).toContain("has cancelled the event");
});

test("who is a customer does not get into the office", async ({ page, demo }) => {
  await enterAs("buyer", page, demo);
  await page.goto("/admin/orders");
  await expect(page.getByRole("heading", { name: "The office is for the house" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Office" })).toBeHidden();
});

test("staff see what they may do, and no more", async ({ page, demo }) => {
  await enterAs("staff", page, demo);
  await page.goto("/admin");
  const navigation = page.getByRole("navigation", { name: "Office" });
  await expect(navigation.getByRole("link", { name: "Orders" })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "Messages" })).toBeHidden();
  await page.goto("/admin/events/create");
  await expect(page.getByText("Making and changing events is for organisers and administrators.")).toBeVisible();
});
