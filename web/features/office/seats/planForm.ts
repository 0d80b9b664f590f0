import { fromMinor, toMinor } from "@/lib/format";
import { readAmount } from "./amount";
import type { Kind } from "./painting";

export type FormKind = Exclude<Kind, "mixed">;

/** What is said about the categories of a plan that is to be imported. */
export type PlanForm = Readonly<Record<string, { price: string; kind: FormKind }>>;

export const largestPlan = 32 * 1024 * 1024; // bytes that the server reads

/** What a category's name says of its seats, as the server reads it. */
export function kindByName(name: string): FormKind {
  const text = name.toLowerCase();
  if (text.includes("companion")) return "companion";
  return text.includes("wheelchair") || text.includes("accessible") ? "accessible" : "all";
}

/** The form of a plan whose categories were read; what was typed before for a category of the same name stays. */
export function planForm(names: readonly string[], price: number, before: PlanForm = {}): PlanForm {
  return Object.fromEntries(
    names.map((name) => [name, before[name] ?? { price: String(price), kind: kindByName(name) }]),
  );
}

/** The categories whose prices are none. */
export function badPrices(form: PlanForm, currency: string): string[] {
  return Object.keys(form).filter((name) => readAmount(form[name]?.price ?? "", currency) === null);
}

export type PlanQuery = { prices?: string; accessible?: string[]; companion?: string[] };

/** How the form is sent. Marks go along where they differ from what the names say; a list of none would mean "by the names". */
export function planQuery(form: PlanForm, currency: string): PlanQuery {
  const names = Object.keys(form);
  if (names.length === 0) return {};
  const prices = Object.fromEntries(names.map((name) => [name, readAmount(form[name]?.price ?? "", currency) ?? 0]));
  const marked = (kind: Kind) => names.filter((name) => form[name]?.kind === kind);
  const byName = names.every((name) => form[name]?.kind === kindByName(name));
  const marks = byName ? {} : { accessible: marked("accessible"), companion: marked("companion") };
  return { prices: JSON.stringify(prices), ...marks };
}

/**
 * The kinds that a category can have. One whose name marks it cannot be unmarked while it is the last of its kind, since an empty list
 * is read as "by the names".
 */
export function kindsFor(name: string, form: PlanForm): FormKind[] {
  const byName = kindByName(name);
  const others = Object.keys(form).filter((other) => other !== name);
  const last = byName !== "all" && others.every((other) => form[other]?.kind !== byName);
  return (["all", "accessible", "companion"] as const).filter((kind) => kind !== "all" || !last);
}

/** What a plan brings if every seat is sold; prices that are none count nothing. */
export function revenueOf(
  form: PlanForm,
  categories: readonly { name: string; seats: number }[],
  currency: string,
): number {
  const minor = categories.reduce(
    (sum, { name, seats }) => sum + seats * toMinor(readAmount(form[name]?.price ?? "", currency) ?? 0, currency),
    0,
  );
  return fromMinor(minor, currency);
}
