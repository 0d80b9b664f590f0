import { beforeEach, describe, expect, test, vi } from "vitest";
import { forgetServerTime, serverNow } from "../clock/clock";
import { answer, nextCursor } from "./answer";
import { createApi, noTokens, type Tokens } from "./client";
import { Problem } from "./problem";

type Seen = { url: string; method: string; token: string | null; key: string | null; body: string };

let seen: Seen[] = [];

/** Answers requests in turn, and notes them. */
function serverAnswers(...answers: (Response | Error)[]) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { url, method, headers } = request;
    const body = await request.text();
    seen.push({ url, method, token: headers.get("Authorization"), key: headers.get("Idempotency-Key"), body });
    const next = answers.shift() ?? new Error("asked once too often");
    if (next instanceof Error) throw next;
    return next;
  });
}

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

const refusal = (status: number, code: string) =>
  json(status, { type: "about:blank", title: "", status, code, detail: "No." });

/** Tokens named by a number that rises with each renewal. */
function numbered(): Tokens & { renewals: () => number } {
  let turn = 1;
  return {
    current: async () => `t${turn}`,
    renewed: async () => {
      turn += 1;
      return `t${turn}`;
    },
    renewals: () => turn - 1,
  };
}

beforeEach(() => {
  seen = [];
});

describe("the client", () => {
  test("takes the time from fresh answers, not from what a cache has kept", async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toUTCString();
    serverAnswers(json(200, {}, { Date: yesterday, "Cache-Control": "public, max-age=31536000, immutable" }));
    await answer(createApi(noTokens).GET("/cart"));
    expect(Math.abs(serverNow() - Date.now())).toBeLessThan(1000);
    serverAnswers(json(200, {}, { Date: yesterday, "Cache-Control": "no-store" }));
    await answer(createApi(noTokens).GET("/cart"));
    expect(Math.abs(serverNow() - Date.parse(yesterday))).toBeLessThan(2000);
    forgetServerTime();
  });

  test("renews a refused token once and sends the same request again", async () => {
    const tokens = numbered();
    serverAnswers(refusal(401, "invalid_token"), json(200, { id: null, items: [] }));
    const body = { reservationId: "r", seatId: "s", price: 1 };
    await answer(createApi(tokens).POST("/cart/add", { body }));
    expect(tokens.renewals()).toBe(1);
    expect(seen.map((request) => request.token)).toEqual(["Bearer t1", "Bearer t2"]);
    expect(seen[1]?.body).toBe(seen[0]?.body);
    expect(seen[0]?.key).toBeTruthy();
    expect(seen[1]?.key, "a second sending is no second deed").toBe(seen[0]?.key);
  });

  test("does not renew a second time", async () => {
    const tokens = numbered();
    serverAnswers(refusal(401, "invalid_token"), refusal(401, "invalid_token"));
    await expect(answer(createApi(tokens).GET("/cart"))).rejects.toMatchObject({ code: "invalid_token", status: 401 });
    expect(tokens.renewals()).toBe(1);
    expect(seen).toHaveLength(2);
  });

  test("goes without a token where there is none, and takes a 401 as it is", async () => {
    serverAnswers(refusal(401, "unauthenticated"));
    await expect(answer(createApi(noTokens).GET("/cart"))).rejects.toBeInstanceOf(Problem);
    expect(seen).toMatchObject([{ token: null }]);
  });

  test("keeps the caller's idempotency key, and gives none to what only reads", async () => {
    serverAnswers(json(200, {}), json(200, {}), json(200, []));
    const api = createApi(noTokens);
    await answer(api.POST("/payments", { body: { orderId: "o" }, params: { header: { "Idempotency-Key": "mine" } } }));
    const section = { sectionCode: "A", rows: 1, seatsPerRow: 1, priceMultiplier: 1 };
    const params = { path: { id: "e" }, query: { preview: true } };
    await answer(api.POST("/admin/events/{id}/seats", { params, body: { sectionConfigurations: [section] } }));
    await answer(api.GET("/events"));
    expect(seen.map((request) => request.key)).toEqual(["mine", null, null]);
  });

  test("a refusal is a problem with what the server said", async () => {
    const body = { code: "seat_taken", detail: "That seat has just been taken.", taken: ["a"] };
    serverAnswers(json(409, body, { "Retry-After": "3" }));
    const refused = answer(createApi(noTokens).GET("/events"));
    await expect(refused).rejects.toMatchObject({
      code: "seat_taken",
      status: 409,
      detail: body.detail,
      retryAfter: 3,
      body: { taken: ["a"] },
    });
  });

  test("a lost connection is a problem too, and a page of a proxy is none of the server's words", async () => {
    serverAnswers(new TypeError("no route"), new Response("<html>", { status: 502 }));
    const api = createApi(noTokens);
    await expect(answer(api.GET("/events"))).rejects.toMatchObject({ code: "unreachable", status: 0 });
    await expect(answer(api.GET("/events"))).rejects.toMatchObject({ code: "unexpected", status: 502 });
  });
});

test("a list goes on at the cursor of its Link header", () => {
  expect(nextCursor('</api/events?cursor=ab%3D&limit=3>; rel="next"')).toBe("ab=");
  expect(nextCursor('</api/events>; rel="prev", </api/events?cursor=c>; rel="next"')).toBe("c");
  expect(nextCursor('</api/events?cursor=c>; rel="prev"')).toBeNull();
  expect(nextCursor(null)).toBeNull();
});
