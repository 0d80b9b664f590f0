import { test as base, type Page } from "@playwright/test";
import { House } from "./house";
import { type Installation, running } from "./serve";
import type { Demo } from "./server";
import { watch } from "./watch";

type Each = {
  /** Somebody else, in a browser of their own. */
  another: () => Promise<Page>;
};
type Shared = { installation: Installation; demo: Demo; house: House };

/** A journey's test: it visits the shop that is running, and fails on whatever must not happen in any page. */
export const test = base.extend<Each, Shared>({
  installation: ["shop", { scope: "worker", option: true }],
  demo: [async ({ installation }, use) => use(running(installation)), { scope: "worker" }],
  house: [async ({ demo }, use) => use(new House(demo)), { scope: "worker" }],
  baseURL: async ({ demo }, use) => use(demo.url),
  context: async ({ context, demo }, use) => {
    const faults = await watch(context, demo.url);
    await use(context);
    base.expect(faults, "nothing that must not happen in any page").toEqual([]);
  },
  another: async ({ browser, contextOptions, demo, locale, viewport }, use) => {
    const faults: string[][] = [];
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL: demo.url, locale, viewport });
      contexts.push(context);
      faults.push(await watch(context, demo.url));
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    base.expect(faults.flat(), "nothing that must not happen in any page").toEqual([]);
  },
});

export const expect = test.expect;
