import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Plan, Section } from "@/components/plan/model/plan";
import { Problem } from "@/lib/api";
import { StandingForm } from "./StandingForm";
import type { Choice } from "./useChoice";

const plan = { currency: "USD" } as Plan;
const section = { name: "Floor", standing: true } as Section;

function show(choice: Partial<Choice>, left = 40, onDone?: () => void) {
  const whole = { party: 1, limit: 6, mine: new Set<number>(), selling: true, ...choice } as Choice;
  const summary = { left, from: left === 0 ? null : 30, to: 30 };
  render(<StandingForm plan={plan} section={section} summary={summary} choice={whole} {...(onDone && { onDone })} />);
}

test("asks how many places, and holds them in the section at once", async () => {
  const best = vi.fn(async () => [2, 3]);
  const done = vi.fn();
  show({ best }, 40, done);
  expect(screen.getByRole("form", { name: "Floor" }).textContent).toContain("from $30 · 40 left");
  await userEvent.selectOptions(screen.getByLabelText("Places"), "2");
  await userEvent.click(screen.getByRole("button", { name: "Hold" }));
  expect(best).toHaveBeenCalledExactlyOnceWith({ quantity: 2, section: "Floor" });
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
});

test("offers no more than one may still have, nor than are left", () => {
  show({ mine: new Set([7, 8]) }, 3);
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["1", "2", "3"]);
});

test("says so where nothing is left, or nothing more is allowed", () => {
  show({}, 0);
  expect(screen.getByRole("form").textContent).toContain("Sold out");
  expect(screen.queryByRole("button", { name: "Hold" })).toBeNull();
});

test("says why places were not held, and stays", async () => {
  const done = vi.fn();
  const best = vi.fn(async () => Promise.reject(new Problem({ code: "no_seats", status: 409, detail: "Too few." })));
  show({ best }, 4, done);
  await userEvent.click(screen.getByRole("button", { name: "Hold" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Not held");
  expect(done).not.toHaveBeenCalled();
});
