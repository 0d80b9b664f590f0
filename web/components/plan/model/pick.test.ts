import { expect, test } from "vitest";
import { gridOf } from "./grid";
import { pickAt, pickBetween, pickSpan } from "./pick";
import { readPlan } from "./plan";
import { testPlan } from "./testPlan";

const plan = readPlan(testPlan);
const grid = gridOf(plan);

test("a tap takes a seat, its row or its section", () => {
  expect(pickAt(plan, "seat", 6)).toEqual([6]);
  expect(pickAt(plan, "frame", 6)).toEqual([6]);
  expect(pickAt(plan, "row", 6)).toEqual([5, 6, 7]);
  expect(pickAt(plan, "section", 6)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("a frame takes the seats within it, from whichever corner it is drawn", () => {
  expect(pickBetween(plan, grid, [1500, 500], [3500, 2500])).toEqual([1, 2, 6, 7]);
  expect(pickBetween(plan, grid, [3500, 2500], [1500, 500])).toEqual([1, 2, 6, 7]);
  expect(pickBetween(plan, grid, [4000, 500], [5500, 2500])).toEqual([]);
  expect(pickBetween(plan, grid, [1000, 1000], [2000, 1800], 300)).toEqual([0, 1, 5, 6]);
});

test("a span of the list takes as much as the plan's picture: everything, a section, a row or a part of one", () => {
  const all = { section: null, row: null, from: null, to: null };
  expect(pickSpan(plan, all)).toHaveLength(plan.seats);
  expect(pickSpan(plan, { ...all, section: 1 })).toEqual([8, 9, 10, 11]);
  expect(pickSpan(plan, { ...all, section: 0, row: 1 })).toEqual([5, 6, 7]);
  expect(pickSpan(plan, { section: 1, row: 2, from: 2, to: 3 })).toEqual([9, 10]);
  expect(pickSpan(plan, { section: 1, row: 2, from: 3, to: 2 })).toEqual([]);
});

test("a floor of standing places is taken as a whole", () => {
  const [rows, floor] = testPlan.sections;
  if (!rows || !floor) throw new Error("the test's plan has two sections");
  const standing = readPlan({ ...testPlan, sections: [rows, { ...floor, standing: true }] });
  expect(pickAt(standing, "seat", 9)).toEqual([8, 9, 10, 11]);
  expect(pickBetween(standing, gridOf(standing), [6500, 0], [20_000, 3000])).toEqual([4, 8, 9, 10, 11]);
});
