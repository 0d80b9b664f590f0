import { available } from "@/components/plan/model/states";

export const mostHeld = 500; // seats in one request

/** A house hold as it is typed; `until` is a local time by the venue's clock, empty for one without end. */
export type HouseForm = { note: string; until: string };

export type HouseFault = "noSeats" | "tooMany" | "noNote" | "longNote" | "past";

export const longestNote = 200;

/** What is wrong with a hold, before it is sent. `until` is its end in time, null without one. */
export function houseFaults(
  form: HouseForm,
  seats: number,
  until: number | null,
  now: number,
): ReadonlySet<HouseFault> {
  const faults = new Set<HouseFault>();
  if (seats === 0) faults.add("noSeats");
  if (seats > mostHeld) faults.add("tooMany");
  const note = form.note.trim();
  if (note === "") faults.add("noNote");
  if (note.length > longestNote) faults.add("longNote");
  if (until !== null && until <= now) faults.add("past");
  return faults;
}

/** Turns seats on and off in a choice: if all that can be had are in it, they go, else they come. Only free seats can be had. */
export function toggle(chosen: ReadonlySet<number>, seats: readonly number[], states: Uint8Array): ReadonlySet<number> {
  const free = seats.filter((seat) => states[seat] === available);
  const next = new Set(chosen);
  const out = free.length > 0 && free.every((seat) => chosen.has(seat));
  for (const seat of free) {
    if (out) next.delete(seat);
    else next.add(seat);
  }
  return next;
}
