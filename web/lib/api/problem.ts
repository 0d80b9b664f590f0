import type { components } from "./schema";

type Body = components["schemas"]["Problem"];

/** Codes of what goes wrong on this side of the wire; all others are the server's. */
export const unreachable = "unreachable";
export const sessionEnded = "session_ended";
const unexpected = "unexpected";

/** A request that was not done: what happened for programs (`code`) and for people (`detail`). Everything the API refuses is thrown as this. */
export class Problem extends Error {
  readonly code: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly detail: string;
  /** Seconds until it makes sense to ask again, where the server says so. */
  readonly retryAfter: number | null;
  /** The whole answer with its extension members, such as `taken` and `offer`. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(body: Partial<Body> & { code: string }, retryAfter: number | null = null) {
    super(body.detail ?? body.code);
    this.name = "Problem";
    this.code = body.code;
    this.status = body.status ?? 0;
    this.detail = body.detail ?? "";
    this.retryAfter = retryAfter;
    this.body = body;
  }

  /** The problem in an answer; one that is no problem+json (a proxy's page) is `unexpected`. */
  static of(response: Response, body: unknown): Problem {
    const wait = Number(response.headers.get("Retry-After") ?? Number.NaN);
    const retryAfter = Number.isFinite(wait) ? wait : null;
    if (isBody(body)) return new Problem({ ...body, status: response.status }, retryAfter);
    return new Problem({ code: unexpected, status: response.status }, retryAfter);
  }
}

function isBody(body: unknown): body is Body {
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
}
