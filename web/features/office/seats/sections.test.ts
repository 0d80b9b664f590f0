import { expect, test } from "vitest";
import { readAmount, readCount, times } from "./amount";
import { bodyOf, faultsOf, newSection, nextName, priceOf, type SectionForm, seatsOf, totalsOf } from "./sections";

const eur = { price: 35, currency: "EUR" };
const section = (change: Partial<SectionForm>): SectionForm => ({ ...newSection(1, "A"), ...change });

test("totals go along with what is typed: seats, prices and what they bring", () => {
  const sections = [
    section({ rows: "10", seatsPerRow: "20", factor: "1" }),
    section({ key: 2, name: "VIP", rows: "2", seatsPerRow: "5", factor: "2,5" }),
    section({ key: 3, name: "Floor", standing: true, capacity: "300", factor: "0.5" }),
  ];
  expect(sections.map(seatsOf)).toEqual([200, 10, 300]);
  expect(sections.map((each) => priceOf(each, eur))).toEqual([35, 87.5, 17.5]);
  expect(totalsOf(sections, eur)).toEqual({ seats: 510, revenue: 200 * 35 + 10 * 87.5 + 300 * 17.5 });
});

test("a section that is half typed counts nothing and breaks no total", () => {
  const half = section({ rows: "", factor: "x" });
  expect(seatsOf(half)).toBe(0);
  expect(priceOf(half, eur)).toBeNull();
  expect(totalsOf([half, section({ key: 2, rows: "1", seatsPerRow: "1" })], eur)).toEqual({ seats: 1, revenue: 35 });
});

test("prices are rounded as the server rounds them, with no float between", () => {
  expect(times(1005, "1.1")).toBe(1106); // 1105.5
  expect(times(3500, "1.333333")).toBe(4667);
  expect(times(2999, "0")).toBe(0);
  expect(times(100, "-1")).toBeNull();
  expect(priceOf(section({ factor: "1.15" }), { price: 1001, currency: "JPY" })).toBe(1151);
});

test("amounts are taken with a point or a comma, and not finer than their currency", () => {
  expect(readAmount("12,50", "EUR")).toBe(12.5);
  expect(readAmount(" 7 ", "EUR")).toBe(7);
  expect(readAmount("7.500", "EUR")).toBe(7.5);
  expect(readAmount("7.505", "EUR")).toBeNull();
  expect(readAmount("7.5", "JPY")).toBeNull();
  for (const none of ["", "-1", "1e3", "free"]) expect(readAmount(none, "EUR")).toBeNull();
  expect([readCount("0"), readCount("2.5"), readCount("12")]).toEqual([null, null, 12]);
});

test("each fault is named where it is", () => {
  const faults = (change: Partial<SectionForm>, all: SectionForm[] = []) => [
    ...faultsOf(section(change), all, ["Stalls"]),
  ];
  expect(faults({})).toEqual([]);
  expect(faults({ name: " " })).toEqual(["noName"]);
  expect(faults({ name: "Stalls " })).toEqual(["taken"]);
  expect(faults({}, [section({ key: 2 })])).toEqual(["sameName"]);
  expect(faults({ rows: "0", seatsPerRow: "a", factor: "-2" })).toEqual(["rows", "seatsPerRow", "factor"]);
  expect(faults({ standing: true, capacity: "" })).toEqual(["capacity"]);
});

test("a request says rows or a capacity, never both", () => {
  const sent = bodyOf([
    section({}),
    section({ key: 2, name: " Floor ", standing: true, capacity: "40", factor: "0,5" }),
  ]);
  expect(sent.sectionConfigurations).toEqual([
    { sectionCode: "A", priceMultiplier: 1, rows: 10, seatsPerRow: 20 },
    { sectionCode: "Floor", priceMultiplier: 0.5, capacity: 40 },
  ]);
});

test("a new section has a name that is free", () => {
  expect(nextName(["A", "C"])).toBe("B");
  const all = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n));
  expect(nextName(all)).toBe("AA");
});
