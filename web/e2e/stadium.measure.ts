import type { Page, Response } from "@playwright/test";
import { measured } from "./helpers/measures";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

const stadium = "66666666-6666-6666-6666-666666666666"; // the demo's, of 60,000 seats

/** Collects the answers that a page gets; sizes are known when they are whole. */
function answersOf(page: Page): Response[] {
  const answers: Response[] = [];
  page.on("response", (answer) => answers.push(answer));
  return answers;
}

async function transferred(answers: Response[]): Promise<number> {
  const sizes = await Promise.all(answers.map((answer) => answer.request().sizes()));
  return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
}

const scripts = (answers: Response[]) => answers.filter((answer) => answer.request().resourceType() === "script");

for (const [name, path, what] of [
  ["list", "/", "article"],
  ["event", `/events/${stadium}`, "application"],
] as const)
  test(`the ${name} page's first load is below 180 kB of compressed script`, async ({ page }) => {
    const answers = answersOf(page);
    await page.goto(path);
    await expect(page.getByRole(what).first()).toBeVisible();
    const bytes = await transferred(scripts(answers));
    measured(`first load of the ${name} page`, {
      "kB of script": Math.round(bytes / 100) / 10,
      "wanted below kB": 180,
    });
    expect(bytes).toBeLessThan(180_000);
  });

test("the states of 60,000 seats travel in at most 30 kB", async ({ page, house }) => {
  for (let group = 0; group < 40; group++) await house.holdBest(stadium, 1 + (group % 6)); // no plan is in one state for long
  const answers = answersOf(page);
  await page.goto(`/events/${stadium}`);
  await expect(page.getByRole("application")).toBeVisible();
  const states = answers.filter((answer) => answer.url().endsWith("/availability"));
  expect(states, "answers with the seats' states").toHaveLength(1);
  const bytes = await transferred(states);
  const plan = await transferred(answers.filter((answer) => /\/plan\b/.test(answer.url())));
  measured("60,000 seats travel", {
    "kB of states": Math.round(bytes / 100) / 10,
    "wanted at most kB": 30,
    "kB of plan, once": Math.round(plan / 100) / 10,
  });
  expect(bytes).toBeLessThanOrEqual(30_000);
});

test("the map of 60,000 seats answers soon and moves smoothly", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const shop = new Shop(page);
  await page.goto("/signin"); // the connection and the browser are warm, the map is not
  const begun = performance.now();
  await page.goto(`/events/${stadium}`, { waitUntil: "commit" });
  await expect(shop.map.frame).toBeVisible();
  const box = (await shop.map.frame.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.1]; // over the upper tier;
  await expect(async () => {
    await page.mouse.move(x + Math.random() * 20, y);
    await expect(shop.map.tooltip(/left/)).toBeVisible({ timeout: 50 });
  }).toPass({ intervals: [10] });
  const answered = performance.now() - begun;

  const frames = await moveFor(page, 5000, x, y);
  const gaps = frames.slice(1).map((at, i) => at - (frames[i] ?? at));
  const span = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  const slowest = [...gaps].sort((a, b) => b - a);
  measured("the map of 60,000 seats", {
    "answers after ms": Math.round(answered),
    "wanted below ms": 2000,
    "frames per second": Math.round((gaps.length / span) * 10_000) / 10,
    "wanted frames per second": 50,
    "95th percentile of a frame, ms": Math.round((slowest[Math.floor(gaps.length * 0.05)] ?? 0) * 10) / 10,
    "slowest frame, ms": Math.round(slowest[0] ?? 0),
  });
});

/** Zooms and drags the map about for some milliseconds, and returns when each frame was painted meanwhile. */
async function moveFor(page: Page, span: number, x: number, y: number): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    const note = (time: number) => {
      frames.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const end = performance.now() + span;
  await page.mouse.move(x, y);
  for (let turn = 0; performance.now() < end; turn++) {
    const nearer = turn % 2 === 0;
    for (let step = 0; step < 30 && performance.now() < end; step++) await page.mouse.wheel(0, nearer ? -40 : 40);
    await page.mouse.down();
    for (let step = 0; step < 60 && performance.now() < end; step++)
      await page.mouse.move(x + 120 * Math.sin(step / 8), y - 60 + 60 * Math.cos(step / 8));
    await page.mouse.up();
  }
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames);
}
