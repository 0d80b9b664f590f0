import { type Plan, priceOf, sectionOf, wheelchair } from "./plan";
import { available } from "./states";

export type SeatFilters = { section: string; maxPrice: number | null; accessible: boolean };

export const noFilters: SeatFilters = { section: "", maxPrice: null, accessible: false };

export function isFiltered(filters: SeatFilters): boolean {
  return filters.section !== "" || filters.maxPrice !== null || filters.accessible;
}

export function fits(plan: Plan, seat: number, filters: SeatFilters): boolean {
  if (filters.maxPrice !== null && priceOf(plan, seat) > filters.maxPrice) return false;
  if (filters.accessible && plan.accessible[seat] !== wheelchair) return false;
  return filters.section === "" || sectionOf(plan, seat).name === filters.section;
}

/** 1 for each seat that fits; null where everything does. */
export function maskOf(plan: Plan, filters: SeatFilters): Uint8Array | null {
  if (!isFiltered(filters)) return null;
  const mask = new Uint8Array(plan.seats);
  for (let seat = 0; seat < plan.seats; seat++) mask[seat] = fits(plan, seat, filters) ? 1 : 0;
  return mask;
}

export type Summary = { left: number; from: number | null; to: number | null };

export const noneLeft: Summary = { left: 0, from: null, to: null };

/** How many seats of a stretch are free and fit, and what they cost at least and at most. */
export function summaryOf(
  plan: Plan,
  states: Uint8Array,
  mask: Uint8Array | null,
  first: number,
  count: number,
): Summary {
  const summary: Summary = { left: 0, from: null, to: null };
  for (let seat = first; seat < first + count; seat++) {
    if (states[seat] !== available || (mask && !mask[seat])) continue;
    const price = priceOf(plan, seat);
    summary.left += 1;
    summary.from = summary.from === null ? price : Math.min(summary.from, price);
    summary.to = summary.to === null ? price : Math.max(summary.to, price);
  }
  return summary;
}
