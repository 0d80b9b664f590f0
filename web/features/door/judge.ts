import type { Claims } from "./code/verify";

/** What staff do about a ticket: let in, send away, or look at it. */
export type Outcome = "admitted" | "refused" | "look";

/** Why, by what the page has words for. `server`: the server refused for a reason of its own, in its words. */
export type Reason =
  | "ok"
  | "already_admitted"
  | "ticket_void"
  | "reissued"
  | "void_or_reissued"
  | "wrong_event"
  | "event_over"
  | "invalid_code"
  | "ticket_not_found"
  | "unknown_key"
  | "number_offline"
  | "no_data"
  | "server";

export type Verdict = {
  outcome: Outcome;
  reason: Reason;
  /** When and where somebody was admitted before; milliseconds. */
  before?: { at: number; gate: string };
  /** The server's own words, for `server`. */
  detail?: string;
};

/** What the list says of a ticket: one that was admitted, taken back, issued again or cancelled. */
export type Entry = {
  status: "valid" | "used" | "cancelled";
  revision: number;
  admittedAt: number | null;
  gate: string;
};

/** An admission by this device that counts against another one. */
export type Own = { at: number; gate: string };

export type Known = {
  event: { id: string; startsAt: number };
  entry: Entry | null;
  own: Own | null;
  now: number;
};

const doorClosesAfter = 24 * 3_600_000; // milliseconds from the start; the server's rule
const refused = (reason: Reason, rest: Partial<Verdict> = {}): Verdict => ({ outcome: "refused", reason, ...rest });

/** The verdict on a good code by what this device knows, in the server's order. */
export function judge(claims: Claims, { event, entry, own, now }: Known): Verdict {
  if (claims.eventId !== event.id) return refused("wrong_event");
  if (entry?.status === "cancelled") return refused("ticket_void");
  if (entry && claims.revision < entry.revision) return refused("reissued");
  if (own) return refused("already_admitted", { before: own });
  // A newer code than the list knows of: what the list says is about the one before.
  if (entry?.status === "used" && claims.revision === entry.revision)
    return refused("already_admitted", { before: { at: entry.admittedAt ?? now, gate: entry.gate } });
  if (now >= event.startsAt + doorClosesAfter) return refused("event_over");
  return { outcome: "admitted", reason: "ok" };
}

/** The verdict on a ticket's number. The list has no tickets that were never touched, so it can refuse and never admit. */
export function judgeNumber({ entry, own, now }: Omit<Known, "event">): Verdict {
  if (entry?.status === "cancelled") return refused("ticket_void");
  if (own) return refused("already_admitted", { before: own });
  if (entry?.status === "used")
    return refused("already_admitted", { before: { at: entry.admittedAt ?? now, gate: entry.gate } });
  return { outcome: "look", reason: "number_offline" };
}

/**
 * Whether no answer of the server could make another verdict of it: what is cancelled or issued again stays so, and so does a code.
 * An admission may have been taken back elsewhere.
 */
export function isFinal({ reason }: Verdict): boolean {
  return ["ticket_void", "reissued", "wrong_event", "invalid_code"].includes(reason);
}
