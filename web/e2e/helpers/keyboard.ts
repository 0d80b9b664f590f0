import { expect, type Locator, type Page } from "@playwright/test";

const farthest = 150; // stops of the Tab key that no page of ours exceeds

/** Goes on with the Tab key until the focus is on something. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < farthest; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return expectOutline(target);
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key never came to ${target}`);
}

/** Whoever goes by keys has to see where they are. */
async function expectOutline(target: Locator): Promise<void> {
  const marked = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const marks = (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    return marks && element.matches(":focus-visible");
  });
  expect(marked, `the focus on ${target} can be seen`).toBe(true);
}

export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}
