import { expect, test } from "vitest";
import { badPrices, kindsFor, planForm, planQuery } from "./planForm";

const names = ["Cat. 1", "Wheelchair", "Companion"];

test("every category begins with the base price and with what its name says", () => {
  const form = planForm(names, 35);
  expect(form["Cat. 1"]).toEqual({ price: "35", kind: "all" });
  expect(form.Wheelchair?.kind).toBe("accessible");
  expect(form.Companion?.kind).toBe("companion");
  expect(planForm([], 35)).toEqual({});
});

test("what was typed stays with its category when another file is read", () => {
  const before = { ...planForm(names, 35), "Cat. 1": { price: "60", kind: "all" as const } };
  expect(planForm(["Cat. 1", "Box"], 35, before)).toEqual({
    "Cat. 1": { price: "60", kind: "all" },
    Box: { price: "35", kind: "all" },
  });
});

test("prices are sent as numbers, marks only where they differ from the names", () => {
  const form = { ...planForm(names, 35), "Cat. 1": { price: "60,5", kind: "all" as const } };
  expect(planQuery(form, "EUR")).toEqual({ prices: '{"Cat. 1":60.5,"Wheelchair":35,"Companion":35}' });
  const marked = { ...form, "Cat. 1": { price: "60", kind: "accessible" as const } };
  expect(planQuery(marked, "EUR")).toMatchObject({ accessible: ["Cat. 1", "Wheelchair"], companion: ["Companion"] });
  expect(planQuery({}, "EUR")).toEqual({});
});

test("prices that are none are found before anything is sent", () => {
  const form = { ...planForm(names, 35), Companion: { price: "", kind: "companion" as const } };
  expect(badPrices(form, "EUR")).toEqual(["Companion"]);
});

test("a category that its name marks is not unmarked as the last of its kind, which could not be sent", () => {
  const form = planForm(names, 35);
  expect(kindsFor("Wheelchair", form)).toEqual(["accessible", "companion"]);
  expect(kindsFor("Cat. 1", form)).toEqual(["all", "accessible", "companion"]);
  const other = { ...form, "Cat. 1": { price: "35", kind: "accessible" as const } };
  expect(kindsFor("Wheelchair", other)).toEqual(["all", "accessible", "companion"]);
});
