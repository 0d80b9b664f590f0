import { writeFileSync } from "node:fs";
import { chromium, expect } from "@playwright/test";
import lighthouse from "lighthouse";
import { artefact } from "./helpers/artefacts";
import { measured } from "./helpers/measures";
import { freePorts } from "./helpers/server";
import { test } from "./helpers/test";

const jazz = "11111111-1111-1111-1111-111111111111"; // an event of the demo
const whole = ["accessibility", "best-practices", "seo"]; // what a page can do whatever machine it runs on

for (const [name, path] of [
  ["list", "/"],
  ["event", `/events/${jazz}`],
] as const)
  test(`Lighthouse finds nothing amiss on the ${name} page of a phone`, async ({ demo, launchOptions }) => {
    const [port] = await freePorts();
    const { executablePath, chromiumSandbox } = launchOptions;
    const browser = await chromium.launch({
      ...{ executablePath, chromiumSandbox },
      args: [`--remote-debugging-port=${port}`],
    });
    try {
      const result = await lighthouse(`${demo.url}${path}`, {
        port,
        output: "html",
        logLevel: "error",
        onlyCategories: ["performance", ...whole],
      });
      if (!result) throw new Error("Lighthouse said nothing");
      const { categories, audits } = result.lhr;
      writeFileSync(artefact("lighthouse", `${name}.html`), String(result.report));
      const scores = Object.values(categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)] as const);
      measured(`Lighthouse, ${name} page, mobile`, Object.fromEntries(scores));
      for (const [id, score] of scores)
        if (whole.includes(id)) expect.soft(score, `${id}: ${amiss(audits, categories[id])}`).toBe(100);
    } finally {
      await browser.close();
    }
  });

type Audits = Record<string, { title: string; score: number | null }>;

/** The audits of a category that are not perfect. */
function amiss(audits: Audits, category: { auditRefs: { id: string; weight: number }[] } | undefined): string {
  const refs = category?.auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1) ?? [];
  return refs.map(({ id }) => audits[id]?.title).join("; ");
}
