import { type Camera, framing, type Size } from "./camera";
import type { Plan } from "./plan";

export type Level = "sections" | "rows" | "seats";

const dotsFrom = 3.2; // pixels between neighbours from which seats are dots
const seatsFrom = 9; // and from which they have shapes and marks

/** Pixels between neighbours from which seats have their numbers, and rows their labels. */
export const numbersFrom = 26;
export const rowLabelsFrom = 14;

const wholeUntil = 1.25; // times the scale that shows all: so far the plan is an overview, even where dots would have room

/** How much is shown at a scale. */
export function levelOf({ pitch, bounds }: Plan, { scale }: Camera, size: Size): Level {
  const pixels = pitch * scale;
  if (pixels >= seatsFrom) return "seats";
  return pixels < dotsFrom || scale < framing(bounds, size).scale * wholeUntil ? "sections" : "rows";
}
