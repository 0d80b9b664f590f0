import type { Page } from "@playwright/test";

type Payment = { id: string; status: string };

/** Collects the payments that a page hears of, by id, as they stood last. */
export function paymentsOf(page: Page): Map<string, string> {
  const heard = new Map<string, string>();
  page.on("response", async (answer) => {
    if (answer.request().method() !== "POST" || !answer.url().endsWith("/api/payments")) return;
    const { payment } = (await answer.json().catch(() => ({}))) as { payment?: Payment };
    if (payment) heard.set(payment.id, payment.status);
  });
  return heard;
}
