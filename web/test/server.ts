import { vi } from "vitest";

/** A request, as a test's server sees it. */
export type Asked = {
  /** Method and path: "GET /api/orders". */
  call: string;
  path: string;
  search: string;
  query: Record<string, string>;
  text: string;
  /** The text's JSON; null where none was sent. */
  body: unknown;
  token: string | null;
  key: string | null;
};

export type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

/** Answers what a page asks, instead of a server; what is given no answer is not found. What `answerTo` throws is a lost network. */
export function answerBy(answerTo: (asked: Asked) => Answer | Response | undefined): void {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname: path, search, searchParams } = new URL(request.url);
    const text = await request.text();
    const answer = answerTo({
      call: `${request.method} ${path}`,
      path,
      search,
      query: Object.fromEntries(searchParams),
      text,
      body: text === "" ? null : JSON.parse(text),
      token: request.headers.get("Authorization"),
      key: request.headers.get("Idempotency-Key"),
    });
    return answer instanceof Response ? answer : json(answer ?? notFound);
  });
}

const notFound: Answer = { status: 404, body: { code: "not_found", detail: "There is no such thing." } };

function json({ status = 200, body = {}, headers }: Answer): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

/** Makes whoever asks a guest. */
export const madeGuest = {
  status: 201,
  body: { customerId: "c", guestToken: "t", expiresAt: "2036-01-01T00:00:00Z" },
};
