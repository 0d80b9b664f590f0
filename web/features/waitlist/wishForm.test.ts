import { expect, test } from "vitest";
import { bodyOf, emptyWish, faultsOf, isSound, priceOf } from "./wishForm";

const sound = { ...emptyWish, email: " ada@example.com " };

test("an address is enough, and what is not wanted is not sent", () => {
  expect(isSound(faultsOf(sound, 6))).toBe(true);
  expect(bodyOf(sound, "e")).toEqual({ eventId: "e", email: "ada@example.com", quantity: 1 });
});

test("a whole wish is sent whole", () => {
  const form = { ...sound, name: "Ada", quantity: "4", maxPrice: "45,50", sections: ["A", "B"], accessible: true };
  expect(bodyOf(form, "e")).toMatchObject({
    name: "Ada",
    quantity: 4,
    maxPrice: 45.5,
    sections: ["A", "B"],
    accessible: true,
  });
});

test("each fault is at its field", () => {
  expect(faultsOf(emptyWish, 6).email).toBe("emailMissing");
  expect(faultsOf({ ...sound, email: "ada" }, 6).email).toBe("emailShape");
  expect(faultsOf({ ...sound, quantity: "7" }, 6).quantity).toBe("quantity");
  expect(faultsOf({ ...sound, quantity: "1.5" }, 6).quantity).toBe("quantity");
  expect(faultsOf({ ...sound, maxPrice: "cheap" }, 6).maxPrice).toBe("price");
});

test.each([
  ["45", 45],
  ["45.5", 45.5],
  ["45,50", 45.5],
  ["", null],
  ["-1", null],
  ["1.000,00", null],
  ["1e3", null],
])("%j is the amount %j", (text, amount) => {
  expect(priceOf(text)).toBe(amount);
});
