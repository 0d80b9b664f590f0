import type { Page } from "@playwright/test";

/** Collects the attempts to pay that a page makes, by their keys: a request that is sent again for the same attempt counts once. */
export function attemptsOf(page: Page): Set<string> {
  const keys = new Set<string>();
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/api/payments")) return;
    keys.add(request.headers()["idempotency-key"] ?? "an attempt without a key");
  });
  return keys;
}
