import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { summaryOf } from "@/components/plan/model/filters";
import { newSeatMap, type SeatMap } from "@/components/plan/model/map";
import { type PlanDocument, readPlan } from "@/components/plan/model/plan";
import { available, held, off, sold } from "@/components/plan/model/states";
import { testPlan } from "@/components/plan/model/testPlan";
import { Mark } from "@/components/plan/svg/Mark";
import type { CameraControl } from "@/components/plan/useCamera";
import type { PictureProps } from "./picture";
import { SeatsPicture } from "./SeatsPicture";
import type { Choice } from "./useChoice";

vi.mock("@/components/plan/svg/Mark", { spy: true }); // once a seat that is rendered

// The plan for tests with a floor of 30 standing places behind its seats.
const floor: PlanDocument["sections"][number] = {
  ...{ name: "Floor", standing: true, first: 12, seats: 30, bounds: [5000, 9000, 5000, 9000] },
  rows: [{ label: "", first: 12, x: [5000, ...Array(29).fill(0)], y: [9000, ...Array(29).fill(0)], category: [1] }],
};
const plan = readPlan({ ...testPlan, sections: [...testPlan.sections, floor] });
const nobody: ReadonlySet<number> = new Set();
const whole = { camera: { x: 8000, y: 4000, scale: 0.03 }, size: { width: 600, height: 400 } };

function mapOf(changes: [number, number][] = []): SeatMap {
  const map = newSeatMap(plan, "hash");
  map.states.fill(available);
  for (const [seat, state] of changes) map.states[seat] = state;
  return map;
}

function propsOf(map: SeatMap, choice: Partial<Choice> = {}, more: Partial<PictureProps> = {}): PictureProps {
  const control = { now: { current: whole }, zoom: vi.fn(), whole: vi.fn() };
  return {
    ...{ map, version: map.version, mask: null, offered: nobody, cursor: null, help: "help", ...whole },
    summaries: plan.sections.map(({ first, count }) => summaryOf(plan, map.states, null, first, count)),
    labels: plan.sections.map(({ name }) => ({ name, note: "from $20.50 · 30 left" })),
    choice: { mine: nobody, asked: nobody, selling: true, tap: vi.fn(), ...choice } as unknown as Choice,
    control: control as unknown as CameraControl,
    ...{ hand: () => undefined, onCursor: vi.fn(), onGo: vi.fn(), onFloor: vi.fn(), ...more },
  };
}

const seat = (name: string | RegExp) => screen.getByRole("button", { name });
const named = (number: number) => document.querySelector(`[data-seat="${number}"]`);
const stops = () => [...document.querySelectorAll("[tabindex='0']")].map((one) => one.getAttribute("data-seat"));

test("each seat is a button that says where it is, what it costs and whether it can be had", () => {
  const states: [number, number][] = [
    [1, held],
    [2, sold],
    [3, off],
  ];
  render(<SeatsPicture {...propsOf(mapOf(states), { mine: new Set([4]) })} />);
  const seats = within(screen.getByRole("group", { name: "Seat map" })).getAllByRole("button");
  expect(seats).toHaveLength(13); // twelve seats and a floor
  expect(seat("A, row 1, seat 1, $50, available").getAttribute("aria-pressed")).toBe("false");
  expect(seat("A, row 1, seat 5, $50, held by you").getAttribute("aria-pressed")).toBe("true");
  expect(seat("B, row 1, seat a, $20.50, wheelchair place, available").getAttribute("aria-disabled")).toBe("false");
  for (const taken of ["2, $50, held by somebody else", "3, $50, sold", "4, $50, not for sale"]) {
    const one = seat(`A, row 1, seat ${taken}`);
    expect([one.getAttribute("aria-disabled"), one.hasAttribute("aria-pressed")]).toEqual(["true", false]);
  }
});

test("where nothing is sold now, no seat can be taken", () => {
  render(<SeatsPicture {...propsOf(mapOf(), { selling: false })} />);
  expect(seat(/^A, row 1, seat 1,/).getAttribute("aria-disabled")).toBe("true");
});

