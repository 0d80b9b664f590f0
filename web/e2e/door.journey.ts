import { rmSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { film } from "./helpers/camera";
import { type Event, type House, newAddress, type Ticket, unlike } from "./helpers/house";
import { enterAs } from "./helpers/staff";
import { expect, test } from "./helpers/test";
import { watch } from "./helpers/watch";

async function ticketsFor(house: House): Promise<[Event, Ticket[]]> {
  const event = await house.event(unlike("Door"), [{ sectionCode: "Stalls", rows: 2, seatsPerRow: 8 }]);
  return [event, await house.buy(event.id, 4, newAddress("door"), "Dora Door")];
}

async function openDoor(page: Page, event: Event): Promise<void> {
  await page.goto("/scan");
  await page.getByLabel("Search events").fill(event.name);
  await page.getByRole("radio", { name: event.name }).check();
  await page.getByLabel("Gate").fill("B");
  await page.getByRole("button", { name: "Open the door" }).click();
  await expect(page.getByText("Online", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Data of /), "what it needs without network is there").toBeVisible();
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByLabel("Code or ticket number").fill(text);
  await page.keyboard.press("Enter");
}

test("the door admits a ticket once, says why it refuses, and takes an admission back", async ({
  page,
  house,
  demo,
}) => {
  const [event, [first, second]] = await ticketsFor(house);
  if (!first || !second) throw new Error("there are no tickets");
  const [, [elsewhere]] = await ticketsFor(house);
  await enterAs("staff", page, demo);
  await openDoor(page, event);
  const verdict = page.getByTestId("verdict");

  await type(page, first.qrCode);
  await expect(verdict).toContainText("Admitted");
  await expect(verdict).toContainText("Dora Door");
  await type(page, first.qrCode);
  await expect(verdict).toContainText("Not admitted");
  await expect(verdict).toContainText(/Already used at .*, gate B/);
  await type(page, elsewhere?.qrCode ?? "");
  await expect(verdict).toContainText("For another event");
  await type(page, "1234");
  await expect(verdict).toContainText("Not admitted");

  await type(page, second.ticketNumber);
  await expect(verdict).toContainText("Admitted");
  await verdict.getByRole("button", { name: /^Take back the admission of/ }).click();
  await expect(verdict).toContainText("Taken back");
  await type(page, second.qrCode);
  await expect(verdict, "it admits again").toContainText("Admitted");
});

test("without network the door goes on by what it knows, and hands in what it did", async ({ page, house, demo }) => {
  const [event, [first, second, third]] = await ticketsFor(house);
  if (!first || !second || !third) throw new Error("there are no tickets");
  await enterAs("staff", page, demo);
  await openDoor(page, event);
  const verdict = page.getByTestId("verdict");
  await type(page, first.qrCode);
  await expect(verdict).toContainText("Admitted");

  await page.context().setOffline(true);
  await test.step("a good code is let in, once", async () => {
    await type(page, second.qrCode);
    await expect(verdict).toContainText("Admitted");
    await expect(verdict).toContainText("Not confirmed by the server yet");
    await expect(page.getByText("Offline", { exact: true })).toBeVisible();
    await expect(page.getByText("1 admission to be sent")).toBeVisible();
    await type(page, second.qrCode);
    await expect(verdict).toContainText("Already used at");
    await type(page, first.qrCode);
    await expect(verdict, "it knows what was used before").toContainText("Already used at");
    await type(page, `${third.qrCode.slice(0, -4)}AAAA`);
    await expect(verdict, "a forged code").toContainText("Not admitted");
  });

  await test.step("the page opens again without network, and still knows", async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: event.name })).toBeVisible();
    await expect(page.getByText("1 admission to be sent")).toBeVisible();
    await type(page, second.qrCode);
    await expect(verdict).toContainText("Already used at");
  });

  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Ask the server now" }).click();
  await expect(page.getByText("Online", { exact: true })).toBeVisible();
  await expect(page.getByText("1 admission to be sent")).toBeHidden();
  const used = await house.ask<{ ticketId: string }[]>("staff", "GET", `/check-ins?eventId=${event.id}`);
  expect(JSON.stringify(used), "the server has what was let in without network").toContain(second.id);
});

test("the camera reads a ticket that is held before it, and again when it comes back", async ({
  house,
  demo,
  launchOptions: { executablePath, chromiumSandbox },
}, info) => {
  const [event, [ticket]] = await ticketsFor(house);
  const sight = info.outputPath("sight.y4m");
  film(sight, ticket?.qrCode ?? "");
  const browser = await chromium.launch({
    ...{ executablePath, chromiumSandbox },
    args: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${sight}`],
  });
  try {
    const context = await browser.newContext({ baseURL: demo.url, locale: "en-GB", permissions: ["camera"] });
    const faults = await watch(context, demo.url);
    const page = await context.newPage();
    await enterAs("staff", page, demo);
    await openDoor(page, event);
    await page.getByRole("button", { name: "Scan with the camera" }).click();
    const verdict = page.getByTestId("verdict");
    await expect(verdict).toContainText("Admitted");
    await expect(verdict).toContainText("Dora Door");
    await expect(verdict).toContainText("Not admitted");
    await expect(verdict).toContainText(/Already used at .*, gate B/);
    await page.getByRole("button", { name: "Stop the camera" }).click();
    await expect(page.getByRole("button", { name: "Scan with the camera" })).toBeVisible();
    expect(faults, "nothing that must not happen in any page").toEqual([]);
  } finally {
    await browser.close();
    rmSync(info.outputDir, { recursive: true }); // what lies there is of what failed
  }
});

test("the door is for staff", async ({ page, demo }) => {
  await enterAs("buyer", page, demo);
  await page.goto("/scan");
  await expect(page.getByRole("heading", { name: "The door is for staff" })).toBeVisible();
});
