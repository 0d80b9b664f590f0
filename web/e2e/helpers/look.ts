import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { artefact } from "./artefacts";

const widths = { 1440: 900, 390: 844 };
const schemes = ["light", "dark"] as const;
const checked = { light: 1440, dark: 390 }; // where axe looks: each look and each width once, since it takes its time
const narrowest = 320; // pixels that a page has to fit into without being moved sideways

/** Keeps pictures of a page as it stands, wide and narrow, light and dark, and has axe look for what keeps people out. */
export async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of Object.entries(widths)) {
    await page.setViewportSize({ width: Number(width), height });
    for (const colorScheme of schemes)
      await test.step(`${name}, ${width} px, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await painted(page);
        await page.screenshot({ path: artefact("screens", `${name}-${width}-${colorScheme}.png`), fullPage: true });
        if (checked[colorScheme] === Number(width)) await expectOpenToAll(page);
      });
  }
  await page.setViewportSize({ width: narrowest, height: 640 });
  await painted(page);
  expect.soft(await tooWide(page), `what makes ${name} wider than a window of ${narrowest} pixels`).toEqual([]);
}

/** Pictures are drawn on the frame after the one in which the page changed. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
}

/** The innermost elements that reach over the window's edge, where the page can be moved sideways. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const over = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5 && !element.closest(".overflow-x-auto"),
    );
    const innermost = over.filter((element) => !over.some((other) => other !== element && element.contains(other)));
    return innermost.map((element) => element.outerHTML.slice(0, 200));
  });
}

async function expectOpenToAll(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect.soft(grave, "what axe finds serious or critical").toEqual([]);
}
