import type { Known } from "./known";
import type { DoorEntry, Server } from "./server";
import type { KeptEntry, Roll } from "./store/records";

const overlap = 60_000; // milliseconds: transactions end in another order than that of their times
const patience = 10_000; // milliseconds for one page

/**
 * Brings what is known of the event up to date: the keys, and what has changed. Pages are kept as they come, so that a broken reading
 * goes on where it was. Returns how long the server took for the first page, in milliseconds.
 */
export async function bringUpToDate(known: Known, server: Server, now: () => number): Promise<number> {
  const began = now();
  const since = sinceOf(known.roll);
  let cursor: string | null = null;
  let took: number | null = null;
  do {
    const page = await server.list(known.roll.id, since, cursor, AbortSignal.timeout(patience));
    took ??= now() - began;
    cursor = page.next;
    if (page.items.length > 0) {
      const newest = page.items.reduce((latest, { changedAt }) => later(latest, changedAt), known.roll.newest);
      await known.learn({ ...known.roll, newest }, page.items.map(keep));
    }
  } while (cursor !== null);
  const keys = await server.keys();
  await known.learn({ ...known.roll, keys, readAt: began });
  return took;
}

function sinceOf({ newest }: Roll): string | null {
  return newest === null ? null : new Date(Date.parse(newest) - overlap).toISOString();
}

/** The later of two times, which may have more digits than a Date holds. */
function later(a: string | null, b: string): string {
  return a !== null && Date.parse(a) > Date.parse(b) ? a : b;
}

function keep({
  eventId,
  ticketId,
  ticketNumber,
  status,
  revision,
  admittedAt,
  gate,
  changedAt,
}: DoorEntry): KeptEntry {
  return {
    ...{ eventId, ticketId, ticketNumber, status, revision, changedAt },
    admittedAt: admittedAt ? Date.parse(admittedAt) : null,
    gate: gate ?? "",
  };
}
