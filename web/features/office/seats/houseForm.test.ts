import { expect, test } from "vitest";
import { available, held, sold } from "@/components/plan/model/states";
import { houseFaults, mostHeld, toggle } from "./houseForm";

const form = { note: "Press", until: "" };

test("a hold needs seats and a note, and an end that is to come", () => {
  expect([...houseFaults(form, 2, null, 1000)]).toEqual([]);
  expect([...houseFaults({ ...form, note: " " }, 0, 1000, 1000)]).toEqual(["noSeats", "noNote", "past"]);
  expect([...houseFaults({ ...form, note: "x".repeat(201) }, mostHeld + 1, 2000, 1000)]).toEqual([
    "tooMany",
    "longNote",
  ]);
});

test("a choice takes free seats only, and lets them go when all of them are in it", () => {
  const states = Uint8Array.of(available, held, available, sold, available);
  const two = toggle(new Set(), [0, 1, 2, 3], states);
  expect([...two]).toEqual([0, 2]);
  expect([...toggle(two, [2, 4], states)]).toEqual([0, 2, 4]);
  expect([...toggle(two, [0, 2, 3], states)]).toEqual([]);
  expect([...toggle(two, [1, 3], states)]).toEqual([0, 2]);
});
