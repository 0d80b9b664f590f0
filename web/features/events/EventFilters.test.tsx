import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { EventFilters } from "./EventFilters";
import { noFilters } from "./filters";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => Response.json([]));
});
afterEach(() => void vi.useRealTimers());

function typed(): (next: unknown) => void {
  const change = vi.fn();
  render(
    <Queries>
      <EventFilters filters={noFilters} onChange={change} />
      <a href="#event">An event</a>
    </Queries>,
  );
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "jazz" } });
  return change;
}

test("words that were typed count after a pause", () => {
  const change = typed();
  expect(change).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(change).toHaveBeenCalledExactlyOnceWith({ ...noFilters, q: "jazz" });
});

test("whoever follows a link before the pause is over is not called back to the list", () => {
  const change = typed();
  fireEvent.click(screen.getByRole("link", { name: "An event" }));
  vi.runAllTimers();
  expect(change).not.toHaveBeenCalled();
});
