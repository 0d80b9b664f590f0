import type { BrowserContext } from "@playwright/test";

/**
 * Notes what must not happen in any page, whatever the journey: an error that nobody caught, one in the console, a breach of the content
 * policy, a file that is missing, an answer of a broken server, a request to another host.
 */
export async function watch(context: BrowserContext, home: string): Promise<string[]> {
  const faults: string[] = [];
  const note = (what: string, where: string) => faults.push(`${what} (at ${where})`);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      reportError(new Error(`content policy: ${violatedDirective} forbids ${blockedURI} ${sample}`));
    });
  });
  context.on("weberror", (error) => note(error.error().stack ?? error.error().message, error.page()?.url() ?? ""));
  context.on("console", (message) => {
    // The browser's own line about an answer is judged by the answer, below.
    if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
    note(message.text(), message.page()?.url() ?? "");
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== home) note(`asked ${url.href}`, request.frame().url());
  });
  context.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    const asset = answer.request().resourceType() !== "document" && !pathname.startsWith("/api/");
    if (answer.status() >= 500 || (asset && answer.status() >= 400)) note(`${answer.status()} ${pathname}`, pathname);
  });
  return faults;
}
