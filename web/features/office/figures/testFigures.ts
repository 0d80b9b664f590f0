import type { Figures, FiguresIn } from "./useFigures";

const nothing: Figures = {
  carts: 0,
  placed: 0,
  paid: 0,
  cancelled: 0,
  refunded: 0,
  seats: 0,
  revenue: 0,
  refunds: 0,
};

/** Figures for tests: day by day from the first of May. */
export function testFigures(currency: string, days: readonly Partial<Figures>[]): FiguresIn {
  const over = days.map((day, index) => ({ ...nothing, ...day, at: `2036-05-0${index + 1}T00:00:00Z` }));
  const sum = (name: keyof Figures) => over.reduce((total, day) => total + day[name], 0);
  const names = Object.keys(nothing) as (keyof Figures)[];
  const totals = Object.fromEntries(names.map((name) => [name, sum(name)])) as Figures;
  return { currency, totals, over };
}
