import { fromMinor, toMinor } from "@/lib/format";
import { readCount, readFactor, times } from "./amount";

/** A section as it is typed: seats in rows, or standing places. */
export type SectionForm = {
  key: number;
  name: string;
  standing: boolean;
  rows: string;
  seatsPerRow: string;
  capacity: string;
  factor: string;
};

/** What seats cost before a section's factor. */
export type Base = { price: number; currency: string };

export type SectionFault = "noName" | "sameName" | "taken" | "rows" | "seatsPerRow" | "capacity" | "factor";

export function newSection(key: number, name: string): SectionForm {
  return { key, name, standing: false, rows: "10", seatsPerRow: "20", capacity: "200", factor: "1" };
}

/** A name that no section has yet: A, B, …, Z, then AA. */
export function nextName(taken: readonly string[]): string {
  const letters = (n: number): string =>
    (n < 26 ? "" : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
  let n = 0;
  while (taken.includes(letters(n))) n += 1;
  return letters(n);
}

/** How many places a section makes; 0 while its numbers are none. */
export function seatsOf(section: SectionForm): number {
  if (section.standing) return readCount(section.capacity) ?? 0;
  return (readCount(section.rows) ?? 0) * (readCount(section.seatsPerRow) ?? 0);
}

/** What one of its places costs, or null while its factor is no number. */
export function priceOf(section: SectionForm, { price, currency }: Base): number | null {
  const minor = times(toMinor(price, currency), section.factor);
  return minor === null ? null : fromMinor(minor, currency);
}

export type Totals = { seats: number; revenue: number };

/** All places together, and what they bring if every one is sold. */
export function totalsOf(sections: readonly SectionForm[], base: Base): Totals {
  let seats = 0;
  let minor = 0;
  for (const section of sections) {
    const count = seatsOf(section);
    seats += count;
    minor += count * (times(toMinor(base.price, base.currency), section.factor) ?? 0);
  }
  return { seats, revenue: fromMinor(minor, base.currency) };
}

/** What is wrong with a section, before it is sent; `there` are the names that the plan has. */
export function faultsOf(
  section: SectionForm,
  all: readonly SectionForm[],
  there: readonly string[],
): ReadonlySet<SectionFault> {
  const faults = new Set<SectionFault>();
  const name = section.name.trim();
  if (name === "") faults.add("noName");
  else if (there.includes(name)) faults.add("taken");
  else if (all.some((other) => other.key !== section.key && other.name.trim() === name)) faults.add("sameName");
  if (section.standing) {
    if (readCount(section.capacity) === null) faults.add("capacity");
  } else {
    if (readCount(section.rows) === null) faults.add("rows");
    if (readCount(section.seatsPerRow) === null) faults.add("seatsPerRow");
  }
  if (readFactor(section.factor) === null) faults.add("factor");
  return faults;
}

/** The request for sections without faults. */
export function bodyOf(sections: readonly SectionForm[]) {
  return {
    sectionConfigurations: sections.map((section) => ({
      sectionCode: section.name.trim(),
      priceMultiplier: readFactor(section.factor) ?? 1,
      ...(section.standing
        ? { capacity: seatsOf(section) }
        : { rows: readCount(section.rows) ?? 0, seatsPerRow: readCount(section.seatsPerRow) ?? 0 }),
    })),
  };
}
