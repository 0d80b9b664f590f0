/** What a seat shows, as the wire numbers it. */
export const available = 0;
export const held = 1;
export const sold = 2;
export const off = 3;

export type Snapshot = { sequence: number; plan: string; states: string };
export type Delta = { sequence: number; changes: [seat: number, state: number][] };

/** Unpacks base64 of two bits a seat, the first seat in the lowest bits of the first byte. What is missing is not for sale. */
export function decodeStates(packed: string, seats: number): Uint8Array {
  const bytes = atob(packed);
  const states = new Uint8Array(seats).fill(off);
  const known = Math.min(seats, bytes.length * 4);
  for (let seat = 0; seat < known; seat++) states[seat] = (bytes.charCodeAt(seat >> 2) >> ((seat & 3) * 2)) & 3;
  return states;
}

/**
 * Takes a delta into the states in place. A stream's delta goes on from what the stream told before and may sum several steps up, so
 * that a jump in the sequence alone is no gap. It is one if the delta speaks of seats that the plan does not have: the caller then
 * needs a snapshot. One that is told already is `old`.
 */
export function applyDelta(states: Uint8Array, sequence: number | null, delta: Delta): "applied" | "old" | "gap" {
  if (sequence === null) return "gap";
  if (delta.sequence <= sequence) return "old";
  const strange = delta.changes.some(
    ([seat, state]) => !(seat >= 0 && seat < states.length && state >= available && state <= off),
  );
  if (strange) return "gap";
  for (const [seat, state] of delta.changes) states[seat] = state;
  return "applied";
}
