import { type Grid, visit } from "./grid";
import { type Plan, rowOf, sectionOf } from "./plan";

/** What one gesture on a plan takes: a seat, all in a frame, a row or a section. */
export const tools = ["seat", "frame", "row", "section"] as const;
export type Tool = (typeof tools)[number];

/**
 * The seats that a tool takes at a seat. A frame needs two corners, so that at one seat it takes that seat. Standing places are not apart
 * on a plan, so that each tool takes all of a floor.
 */
export function pickAt(plan: Plan, tool: Tool, seat: number): number[] {
  const section = sectionOf(plan, seat);
  if (tool === "section" || section.standing) return stretch(section);
  return tool === "row" ? stretch(rowOf(plan, seat)) : [seat];
}

/**
 * The seats, and the floors with all their places, whose middles lie in the frame between two points of the plan, or no further than
 * `margin` beside it; in plan order.
 */
export function pickBetween(
  plan: Plan,
  grid: Grid,
  a: readonly [number, number],
  b: readonly [number, number],
  margin = 0,
): number[] {
  const [left, right] = [Math.min(a[0], b[0]) - margin, Math.max(a[0], b[0]) + margin];
  const [top, bottom] = [Math.min(a[1], b[1]) - margin, Math.max(a[1], b[1]) + margin];
  const inside = (x: number, y: number) => x >= left && x <= right && y >= top && y <= bottom;
  const floors = plan.sections.filter(({ standing, center }) => standing && inside(...center));
  const seats = floors.flatMap(stretch);
  visit(grid, left, top, right, bottom, (seat) => {
    if (inside(plan.x[seat] ?? 0, plan.y[seat] ?? 0)) seats.push(seat);
  });
  return seats.sort((one, other) => one - other);
}

/** A choice by labels: sections and rows by their numbers, and a span of places counted from a row's first seat. */
export type Span = { section: number | null; row: number | null; from: number | null; to: number | null };

/** The seats of a span; what is null is not narrowed. */
export function pickSpan(plan: Plan, { section, row, from, to }: Span): number[] {
  const rows = plan.rows.filter(
    (each, number) => (section === null || each.section === section) && (row === null || number === row),
  );
  return rows.flatMap(({ first, count }) => {
    const begin = Math.max(1, from ?? 1);
    const end = Math.min(count, to ?? count);
    return end < begin ? [] : stretch({ first: first + begin - 1, count: end - begin + 1 });
  });
}

function stretch({ first, count }: { first: number; count: number }): number[] {
  return Array.from({ length: count }, (_, place) => first + place);
}
