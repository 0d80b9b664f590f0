import { defineConfig } from "@playwright/test";
import { artefacts } from "./helpers/artefacts";

// Journeys of people in a real browser against the built binary: `make e2e-web` builds it, finds a browser and runs them. What stays behind
// (the report, pictures of pages, measures, traces of what failed) is in .cache/e2e-web.
export default defineConfig({
  testDir: ".",
  outputDir: `${artefacts}/failed`,
  globalSetup: "./helpers/serve.ts",
  forbidOnly: !!process.env.CI,
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["html", { outputFolder: `${artefacts}/report`, open: "never" }], ["./helpers/summary.ts"]],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "chromium",
      // Chromium refuses its sandbox to root.
      chromiumSandbox: process.getuid?.() !== 0,
    },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "journeys", testMatch: "*.journey.ts" },
    // What is measured has the machine to itself.
    { name: "measures", testMatch: "*.measure.ts", dependencies: ["journeys"], fullyParallel: false, workers: 1 },
  ],
});
