import { expect, test } from "vitest";
import { gridOf, nearest } from "./grid";
import { step } from "./party";
import { type PlanDocument, readPlan } from "./plan";
import { floorAt } from "./sectionAt";

// A row of two seats, and three standing places in the middle of a floor behind it.
function document(areas: PlanDocument["areas"]): PlanDocument {
  return {
    ...{ width: 8000, height: 8000, stage: [3000, 0], currency: "USD", areas, accessible: [], companion: [] },
    categories: [{ name: "All", price: 30, seats: 5 }],
    sections: [
      {
        ...{ name: "A", first: 0, seats: 2, bounds: [1000, 1000, 2000, 1000] },
        rows: [{ label: "1", first: 0, x: [1000, 1000], y: [1000, 0] }],
      },
      {
        ...{ name: "Floor", standing: true, first: 2, seats: 3, bounds: [4000, 5000, 4000, 5000] },
        rows: [{ label: "", first: 2, x: [4000, 0, 0], y: [5000, 0, 0] }],
      },
    ],
  };
}

const drawn = readPlan(document([{ shape: "rectangle", x: 2000, y: 3000, width: 4000, height: 3000, text: "Floor" }]));

test("a standing section is its floor, from corner to corner", () => {
  expect(floorAt(drawn, 2100, 3100)?.name).toBe("Floor");
  expect(floorAt(drawn, 5900, 5900)?.name).toBe("Floor");
  expect(floorAt(drawn, 1000, 1000)).toBeNull();
  expect(drawn.sections[1]).toMatchObject({ center: [4000, 4500], tall: 3000 });
});

test("without a drawn floor it has room around its places", () => {
  const plan = readPlan(document([]));
  expect(floorAt(plan, 4000, 5000)?.name).toBe("Floor");
  expect(floorAt(plan, 1500, 1000)).toBeNull();
});

test("its places are not drawn or tapped one by one", () => {
  expect(nearest(drawn, gridOf(drawn), 4000, 5000, 500)).toBeNull();
  expect(nearest(drawn, gridOf(drawn), 2000, 1000, 500)).toBe(1);
});

test("is one stop for the keys", () => {
  expect(step(drawn, 1, "PageDown")).toBe(2);
  expect(step(drawn, 2, "ArrowRight")).toBe(2);
  expect(step(drawn, 2, "ArrowUp")).toBe(1);
});
