import { fromMinor, toMinor } from "@/lib/format";
import type { Figures, FiguresIn } from "./useFigures";

/** What can be counted over all currencies: everything but money. */
export type Counts = Pick<Figures, "carts" | "placed" | "paid" | "cancelled" | "refunded" | "seats">;
export type CountsAt = Counts & { at: string };

const noCounts: Counts = { carts: 0, placed: 0, paid: 0, cancelled: 0, refunded: 0, seats: 0 };

function plus(a: Counts, b: Counts): Counts {
  return {
    carts: a.carts + b.carts,
    placed: a.placed + b.placed,
    paid: a.paid + b.paid,
    cancelled: a.cancelled + b.cancelled,
    refunded: a.refunded + b.refunded,
    seats: a.seats + b.seats,
  };
}

/** What happened in all currencies together. */
export function totalCounts(figures: readonly FiguresIn[]): Counts {
  return figures.reduce((sum, { totals }) => plus(sum, totals), noCounts);
}

/** What happened step by step in all currencies together; their steps are the same. */
export function countsOver(figures: readonly FiguresIn[]): CountsAt[] {
  const steps = figures[0]?.over ?? [];
  return steps.map(({ at }, index) => ({
    ...figures.reduce((sum, { over }) => plus(sum, over[index] ?? noCounts), noCounts),
    at,
  }));
}

/** A part of a whole; null of nothing, which has no parts. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** A share in words: what is something but less than a hundredth is said to be so, not to be nothing. */
export function tellShare(part: number, percent: (share: number) => string): string {
  return part > 0 && part < 0.01 ? `< ${percent(0.01)}` : percent(part);
}

/** An amount for each, rounded to what the currency has; null for none. */
export function average(amount: number, count: number, currency: string): number | null {
  return count > 0 ? fromMinor(Math.round(toMinor(amount, currency) / count), currency) : null;
}

export type Step = {
  key: "carts" | "placed" | "paid";
  count: number;
  /** Of the step before; null where it is the first, or that was empty. */
  ofBefore: number | null;
};

/** The way from a cart to a paid order. */
export function stepsOf({ carts, placed, paid }: Counts): Step[] {
  return [
    { key: "carts", count: carts, ofBefore: null },
    { key: "placed", count: placed, ofBefore: share(placed, carts) },
    { key: "paid", count: paid, ofBefore: share(paid, placed) },
  ];
}

/** Where a list of values has its most, which is null where all are nothing. */
export function bestOf(values: readonly number[]): number | null {
  const most = Math.max(0, ...values);
  return most > 0 ? values.indexOf(most) : null;
}
