import { describe, expect, test } from "vitest";
import { clamp, framing, toPlan, toScreen, zoomAt } from "./camera";
import { maskOf, noFilters, summaryOf } from "./filters";
import { nearest, visit } from "./grid";
import { newSeatMap, takeDelta, takeSnapshot } from "./map";
import { besides, step } from "./party";
import { findSeat, priceOf, readPlan, rowOf, seatLabel, sectionOf } from "./plan";
import { sectionAt } from "./sectionAt";
import { available, decodeStates, held, off, sold } from "./states";
import { testPlan } from "./testPlan";

const doc = testPlan;
const plan = readPlan(doc);

function pack(states: readonly number[]): string {
  const bytes = new Uint8Array(Math.ceil(states.length / 4));
  states.forEach((state, seat) => {
    bytes[seat >> 2] = (bytes[seat >> 2] ?? 0) | (state << ((seat & 3) * 2));
  });
  return btoa(String.fromCharCode(...bytes));
}

const mixed = [available, held, sold, off, available, sold, held, available, off, available, available, sold];

describe("the plan", () => {
  test("adds the steps along a row up to places", () => {
    expect([...plan.x]).toEqual([1000, 2000, 3000, 6000, 7000, 1000, 2000, 3000, 12_000, 13_000, 14_000, 15_000]);
    expect([plan.y[4], plan.y[5], plan.y[11]]).toEqual([1000, 2000, 1000]);
    expect(plan.pitch).toBe(1000);
  });

  test("names seats, counted or with labels, and finds them again", () => {
    for (let seat = 0; seat < plan.seats; seat++)
      expect(findSeat(plan, sectionOf(plan, seat).name, rowOf(plan, seat).label, seatLabel(plan, seat))).toBe(seat);
    expect([seatLabel(plan, 7), seatLabel(plan, 10), priceOf(plan, 7)]).toEqual(["13", "c", 20.5]);
    expect([findSeat(plan, "A", "2", "14"), findSeat(plan, "C", "1", "1"), findSeat(plan, "B", "1", "z")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("states", () => {
  test("are two bits a seat, the first in the lowest", () => {
    expect(decodeStates("5A==", 4)).toEqual(Uint8Array.of(available, held, sold, off));
    expect([...decodeStates(pack(mixed), 12)]).toEqual(mixed);
  });

  test("that are missing are not for sale", () => {
    expect([...decodeStates(pack(mixed.slice(0, 4)), 6)]).toEqual([available, held, sold, off, off, off]);
  });

  test("go on by deltas, jumps included, and never back", () => {
    const map = newSeatMap(plan, "h");
    expect(takeSnapshot(map, { sequence: 5, plan: "h", states: pack(mixed) })).toBe("applied");
    expect(map.left).toBe(5);
    expect(takeDelta(map, { sequence: 9, changes: [[0, sold]] })).toBe("applied");
    expect([map.states[0], map.left, map.sequence]).toEqual([sold, 4, 9]);
    expect(takeDelta(map, { sequence: 9, changes: [[1, available]] })).toBe("old");
    expect(takeDelta(map, { sequence: 6, changes: [[1, available]] })).toBe("old");
    expect(map.states[1]).toBe(held);
  });

  test("with a gap change nothing and ask for a snapshot, which heals", () => {
    const map = newSeatMap(plan, "h");
    expect(takeDelta(map, { sequence: 1, changes: [[0, sold]] })).toBe("gap");
    takeSnapshot(map, { sequence: 5, plan: "h", states: pack(mixed) });
    for (const change of [
      [12, sold],
      [-1, sold],
      [0, 4],
    ] as [number, number][])
      expect(takeDelta(map, { sequence: 6, changes: [[1, available], change] })).toBe("gap");
    expect([map.states[1], map.sequence]).toEqual([held, 5]);
    expect(takeSnapshot(map, { sequence: 8, plan: "h", states: pack(Array(12).fill(sold)) })).toBe("applied");
    expect([map.left, map.sequence]).toEqual([0, 8]);
  });

  test("of another plan are not taken", () => {
    const map = newSeatMap(plan, "h");
    expect(takeSnapshot(map, { sequence: 5, plan: "other", states: "" })).toBe("other");
    expect(map.sequence).toBeNull();
  });
});

describe("finding by place", () => {
  const { grid } = newSeatMap(plan, "h");

  test("hits the nearest seat within reach", () => {
    expect(nearest(plan, grid, 2100, 1100, 700)).toBe(1);
    expect(nearest(plan, grid, 2100, 1900, 700)).toBe(6);
    expect(nearest(plan, grid, 4500, 1000, 700)).toBeNull();
    expect(nearest(plan, grid, -90_000, 1000, 700)).toBeNull();
  });

  test("visits each seat once, and only near ones", () => {
    const seen: number[] = [];
    visit(grid, ...plan.bounds, (seat) => seen.push(seat));
    expect(seen.sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  });

  test("knows the section under a point", () => {
    expect([
      sectionAt(plan, 2000, 1500)?.name,
      sectionAt(plan, 12_500, 1000)?.name,
      sectionAt(plan, 9500, 9000),
    ]).toEqual(["A", "B", null]);
  });
});

describe("the camera", () => {
  const size = { width: 800, height: 600 };

  test("leads to the screen and back", () => {
    const camera = framing(plan.bounds, size);
    const [x, y] = toPlan(camera, size, ...toScreen(camera, size, 3000, 1500));
    expect([x, y]).toEqual([expect.closeTo(3000), expect.closeTo(1500)]);
  });

  test("shows every seat whole", () => {
    const camera = framing(plan.bounds, size, 0);
    const half = (plan.pitch / 2) * camera.scale;
    for (let seat = 0; seat < plan.seats; seat++) {
      const [x, y] = toScreen(camera, size, plan.x[seat] ?? 0, plan.y[seat] ?? 0);
      expect(Math.min(x, y, size.width - x, size.height - y)).toBeGreaterThanOrEqual(half - 0.001);
    }
  });

  test("keeps the point under the pointer while it zooms", () => {
    const camera = framing(plan.bounds, size);
    const before = toPlan(camera, size, 100, 500);
    const after = toPlan(zoomAt(camera, size, 100, 500, camera.scale * 3), size, 100, 500);
    expect(after).toEqual([expect.closeTo(before[0]), expect.closeTo(before[1])]);
  });

  test("stays within the plan and between its whole and a thumb's size", () => {
    const far = clamp({ x: -1e9, y: 1e9, scale: 1e9 }, plan.bounds, size, plan.pitch);
    expect(far).toEqual({ x: plan.bounds[0], y: 1500, scale: 64 / plan.pitch });
    expect(clamp({ x: 0, y: 0, scale: 0 }, plan.bounds, size, plan.pitch)).toEqual(framing(plan.bounds, size));
  });
});

describe("filters", () => {
  const states = Uint8Array.from(mixed);

  test("that are not set let everything through", () => {
    expect(maskOf(plan, noFilters)).toBeNull();
    expect(summaryOf(plan, states, null, 0, 12)).toEqual({ left: 5, from: 20.5, to: 50 });
  });

  test("by price, section and wheelchair places", () => {
    const left = (some: Partial<typeof noFilters>) =>
      summaryOf(plan, states, maskOf(plan, { ...noFilters, ...some }), 0, 12).left;
    expect(left({ maxPrice: 20.5 })).toBe(3);
    expect(left({ section: "A" })).toBe(3);
    expect(left({ section: "A", maxPrice: 20.5 })).toBe(1);
    expect(left({ accessible: true })).toBe(0);
    expect(summaryOf(plan, states, maskOf(plan, { ...noFilters, maxPrice: 1 }), 0, 12)).toEqual({
      left: 0,
      from: null,
      to: null,
    });
  });
});

describe("a party", () => {
  const free = new Uint8Array(12);

  test("sits together and not across an aisle", () => {
    expect(besides(plan, free, 0, 3)).toEqual([0, 1, 2]);
    expect(besides(plan, free, 2, 3)).toEqual([0, 1, 2]);
    expect(besides(plan, free, 2, 4)).toEqual([0, 1, 2]);
    expect(besides(plan, free, 4, 2)).toEqual([3, 4]);
  });

  test("takes no seat of others and no place for those who need it", () => {
    expect(besides(plan, Uint8Array.from(mixed), 0, 2)).toEqual([0]);
    expect(besides(plan, free, 10, 3)).toEqual([10, 11]);
  });

  test("is walked to by keys", () => {
    expect(["ArrowLeft", "ArrowRight", "ArrowDown", "PageDown", "PageUp"].map((key) => step(plan, 1, key))).toEqual([
      0, 2, 6, 8, 1,
    ]);
    expect([step(plan, 0, "ArrowLeft"), step(plan, 4, "ArrowRight"), step(plan, 0, "ArrowUp")]).toEqual([0, 4, 0]);
  });
});
