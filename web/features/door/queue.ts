import { newKey, Problem } from "@/lib/api";
import type { Known } from "./known";
import { type Admission, failure, type Server, verdictIn } from "./server";
import type { Scan } from "./store/records";

export type Sent = "done" | "unanswered" | "barred";

const patience = 10_000; // milliseconds for one scan

/**
 * Hands in what waits, in the order in which people came. What the server refuses becomes a conflict and holds up nothing; without an
 * answer the rest waits on.
 */
export async function sendWaiting(known: Known, server: Server, now: () => number): Promise<Sent> {
  for (const scan of known.waiting()) {
    const sent = await send(known, server, now, scan);
    if (sent !== "done") return sent;
  }
  return "done";
}

/** Hands in one scan. */
export async function send(known: Known, server: Server, now: () => number, scan: Scan): Promise<Sent> {
  const tried = { ...scan, attempted: true };
  if (!scan.attempted) await known.put(tried); // the server may have it from now on, whatever becomes of this page
  try {
    const admission = await server.checkIn(scan.body, scan.id, AbortSignal.timeout(patience));
    await known.put(confirmed(tried, admission, now()));
    return "done";
  } catch (error) {
    const what = failure(error);
    if (what !== "refused") return what;
    if (isAhead(error) && Date.parse(scan.body.at) > now())
      return send(known, server, now, await setBack(known, tried, now()));
    await known.put(refusedLater(tried, error, now()));
    return "done";
  }
}

/** A scan that the server has admitted. */
export function confirmed(scan: Scan, { ticketId, ticketNumber, holder }: Admission, at: number): Scan {
  return { ...scan, ticketId, ticketNumber, holder, sync: "sent", attempted: true, sentAt: at };
}

function refusedLater(scan: Scan, error: unknown, now: number): Scan {
  const conflict = verdictIn(error);
  const { before } = conflict;
  // Handed in by somebody else who has signed in since: the server has this very admission.
  const same = before && before.at === Date.parse(scan.body.at) && before.gate === scan.body.gate;
  return same ? { ...scan, sync: "sent", sentAt: now } : { ...scan, sync: "conflict", conflict };
}

const isAhead = (error: unknown) => error instanceof Problem && error.code === "scan_in_future";

/** The device's clock was ahead: the scan is as of now, which makes it another request. */
async function setBack(known: Known, scan: Scan, now: number): Promise<Scan> {
  const later = { ...scan, id: newKey(), at: now, body: { ...scan.body, at: new Date(now).toISOString() } };
  await known.replace(scan.id, later);
  return later;
}
