import { type Plan, rowOf } from "./plan";
import { available } from "./states";

/** Seats beside each other around a tapped one, as many as asked for; fewer where the free ones around it are fewer. */
export function besides(plan: Plan, states: Uint8Array, seat: number, size: number): number[] {
  const row = rowOf(plan, seat);
  const at = (place: number) => plan.line[place] ?? 0;
  let first = plan.place[seat] ?? 0; // places along the row, not numbers: those may lie to and fro
  let last = first;
  const free = (next: number, from: number) =>
    next >= row.first &&
    next < row.first + row.count &&
    states[at(next)] === available &&
    plan.accessible[at(next)] === plan.accessible[seat] &&
    gap(plan, at(next), at(from)) < plan.pitch * 1.8; // more is an aisle
  while (last - first + 1 < size) {
    if (free(last + 1, last)) last += 1;
    else if (free(first - 1, first)) first -= 1;
    else break;
  }
  return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
}

function gap(plan: Plan, a: number, b: number): number {
  return Math.hypot((plan.x[a] ?? 0) - (plan.x[b] ?? 0), (plan.y[a] ?? 0) - (plan.y[b] ?? 0));
}

/** Where the arrow keys lead from a seat: along its row, to the nearest seat of the next row, or to the next section. */
export function step(plan: Plan, seat: number, key: string): number {
  const row = rowOf(plan, seat);
  const stride = plan.sections[row.section]?.standing ? 0 : 1; // standing places are one stop, all together
  const at = plan.place[seat] ?? 0;
  if (key === "ArrowLeft") return plan.line[Math.max(row.first, at - stride)] ?? seat;
  if (key === "ArrowRight") return plan.line[Math.min(row.first + row.count - 1, at + stride)] ?? seat;
  const number = plan.row[seat] ?? 0;
  if (key === "ArrowUp" || key === "ArrowDown") return across(plan, seat, number + (key === "ArrowUp" ? -1 : 1));
  const section = plan.sections[row.section + (key === "PageUp" ? -1 : key === "PageDown" ? 1 : 0)];
  return section && (key === "PageUp" || key === "PageDown") ? section.first : seat;
}

function across(plan: Plan, seat: number, number: number): number {
  const row = plan.rows[number];
  if (!row) return seat;
  let best = row.first;
  for (let other = row.first; other < row.first + row.count; other++)
    if (gap(plan, other, seat) < gap(plan, best, seat)) best = other;
  return best;
}
