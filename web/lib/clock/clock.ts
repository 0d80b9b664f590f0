// The server's clock decides when a hold ends, and a visitor's may be minutes off. Each answer's Date header, which has whole
// seconds, bounds the difference; the bounds of several answers together are tighter than any single one.

type Bounds = { low: number; high: number }; // server minus browser, in milliseconds

const unknown: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
let bounds = unknown;

/** Takes the server's time from an answer's Date header. `sentAt` and `receivedAt` are the browser's milliseconds. */
export function learnServerTime(date: string | null, sentAt: number, receivedAt: number): void {
  const second = Date.parse(date ?? "");
  if (Number.isNaN(second)) return;
  const seen = { low: second - receivedAt, high: second + 999 - sentAt };
  const both = { low: Math.max(bounds.low, seen.low), high: Math.min(bounds.high, seen.high) };
  bounds = both.low <= both.high ? both : seen; // one of the clocks was set meanwhile: the old bounds mean nothing
}

/** The server's time now, in milliseconds; the browser's own until the first answer. */
export function serverNow(): number {
  if (bounds === unknown) return Date.now();
  return Date.now() + Math.round((bounds.low + bounds.high) / 2);
}

/** Forgets what was learnt. */
export function forgetServerTime(): void {
  bounds = unknown;
}
