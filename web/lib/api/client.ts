import createClient, { type Client } from "openapi-fetch";
import { learnServerTime } from "../clock/clock";
import { newKey } from "./key";
import { Problem, unreachable } from "./problem";
import type { paths } from "./schema";

export type Api = Client<paths>;

/** Where a client's bearer tokens come from. */
export type Tokens = {
  /** The token to send; null: go without. */
  current(): Promise<string | null>;
  /** Another token after the server refused this one; null: there is none to be had. */
  renewed(refused: string | null): Promise<string | null>;
};

/** For requests that are open to everyone. */
export const noTokens: Tokens = { current: async () => null, renewed: async () => null };

const patience = 30_000; // milliseconds until a request counts as lost

/** The API with somebody's tokens. All addresses are our own origin's, under /api. */
export function createApi(tokens: Tokens): Api {
  return createClient<paths>({ baseUrl: "/api", fetch: (request) => send(request, tokens) });
}

/**
 * Sends a request with a token, and once more with a new one if the token was refused. Every POST carries an idempotency key, so that
 * the second sending, and whatever the network repeats, is not a second deed.
 */
async function send(request: Request, tokens: Tokens): Promise<Response> {
  if (isDeed(request) && !request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", newKey());
  const again = request.clone(); // a body can be sent once
  const token = await tokens.current();
  const response = await attempt(request, token);
  if (response.status !== 401) return response;
  const renewed = await tokens.renewed(token);
  return renewed === null ? response : attempt(again, renewed);
}

/** Whether the request changes something. A preview does not, and its answer, a plan of thousands of seats, is not worth keeping. */
function isDeed({ method, url }: Request): boolean {
  return method === "POST" && !new URL(url).searchParams.has("preview");
}

async function attempt(request: Request, token: string | null): Promise<Response> {
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  const sentAt = Date.now();
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(patience)]);
    const response = await fetch(request, { signal });
    if (!mayBeKept(response)) learnServerTime(response.headers.get("Date"), sentAt, Date.now());
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error; // the caller gave up, which is no problem
    throw new Problem({ code: unreachable });
  }
}

/** Whether the answer may come out of a cache: it then bears the time at which it was given first, which may be of yesterday. */
function mayBeKept({ headers }: Response): boolean {
  return headers.get("Cache-Control")?.includes("max-age") === true;
}
