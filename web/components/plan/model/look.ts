import type { SeatMap } from "./map";
import { companion, wheelchair } from "./plan";
import { held, off, sold } from "./states";

/** What a seat is for the visitor: its state, and whom it is for. */
export type Showing = "available" | "wheelchair" | "companion" | "mine" | "held" | "sold" | "off";
/** How a seat looks: also one that is asked for, until the answer comes. */
export type Look = Showing | "asked";

export function showingOf(map: SeatMap, seat: number, mine: ReadonlySet<number>): Showing {
  if (mine.has(seat)) return "mine";
  const state = map.states[seat];
  if (state === held) return "held";
  if (state === sold) return "sold";
  if (state === off) return "off";
  const place = map.plan.accessible[seat];
  return place === wheelchair ? "wheelchair" : place === companion ? "companion" : "available";
}

export function lookOf(map: SeatMap, seat: number, mine: ReadonlySet<number>, asked: ReadonlySet<number>): Look {
  return asked.has(seat) && !mine.has(seat) ? "asked" : showingOf(map, seat, mine);
}

/** Whether a tap takes the seat or lets it go. */
export function isTakeable(look: Look): boolean {
  return look === "available" || look === "wheelchair" || look === "companion" || look === "mine";
}
