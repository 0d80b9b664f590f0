import { expect, test } from "vitest";
import { emailFault, passwordFault } from "./checks";

test.each([
  ["", "missing"],
  ["  ", "missing"],
  ["ada", "shape"],
  ["ada@", "shape"],
  ["a da@example.com", "shape"],
  ["ada@example.com", null],
  [" ada@example.com ", null],
] as const)("the address %j: %s", (email, fault) => {
  expect(emailFault(email)).toBe(fault);
});

test.each([
  ["", "missing"],
  ["seven77", "short"],
  ["ééééééé", "short"], // characters are counted, not bytes
  ["a long sentence", null],
  ["x".repeat(256), null],
  ["x".repeat(257), "long"],
  ["é".repeat(129), "long"], // bytes are counted, not characters
  ["ada.lovelace", "address"],
  ["Ada.Lovelace@example.com", "address"],
] as const)("the new password %j: %s", (password, fault) => {
  expect(passwordFault(password, "ada.lovelace@example.com")).toBe(fault);
});
