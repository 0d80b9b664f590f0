import type { Fills } from "@/components/plan/canvas/paintFilled";
import { inkOn, markOf } from "./colors";
import type { Painting } from "./painting";

/** A painting's categories as colours of seats. */
export function fillsOf({ of, categories }: Painting): Fills {
  return { of, kinds: categories.map(({ color }, n) => ({ color, ink: inkOn(color), mark: markOf(n) })) };
}
