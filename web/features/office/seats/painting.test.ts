import { describe, expect, test } from "vitest";
import { readPlan } from "@/components/plan/model/plan";
import { testPlan } from "@/components/plan/model/testPlan";
import { freshColor, hexOf, inkOn, palette } from "./colors";
import { newHistory, record, redo, undo } from "./history";
import {
  addCategory,
  categoryFaults,
  changeCategory,
  changesOf,
  countsOf,
  isEmpty,
  movedIn,
  paint,
  readPainting,
  revenueOf,
} from "./painting";

// Front (50) has the five seats of A 1; Back (20.5) the others, of which two are marked: so it is mixed.
const base = readPainting(readPlan(testPlan));

describe("painting", () => {
  test("begins as the plan stands, with nothing to save", () => {
    expect(countsOf(base)).toEqual([5, 7]);
    expect(revenueOf(base, countsOf(base), "USD")).toBe(5 * 50 + 7 * 20.5);
    expect(base.categories.map(({ kind }) => kind)).toEqual(["all", "mixed"]);
    expect(isEmpty(changesOf(base, base, "USD"))).toBe(true);
  });

  test("moves seats and leaves what was there before as it was", () => {
    const next = paint(base, [5, 6, 7], 0);
    expect(countsOf(next)).toEqual([8, 4]);
    expect(countsOf(base)).toEqual([5, 7]);
    expect(paint(next, [5, 6], 0)).toBe(next);
  });

  test("counts a price that is none as nothing, and says so", () => {
    const wrong = changeCategory(base, 0, { price: "ten" });
    expect(revenueOf(wrong, countsOf(wrong), "USD")).toBe(7 * 20.5);
    expect([...categoryFaults(wrong, countsOf(wrong), 0, "USD")]).toEqual(["price"]);
  });

  test("asks names to be there and to differ, of categories that have seats", () => {
    const same = changeCategory(base, 1, { name: "Front " });
    expect([...categoryFaults(same, countsOf(same), 1, "USD")]).toEqual(["sameName"]);
    const empty = addCategory(base, "");
    expect([...categoryFaults(empty, countsOf(empty), 2, "USD")]).toEqual([]);
    const used = paint(empty, [0], 2);
    expect([...categoryFaults(used, countsOf(used), 2, "USD")]).toEqual(["noName"]);
  });
});

describe("the request", () => {
  test("has only the seats that move and the categories that they come to", () => {
    const changes = changesOf(base, paint(base, [4, 5, 6], 0), "USD");
    expect(changes.painted).toEqual([{ category: "Front", seats: [5, 6] }]);
    expect(changes.categories.map(({ name }) => name)).toEqual(["Front"]);
    expect(movedIn(changes)).toBe(2);
  });

  test("has a price alone where no seat moves", () => {
    const changes = changesOf(base, changeCategory(base, 1, { price: "25,5" }), "USD");
    expect(changes.painted).toEqual([]);
    expect(changes.categories).toEqual([{ name: "Back", color: base.categories[1]?.color, price: 25.5 }]);
    expect(isEmpty(changesOf(base, changeCategory(base, 1, { price: "20.50" }), "USD"))).toBe(true);
  });

  test("makes a new category with its marks, and leaves out one without seats", () => {
    const more = addCategory(addCategory(base, "Box"), "Unused");
    const changes = changesOf(
      base,
      paint(changeCategory(more, 2, { price: "80", kind: "accessible" }), [0, 11], 2),
      "USD",
    );
    expect(changes.painted).toEqual([{ category: "Box", seats: [0, 11] }]);
    expect(changes.categories).toMatchObject([{ name: "Box", price: 80, accessible: true, companion: false }]);
  });

  test("takes another name for another category, to which all seats move", () => {
    const changes = changesOf(base, changeCategory(base, 0, { name: "Stalls" }), "USD");
    expect(changes.painted).toEqual([{ category: "Stalls", seats: [0, 1, 2, 3, 4] }]);
    expect(changes.categories.map(({ name }) => name)).toEqual(["Stalls"]);
  });

  test("is empty again after there and back", () => {
    expect(isEmpty(changesOf(base, paint(paint(base, [0], 1), [0], 0), "USD"))).toBe(true);
  });
});

describe("undo and redo", () => {
  test("lead back and forth, and a new step ends the way forth", () => {
    let history = record(record(newHistory("a"), "b"), "c");
    history = undo(history);
    expect(history.now).toBe("b");
    expect(redo(history).now).toBe("c");
    expect(undo(undo(undo(history))).now).toBe("a");
    expect(redo(record(history, "d")).now).toBe("d");
  });

  test("take letters typed into one field for one step", () => {
    let history = newHistory("1");
    for (const text of ["12", "12.", "12.5"]) history = record(history, text, "price");
    expect(undo(history).now).toBe("1");
    expect(undo(record(history, "x", "name")).now).toBe("12.5");
    expect(record(history, "12.5")).toBe(history);
  });
});

test("colours are read in the forms that plans have, and their letters stay readable", () => {
  expect([hexOf("#ABC"), hexOf("rgb(0, 128, 255)"), hexOf("#7b3fe4"), hexOf("teal")]).toEqual([
    ...["#aabbcc", "#0080ff", "#7b3fe4"],
    null,
  ]);
  expect([inkOn("#f2c94c"), inkOn("#7b3fe4")]).toEqual(["#000000", "#ffffff"]);
});

test("a new category's colour is none that is near a used one", () => {
  expect(freshColor([])).toBe(palette[0]);
  expect(freshColor(["#2f80ed", "#27ae60"])).not.toBe("#2f6fd6");
  expect(freshColor(palette.slice(0, -1))).toBe(palette.at(-1));
});
