import { beforeEach, expect, test, vi } from "vitest";
import { type Answer, answerBy } from "@/test/server";

const soon = () => new Date(Date.now() + 600_000).toISOString();
const guest = () => ({ status: 201, body: { customerId: "g", guestToken: "guest-token", expiresAt: soon() } });
const user = (token = "user-token") => ({
  status: 200,
  body: { token, expiresAt: soon(), userRole: "User", userEmail: "ada@example.com", customerId: "u" },
});

let asked: { path: string; token: string | null }[] = [];

/** A server that answers by path. */
function server(answers: Record<string, () => Answer>) {
  answerBy(({ path, token }) => {
    asked.push({ path, token });
    return answers[path]?.();
  });
}

/** The session as a page has it that was just loaded. */
async function freshPage() {
  vi.resetModules();
  return { ...(await import("./session")), ...(await import("../api")) };
}

beforeEach(() => {
  asked = [];
  localStorage.clear();
});

test("looking around makes no guest", async () => {
  server({ "/api/events": () => ({ status: 200, body: [] }), "/api/guests": guest });
  const page = await freshPage();
  await page.resumeSession();
  await page.openApi.GET("/events");
  expect(asked).toEqual([{ path: "/api/events", token: null }]);
  expect(page.sessionStore.get()).toEqual({ kind: "none" });
});

test("requests that need somebody at the same time make one guest", async () => {
  server({ "/api/cart": () => ({ status: 200, body: {} }), "/api/guests": guest });
  const page = await freshPage();
  await Promise.all([page.api.GET("/cart"), page.api.GET("/cart"), page.api.GET("/cart")]);
  expect(asked.filter(({ path }) => path === "/api/guests")).toHaveLength(1);
  expect(asked.at(-1)).toEqual({ path: "/api/cart", token: "Bearer guest-token" });
  expect(localStorage.getItem("speckit.session"), "the marker holds no secret").toBe("guest");
});

test("a user is resumed by the cookie, not begun anew as a guest", async () => {
  localStorage.setItem("speckit.session", "user");
  server({ "/api/token/refresh": () => user() });
  const page = await freshPage();
  await page.resumeSession();
  expect(page.sessionStore.get()).toMatchObject({ kind: "user", email: "ada@example.com", role: "User" });
});

test("an ended session is said, and whoever goes on is a guest", async () => {
  localStorage.setItem("speckit.session", "user");
  server({
    "/api/token/refresh": () => ({ status: 401, body: { code: "invalid_refresh_token" } }),
    "/api/guests": guest,
    "/api/cart": () => ({ status: 200, body: {} }),
  });
  const page = await freshPage();
  await expect(page.answer(page.api.GET("/cart"))).rejects.toMatchObject({ code: "session_ended" });
  await page.answer(page.api.GET("/cart"));
  expect(page.sessionStore.get().kind).toBe("guest");
});

test("an unreachable server ends no session", async () => {
  localStorage.setItem("speckit.session", "user");
  server({ "/api/token/refresh": () => ({ status: 503, body: { code: "keys_unavailable" } }) });
  const page = await freshPage();
  await page.resumeSession();
  expect(localStorage.getItem("speckit.session")).toBe("user");
});

test("signing in takes the guest along", async () => {
  server({ "/api/guests": guest, "/api/cart": () => ({ status: 200, body: {} }), "/api/token": () => user() });
  const page = await freshPage();
  await page.api.GET("/cart");
  await page.signIn("ada@example.com", "a password");
  expect(asked.at(-1)).toEqual({ path: "/api/token", token: "Bearer guest-token" });
  expect(page.sessionStore.get().kind).toBe("user");
});

test("a wrong password is refused, not taken for an ended session", async () => {
  server({ "/api/token": () => ({ status: 401, body: { code: "invalid_credentials", detail: "No." } }) });
  const page = await freshPage();
  await expect(page.signIn("ada@example.com", "wrong")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(asked).toHaveLength(1);
});

test("a guest's wrong password is refused, and the right one is taken after it", async () => {
  let turns: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>) => {
    turns = turns.then(work, work); // one at a time, as the browser's tabs take them
    return turns;
  };
  vi.stubGlobal("navigator", { locks: { request }, languages: ["en"] });
  let password = () => ({ status: 401, body: { code: "invalid_credentials" } }) as Answer;
  server({ "/api/cart": () => ({ status: 200, body: {} }), "/api/guests": guest, "/api/token": () => password() });
  const page = await freshPage();
  await page.api.GET("/cart");
  await expect(page.signIn("ada@example.com", "wrong")).rejects.toMatchObject({ code: "invalid_credentials" });
  password = () => user();
  await page.signIn("ada@example.com", "right");
  expect(page.sessionStore.get()).toMatchObject({ kind: "user" });
  expect(asked.map(({ path }) => path)).toEqual(["/api/guests", "/api/cart", "/api/token", "/api/token"]);
  expect(asked.at(-1)?.token, "the guest's cart comes along").toBe("Bearer guest-token");
  vi.unstubAllGlobals();
});
