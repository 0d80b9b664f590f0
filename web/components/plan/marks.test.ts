import { expect, test } from "vitest";
import { marks, moved } from "./marks";

const numbers = (d: string) => d.match(/-?\d+(\.\d+)?/g)?.length ?? 0;

test("a path is moved by its beginnings", () => {
  expect(moved("M-12 -50v58h38M20 40l1.6 -2.7z", 100, 1000)).toBe("M88 950v58h38M120 1040l1.6 -2.7z");
});

test("every mark can be moved: after its beginnings it goes on relatively", () => {
  for (const { d } of Object.values(marks).flat()) {
    expect(d).toMatch(/^M[^A-LN-Z]+$/);
    expect(numbers(moved(d, 5, 7))).toBe(numbers(d));
    expect(moved(moved(d, 5, 7), -5, -7)).toBe(d);
  }
});
