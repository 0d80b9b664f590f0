import { type Key, readKeys } from "./code/keys";
import { type Claims, readCode } from "./code/verify";
import { isFinal, judge, judgeNumber, type Verdict } from "./judge";
import { type Known, numberKey } from "./known";
import type { Scan } from "./store/records";

/** What this device finds out about a ticket. */
export type Found = {
  verdict: Verdict;
  ticketId: string | null;
  ticketNumber: string;
  seat: string;
  /** No answer of the server would change it. */
  final: boolean;
};

const nothing = { ticketId: null, ticketNumber: "", seat: "" };

export async function findByCode(known: Known, code: string, now: number): Promise<Found> {
  const read = await readCode(keysOf(known), code);
  if ("claims" in read) return judged(known, read.claims, now);
  if (read.fault === "no_code")
    return { ...nothing, verdict: { outcome: "refused", reason: "invalid_code" }, final: true };
  return {
    ...nothing,
    verdict: { outcome: "look", reason: known.roll.keys ? "unknown_key" : "no_data" },
    final: false,
  };
}

export function findByNumber(known: Known, typed: string, now: number): Found {
  const ticketNumber = numberKey(typed);
  const is = (scan: Scan) => numberKey(scan.ticketNumber) === ticketNumber;
  const entry = known.entryByNumber(ticketNumber);
  const verdict = judgeNumber({ entry, own: known.own(is), now });
  return { ...nothing, ticketId: entry?.ticketId ?? null, ticketNumber, verdict, final: known.isWaiting(is) };
}

function judged(known: Known, claims: Claims, now: number): Found {
  const { ticketId, ticketNumber, seatLabel: seat } = claims;
  const is = (scan: Scan) => scan.ticketId === ticketId;
  const verdict = judge(claims, { event: known.roll, entry: known.entry(ticketId), own: known.own(is), now });
  // Of what waits here the server does not know: it would let the same ticket in once more.
  const final = isFinal(verdict) || known.isWaiting(is);
  const blind = verdict.outcome === "admitted" && known.roll.readAt === null;
  return { ticketId, ticketNumber, seat, final, verdict: blind ? { outcome: "look", reason: "no_data" } : verdict };
}

const keyed = new WeakMap<object, Key[]>();

function keysOf({ roll }: Known): Key[] {
  if (roll.keys === null) return [];
  const keys = keyed.get(roll.keys) ?? readKeys(roll.keys);
  keyed.set(roll.keys, keys);
  return keys;
}
