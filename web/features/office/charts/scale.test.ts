import { expect, test } from "vitest";
import { axisFor, labelled } from "./scale";

test.each([
  [0, 4, 1],
  [3, 3, 3],
  [7, 8, 4],
  [41, 45, 3],
  [1234, 1600, 4],
])("an axis of seats up to %d ends at %d with %d lines", (most, end, lines) => {
  const axis = axisFor(most, true);
  expect(axis.lines.every((line) => Number.isInteger(line))).toBe(true);
  expect(axis.end).toBeGreaterThanOrEqual(most);
  expect([axis.end, axis.lines.length]).toEqual([most === 0 ? axis.end : end, lines]);
});

test("an axis without anything has room for something", () => {
  expect(axisFor(0).end).toBeGreaterThan(0);
  expect(axisFor(0, true)).toEqual({ end: 1, lines: [1] });
});

test("as many points are labelled as fit", () => {
  const shown = (points: number, fit: number) =>
    Array.from({ length: points }, (_, index) => index).filter(labelled(points, fit));
  expect(shown(30, 6)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(shown(7, 10)).toHaveLength(7);
  expect(shown(90, 0)).toEqual([0]);
});
