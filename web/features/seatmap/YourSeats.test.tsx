import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Choice } from "./useChoice";
import { YourSeats } from "./YourSeats";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));

const begin = new Date("2036-01-01T12:00:00Z");
const over = /^The time is over/;

/** What the visitor holds until so many seconds after the beginning; null: nothing. */
function choice(seconds: number | null, refresh = vi.fn()): Choice {
  const soonest = seconds === null ? null : new Date(begin.getTime() + seconds * 1000).toISOString();
  const hold = { reservationId: "r", sectionCode: "STALLS", row: "C", seat: "1", price: 45.5, currency: "EUR" };
  return { holds: soonest ? [hold] : [], soonest, refresh, again: vi.fn() } as unknown as Choice;
}

const shows = (seats: Choice) => <YourSeats choice={seats} currency="EUR" />;

afterEach(() => vi.useRealTimers());

test("the end of what is held is said, and the same seats are offered, until there is a new hold", () => {
  vi.useFakeTimers({ now: begin });
  const refresh = vi.fn();
  const { rerender } = render(shows(choice(2, refresh)));
  act(() => vi.advanceTimersByTime(1000));
  expect(refresh).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(1100));
  expect(refresh, "what is left is asked for").toHaveBeenCalledTimes(1);
  expect(screen.queryByText(over), "not before the server has let them go").toBeNull();
  act(() => vi.advanceTimersByTime(3000));
  expect(refresh, "and once more").toHaveBeenCalledTimes(2);
  rerender(shows(choice(null)));
  screen.getByText(over);
  screen.getByRole("button", { name: "Get the same seats again" });

  rerender(shows(choice(900)));
  expect(screen.queryByText(over)).toBeNull();
  rerender(shows(choice(null)));
  expect(screen.queryByText(over), "these were let go by hand").toBeNull();
});
