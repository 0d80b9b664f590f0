import type { Page } from "@playwright/test";
import { unlike } from "./helpers/house";
import { measured, median } from "./helpers/measures";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

const small = [{ sectionCode: "Stalls", rows: 3, seatsPerRow: 8 }];
const place = { section: "Stalls", row: "2", seat: "4" };

/** Keeps the wishes for seats of all pages back until each has sent its own: none can see beforehand that it comes too late. */
async function atOnce(pages: Page[]): Promise<void> {
  let waiting = pages.length;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  for (const page of pages)
    await page.route("**/api/reservations", async (route) => {
      if (route.request().method() === "POST" && waiting > 0) {
        waiting -= 1;
        if (waiting === 0) open();
        await all;
      }
      await route.continue();
    });
}

test("of two who tap the same seat one gets it, and the other is told at the seat and offered its neighbour", async ({
  page,
  another,
  house,
}) => {
  const event = await house.event(unlike("Race"), small);
  const shops = [new Shop(page), new Shop(await another())];
  for (const shop of shops) await shop.openEvent(event.id);
  await atOnce(shops.map(({ page }) => page));
  await Promise.all(shops.map((shop) => shop.map.tap(place)));

  const refused = (shop: Shop) => shop.page.getByRole("alert").filter({ hasText: "Not held" });
  const lost = async () => (await Promise.all(shops.map((shop) => refused(shop).isVisible()))).filter(Boolean).length;
  await expect.poll(lost, "how many were refused").toBe(1);
  const loser = shops[(await refused(shops[0] as Shop).isVisible()) ? 0 : 1] as Shop;
  const winner = shops[loser === shops[0] ? 1 : 0] as Shop;
  await winner.expectHeld(1);
  await loser.expectHeld(0);

  await test.step("the refusal stands at the seat", async () => {
    const seat = await loser.map.at(place);
    const note = await refused(loser).boundingBox();
    expect(note).not.toBeNull();
    if (!note) return;
    expect(Math.abs(note.x + note.width / 2 - seat.x), "pixels aside").toBeLessThan(note.width);
    expect(Math.min(Math.abs(note.y - seat.y), Math.abs(note.y + note.height - seat.y)), "pixels off").toBeLessThan(60);
  });

  await test.step("its neighbour is one tap away", async () => {
    await refused(loser).getByRole("button", { name: "Take these instead" }).click();
    await loser.expectHeld(1);
  });

  await test.step("each sees what the other holds, live", async () => {
    await loser.page.getByRole("tab", { name: "List" }).click();
    await loser.page.getByRole("table").getByRole("button").nth(Number(place.row)).click();
    await expect(
      loser.page.getByRole("button", { name: /^Stalls, row 2, seat 4,.*held by somebody else$/ }),
    ).toBeVisible();
  });
});

test("a seat that is taken elsewhere shows at once, and is free again at once when it is let go", async ({
  page,
  another,
  house,
}) => {
  const event = await house.event(unlike("Live"), small);
  const shop = new Shop(page);
  const other = new Shop(await another());
  await shop.openEvent(event.id);
  await other.openEvent(event.id);
  await page.getByRole("tab", { name: "List" }).click();
  await page.getByRole("table").getByRole("button").nth(1).click();
  const seats = page.getByRole("group", { name: /^Seats of Stalls, row/ }).getByRole("button");
  await expect(seats).toHaveCount(8);

  await test.step("in the browser of somebody who does nothing", async () => {
    await other.map.tap({ section: "Stalls", row: "1", seat: "1" });
    await expect(seats.first()).toHaveAccessibleName(/held by somebody else$/);
    await other.held.getByRole("button", { name: /^Let go of/ }).click();
    await expect(seats.first()).toHaveAccessibleName(/available$/);
  });

  // From the request that holds a seat to the page that shows it. Both clocks are this machine's.
  const taken: number[] = [];
  for (let seat = 2; seat <= 8; seat++) {
    const shown = seats.nth(seat - 1).evaluate(
      (button) =>
        new Promise<number>((resolve) => {
          const look = () =>
            button.getAttribute("aria-label")?.includes("held by somebody else") && resolve(Date.now());
          new MutationObserver(look).observe(button, { attributes: true });
        }),
    );
    await seats.nth(seat - 1).evaluate(() => null); // the page watches by now
    const asked = Date.now();
    await house.hold(event.id, [{ section: "Stalls", row: "1", seat: String(seat) }]);
    taken.push((await shown) - asked);
  }
  measured("a seat taken elsewhere shows", {
    "median ms": median(taken),
    "most ms": Math.max(...taken),
    "wanted below ms": 500,
    seats: taken.length,
  });
});
