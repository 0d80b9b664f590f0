import { expect, test } from "vitest";
import { probablyMeant } from "./typo";

test.each([
  ["ada@gmial.com", "ada@gmail.com"],
  ["ada@gmail.con", "ada@gmail.com"],
  ["ada@gmai.con", "ada@gmail.com"],
  ["ada@gmail.co", "ada@gmail.com"],
  ["ada@hotmial.es", "ada@hotmail.es"],
  [" Ada@WEBB.de ", "Ada@web.de"],
  ["ada@gmxx.de", "ada@gmx.de"],
])("%s was probably meant to be %s", (typed, meant) => {
  expect(probablyMeant(typed)).toBe(meant);
});

test.each([
  "ada@gmail.com",
  "ada@mail.com",
  "ada@gmx.at",
  "ada@yahoo.de",
  "ada@example.com",
  "ada@uni-wien.ac.at",
  "ada",
  "@gmail.co",
  "ada@",
])("%s is left alone", (typed) => {
  expect(probablyMeant(typed)).toBeNull();
});