test("the map is one stop of the Tab key, and the arrow keys move the focus from seat to seat", async () => {
  const props = propsOf(mapOf());
  render(<SeatsPicture {...props} />);
  expect(stops()).toHaveLength(1);
  await userEvent.tab();
  act(() => (named(0) as SVGElement).focus());
  expect(stops()).toEqual(["0"]);
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(seat(/^A, row 1, seat 2,/));
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(seat(/^A, row 2, seat 12,/));
  await userEvent.keyboard("{PageDown}");
  expect(document.activeElement).toBe(seat(/^B, row 1, seat a,/));
  expect(stops()).toEqual(["8"]);
});

test("Enter and Space take the seat that has the focus, however small it is", async () => {
  const props = propsOf(mapOf());
  render(<SeatsPicture {...props} />);
  act(() => (named(6) as SVGElement).focus());
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard(" ");
  expect(vi.mocked(props.choice.tap).mock.calls).toEqual([[6], [6]]);
});

test("a press without a pointer takes a seat; a pointer's click is its gesture's matter", () => {
  const props = propsOf(mapOf());
  render(<SeatsPicture {...props} />);
  fireEvent.click(seat(/^A, row 1, seat 1,/), { detail: 1 });
  expect(props.choice.tap).not.toHaveBeenCalled();
  fireEvent.click(seat(/^A, row 1, seat 1,/), { detail: 0 });
  expect(props.choice.tap).toHaveBeenCalledExactlyOnceWith(0);
});

test("plus, minus and Home move the camera; the page's own keys stay the page's", async () => {
  const props = propsOf(mapOf());
  render(<SeatsPicture {...props} />);
  act(() => (named(0) as SVGElement).focus());
  await userEvent.keyboard("+{Control>}+{ArrowRight}{/Control}{Home}");
  expect(vi.mocked(props.control.zoom).mock.calls).toEqual([[1.6]]);
  expect(props.control.whole).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(named(0));
});

test("a standing section is one button, which asks how many", async () => {
  const props = propsOf(mapOf());
  render(<SeatsPicture {...props} />);
  const floor = seat("Floor, Standing, from $20.50 · 30 left");
  act(() => (named(8) as SVGElement).focus());
  await userEvent.keyboard("{PageDown}");
  expect(document.activeElement).toBe(floor);
  await userEvent.keyboard("{Enter}");
  expect(props.onFloor).toHaveBeenCalledExactlyOnceWith(2);
  expect(props.choice.tap).not.toHaveBeenCalled();
});

test("a seat taken elsewhere changes this seat and no other", () => {
  const map = mapOf();
  const props = propsOf(map);
  const { rerender } = render(<SeatsPicture {...props} />);
  const changed = watchSeats();
  vi.mocked(Mark).mockClear();
  map.states[5] = sold;
  rerender(<SeatsPicture {...props} version={map.version + 1} />);
  expect(seat(/^A, row 2, seat 11,.*sold$/)).toBe(named(5));
  expect(changed()).toEqual(["5"]);
  expect(Mark).toHaveBeenCalledOnce();
});

test("moving the plan renders no seat anew", () => {
  const props = propsOf(mapOf());
  const { rerender } = render(<SeatsPicture {...props} camera={{ x: 8000, y: 4000, scale: 0.03 }} />);
  const changed = watchSeats();
  vi.mocked(Mark).mockClear();
  rerender(<SeatsPicture {...props} camera={{ x: 8200, y: 4100, scale: 0.05 }} />);
  expect(changed()).toEqual([]);
  expect(Mark).not.toHaveBeenCalled();
});

/** Says which seats' elements were changed since. */
function watchSeats(): () => (string | null)[] {
  const watcher = new MutationObserver(() => {});
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  return () => {
    const seats = watcher.takeRecords().map(({ target }) => (target as Element).closest("[data-seat]"));
    return [...new Set(seats.filter(Boolean).map((one) => one?.getAttribute("data-seat") ?? null))];
  };
}
