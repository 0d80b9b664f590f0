import { companion, type Plan, wheelchair } from "@/components/plan/model/plan";
import { fromMinor, toMinor } from "@/lib/format";
import { readAmount } from "./amount";
import { colorOf, freshColor } from "./colors";

/** For whom a category's seats are; `mixed` where the plan marks only some of them, which stays as it is. */
export type Kind = "all" | "accessible" | "companion" | "mixed";

/** A price category as it is edited: the price is what was typed. */
export type Category = { name: string; color: string; price: string; kind: Kind };

/** Which category each seat is in, by its number in the list of categories. Never changed in place, so that every step can be undone. */
export type Painting = { categories: readonly Category[]; of: Uint8Array };

export const mostCategories = 100;

/** A plan as it stands, ready to be painted. */
export function readPainting(plan: Plan): Painting {
  const kinds = kindsOf(plan);
  return {
    of: plan.category.slice(),
    categories: plan.categories.map((name, n) => ({
      name,
      color: colorOf(plan.colors[n] ?? "", n),
      price: String(plan.prices[n] ?? 0),
      kind: kinds[n] ?? "all",
    })),
  };
}

function kindsOf(plan: Plan): Kind[] {
  const seen = plan.categories.map(() => new Set<number>());
  for (let seat = 0; seat < plan.seats; seat++) seen[plan.category[seat] ?? 0]?.add(plan.accessible[seat] ?? 0);
  return seen.map((marks) => {
    if (marks.size > 1) return "mixed";
    return marks.has(wheelchair) ? "accessible" : marks.has(companion) ? "companion" : "all";
  });
}

/** Puts seats into a category; the same painting where they are in it already. */
export function paint(painting: Painting, seats: readonly number[], category: number): Painting {
  if (seats.every((seat) => painting.of[seat] === category)) return painting;
  const of = painting.of.slice();
  for (const seat of seats) of[seat] = category;
  return { ...painting, of };
}

export function addCategory(painting: Painting, name: string): Painting {
  const color = freshColor(painting.categories.map((category) => category.color));
  const price = painting.categories.at(-1)?.price ?? "0";
  return { ...painting, categories: [...painting.categories, { name, color, price, kind: "all" }] };
}

export function changeCategory(painting: Painting, category: number, change: Partial<Category>): Painting {
  const categories = painting.categories.map((each, n) => (n === category ? { ...each, ...change } : each));
  return { ...painting, categories };
}

/** How many seats each category has. */
export function countsOf({ categories, of }: Painting): number[] {
  const counts = categories.map(() => 0);
  for (const category of of) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}

/** What all seats bring if every one is sold; prices that are none count nothing. */
export function revenueOf(painting: Painting, counts: readonly number[], currency: string): number {
  const minor = painting.categories.reduce(
    (sum, { price }, n) => sum + (counts[n] ?? 0) * toMinor(readAmount(price, currency) ?? 0, currency),
    0,
  );
  return fromMinor(minor, currency);
}

export type CategoryFault = "noName" | "sameName" | "price";

/** What is wrong with a category that has seats; one without goes, so that nothing about it matters. */
export function categoryFaults(
  painting: Painting,
  counts: readonly number[],
  category: number,
  currency: string,
): ReadonlySet<CategoryFault> {
  const faults = new Set<CategoryFault>();
  const { categories } = painting;
  const here = categories[category];
  if (!here || counts[category] === 0) return faults;
  const name = here.name.trim();
  const same = categories.some((each, n) => n !== category && counts[n] !== 0 && each.name.trim() === name);
  if (name === "") faults.add("noName");
  else if (same) faults.add("sameName");
  if (readAmount(here.price, currency) === null) faults.add("price");
  return faults;
}

/** What is to be asked of the server: categories that are new or different, and the seats that move, by their numbers. */
export type Changes = {
  categories: { name: string; color: string; price: number; accessible?: boolean; companion?: boolean }[];
  painted: { category: string; seats: number[] }[];
};

/** The difference between the plan as it stands and as it was painted. A category is known by its name: another name is another one. */
export function changesOf(base: Painting, now: Painting, currency: string): Changes {
  const before = new Map(base.categories.map((category) => [category.name, category]));
  const counts = countsOf(now);
  const moved = new Map<string, number[]>();
  const nameNow = now.categories.map(({ name }) => name.trim());
  const nameBefore = base.categories.map(({ name }) => name);
  for (let seat = 0; seat < now.of.length; seat++) {
    const name = nameNow[now.of[seat] ?? 0] ?? "";
    if (name === nameBefore[base.of[seat] ?? 0]) continue;
    const seats = moved.get(name);
    if (seats) seats.push(seat);
    else moved.set(name, [seat]);
  }
  const categories = now.categories.flatMap((category, n) => {
    const name = nameNow[n] ?? "";
    const old = before.get(name);
    const price = readAmount(category.price, currency) ?? 0;
    const same =
      old &&
      Number(old.price) === price &&
      old.color === category.color &&
      old.kind === category.kind &&
      !moved.has(name);
    if (counts[n] === 0 || same) return [];
    return [{ name, color: category.color, price, ...marksOf(category.kind) }];
  });
  return { categories, painted: [...moved].map(([category, seats]) => ({ category, seats })) };
}

function marksOf(kind: Kind): { accessible?: boolean; companion?: boolean } {
  return kind === "mixed" ? {} : { accessible: kind === "accessible", companion: kind === "companion" };
}

export function isEmpty({ categories, painted }: Changes): boolean {
  return categories.length === 0 && painted.length === 0;
}

/** How many seats move into another category. */
export function movedIn({ painted }: Changes): number {
  return painted.reduce((sum, { seats }) => sum + seats.length, 0);
}
