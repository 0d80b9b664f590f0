import { expect, test } from "vitest";
import { lineUp } from "./line";
import { besides, step } from "./party";
import { type PlanDocument, readPlan } from "./plan";
import { available } from "./states";

const orderOf = (x: number[], y: number[]) => {
  const line = new Uint32Array(x.length);
  lineUp(line, 0, x.length, Float32Array.from(x), Float32Array.from(y));
  return [...line];
};

test("seats that go one way keep the order of their numbers, whichever way that is", () => {
  expect(orderOf([1, 2, 3], [5, 5, 5])).toEqual([0, 1, 2]);
  expect(orderOf([3, 2, 1], [5, 6, 7])).toEqual([0, 1, 2]);
  expect(orderOf([4, 4, 4], [4, 4, 4])).toEqual([0, 1, 2]);
});

test("odd numbers on one side and even ones on the other are put in line", () => {
  expect(orderOf([5, 6, 4, 7, 3], [0, 0, 1, 1, 2])).toEqual([4, 2, 0, 1, 3]);
  expect(orderOf([0, 0, 0, 0], [5, 6, 4, 7])).toEqual([2, 0, 1, 3]);
});

// Two rows of six: 5 3 1 2 4 6, as in halls that are numbered from the middle.
const row = (label: string, first: number, y: number) => ({
  ...{ label, first, y: [y, 0, 0, 0, 0, 0], from: 1, category: [0] },
  x: [3000, 1000, -2000, 3000, -4000, 5000],
});
const doc: PlanDocument = {
  ...{ width: 8000, height: 8000, stage: [3000, 0], currency: "USD", areas: [], accessible: [], companion: [] },
  categories: [{ name: "All", price: 30, seats: 12 }],
  sections: [
    {
      ...{ name: "Balcony", first: 0, seats: 12, bounds: [1000, 1000, 6000, 2000] },
      rows: [row("1", 0, 1000), row("2", 6, 2000)],
    },
  ],
};
const plan = readPlan(doc);

test("the arrow keys and a party go from neighbour to neighbour, not from number to number", () => {
  expect(step(plan, 0, "ArrowRight")).toBe(1);
  expect(step(plan, 0, "ArrowLeft")).toBe(2);
  expect(step(plan, 4, "ArrowLeft")).toBe(4);
  expect(besides(plan, new Uint8Array(12).fill(available), 2, 3)).toEqual([2, 0, 1]);
});

test("the outline runs around the rows once", () => {
  const [section] = plan.sections;
  const xs = section?.outlines[0]?.filter((_, i) => i % 2 === 0) ?? [];
  const turns = xs.filter((x, i) => i > 0 && i < xs.length - 1 && (x - (xs[i - 1] ?? x)) * ((xs[i + 1] ?? x) - x) < 0);
  expect(turns).toHaveLength(0);
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([1000, 6000]);
});

test("a section whose rows stand in two places has two outlines, the larger first", () => {
  const far = row("3", 12, 30_000);
  const [balcony] = doc.sections;
  if (!balcony) throw new Error("the test's plan has a section");
  const [section] = readPlan({ ...doc, sections: [{ ...balcony, seats: 18, rows: [...balcony.rows, far] }] }).sections;
  expect(section?.outlines).toHaveLength(2);
  const ys = section?.outlines.map((outline) => outline.filter((_, i) => i % 2 === 1));
  expect(ys?.map((each) => [Math.min(...each), Math.max(...each)])).toEqual([
    [1000, 2000],
    [30_000, 30_000],
  ]);
  expect(section?.center[1]).toBe(1500);
});
