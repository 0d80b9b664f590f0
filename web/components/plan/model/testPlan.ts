import type { PlanDocument } from "./plan";

/** Two sections: A with rows of 5 (an aisle after the third) and 3, B with one row of 4 that has letters for numbers. For tests. */
export const testPlan: PlanDocument = {
  width: 20_000,
  height: 10_000,
  stage: [5000, 0],
  currency: "USD",
  categories: [
    { name: "Front", price: 50, seats: 5 },
    { name: "Back", price: 20.5, seats: 7 },
  ],
  areas: [],
  sections: [
    {
      ...{ name: "A", first: 0, seats: 8, bounds: [1000, 1000, 7000, 2000] },
      rows: [
        { label: "1", first: 0, x: [1000, 1000, 1000, 3000, 1000], y: [1000, 0, 0, 0, 0], from: 1, category: [0] },
        { label: "2", first: 5, x: [1000, 1000, 1000], y: [2000, 0, 0], from: 11, category: [1] },
      ],
    },
    {
      ...{ name: "B", first: 8, seats: 4, bounds: [12_000, 1000, 15_000, 1000] },
      rows: [
        {
          label: "1",
          first: 8,
          x: [12_000, 1000, 1000, 1000],
          y: [1000, 0, 0, 0],
          seats: ["a", "b", "c", "d"],
          category: [1],
        },
      ],
    },
  ],
  accessible: [8],
  companion: [9],
};
