import { expect, test } from "vitest";
import { average, bestOf, countsOver, share, stepsOf, tellShare, totalCounts } from "./figures";
import { testFigures } from "./testFigures";
import { daysAgo, hoursAgo } from "./useFigures";

test("a share of nothing is none, not a number that is none", () => {
  expect(share(3, 4)).toBe(0.75);
  expect(share(0, 4)).toBe(0);
  expect(share(0, 0)).toBeNull();
  expect(share(1, 0)).toBeNull();
});

test("little is not told as nothing", () => {
  const percent = (part: number) => `${Math.round(part * 100)}%`;
  expect([0, 0.0003, 0.01, 0.5].map((part) => tellShare(part, percent))).toEqual(["0%", "< 1%", "1%", "50%"]);
});

test("an average is rounded to the currency, and none of nothing", () => {
  expect(average(100, 3, "EUR")).toBe(33.33);
  expect(average(1000, 3, "JPY")).toBe(333);
  expect(average(0.3, 3, "EUR")).toBe(0.1);
  expect(average(0, 0, "EUR")).toBeNull();
});

test("steps are told by the step before", () => {
  expect(stepsOf(totalCounts([testFigures("EUR", [{ carts: 8, placed: 6, paid: 3 }])]))).toEqual([
    { key: "carts", count: 8, ofBefore: null },
    { key: "placed", count: 6, ofBefore: 0.75 },
    { key: "paid", count: 3, ofBefore: 0.5 },
  ]);
  expect(stepsOf(totalCounts([])).map(({ ofBefore }) => ofBefore)).toEqual([null, null, null]);
});

test("counts of all currencies add up day by day; money does not", () => {
  const both = [
    testFigures("EUR", [{ seats: 2, paid: 1 }, { seats: 0 }]),
    testFigures("USD", [
      { seats: 3, paid: 2 },
      { seats: 4, paid: 1 },
    ]),
  ];
  expect(countsOver(both).map(({ seats }) => seats)).toEqual([5, 4]);
  expect(countsOver(both).map(({ at }) => at)).toEqual(["2036-05-01T00:00:00Z", "2036-05-02T00:00:00Z"]);
  expect(totalCounts(both)).toMatchObject({ seats: 9, paid: 4 });
  expect(countsOver([])).toEqual([]);
});

test("the best day is the first of the highest, and none of nothing", () => {
  expect(bestOf([1, 4, 4, 2])).toBe(1);
  expect(bestOf([0, 0])).toBeNull();
  expect(bestOf([])).toBeNull();
});

test("days and hours are counted back to their beginning in UTC", () => {
  expect(daysAgo(29, Date.parse("2036-03-01T17:20:30Z"))).toBe("2036-02-01T00:00:00.000Z");
  expect(hoursAgo(23, Date.parse("2036-03-01T17:20:30Z"))).toBe("2036-02-29T18:00:00.000Z");
  expect(daysAgo(0, Date.parse("2036-03-01T00:00:00Z"))).toBe("2036-03-01T00:00:00.000Z");
});
