import type { Plan } from "./plan";

/** Seats by square cells, so that drawing and tapping look only at what is near. Standing places are not among them: they have no place of their own. */
export type Grid = {
  size: number;
  columns: number;
  lines: number;
  left: number;
  top: number;
  starts: Uint32Array;
  seats: Uint32Array;
};

const pitches = 12; // a cell's side, in distances of neighbours

export function gridOf(plan: Plan): Grid {
  const [left, top, right, bottom] = plan.bounds;
  const size = plan.pitch * pitches;
  const columns = Math.floor((right - left) / size) + 1;
  const lines = Math.floor((bottom - top) / size) + 1;
  const starts = new Uint32Array(columns * lines + 1);
  const cell = (seat: number) =>
    Math.floor(((plan.y[seat] ?? 0) - top) / size) * columns + Math.floor(((plan.x[seat] ?? 0) - left) / size);
  const seated = plan.sections.filter(({ standing }) => !standing);
  const each = (seen: (seat: number) => void) => {
    for (const { first, count } of seated) for (let seat = first; seat < first + count; seat++) seen(seat);
  };
  each((seat) => {
    starts[cell(seat) + 1] = (starts[cell(seat) + 1] ?? 0) + 1;
  });
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const filled = starts.slice();
  const seats = new Uint32Array(starts.at(-1) ?? 0);
  each((seat) => {
    const at = cell(seat);
    seats[filled[at] ?? 0] = seat;
    filled[at] = (filled[at] ?? 0) + 1;
  });
  return { size, columns, lines, left, top, starts, seats };
}

/** Visits the seats of all cells that touch a rectangle. */
export function visit(
  grid: Grid,
  left: number,
  top: number,
  right: number,
  bottom: number,
  seen: (seat: number) => void,
): void {
  const column = (x: number) => Math.min(grid.columns - 1, Math.max(0, Math.floor((x - grid.left) / grid.size)));
  const line = (y: number) => Math.min(grid.lines - 1, Math.max(0, Math.floor((y - grid.top) / grid.size)));
  for (let l = line(top); l <= line(bottom); l++) {
    const from = grid.starts[l * grid.columns + column(left)] ?? 0;
    const to = grid.starts[l * grid.columns + column(right) + 1] ?? 0;
    for (let i = from; i < to; i++) seen(grid.seats[i] ?? 0);
  }
}

/** The seat nearest to a point and no further than `reach`, or null. */
export function nearest(plan: Plan, grid: Grid, x: number, y: number, reach: number): number | null {
  let best: number | null = null;
  let bound = reach * reach;
  visit(grid, x - reach, y - reach, x + reach, y + reach, (seat) => {
    const away = ((plan.x[seat] ?? 0) - x) ** 2 + ((plan.y[seat] ?? 0) - y) ** 2;
    if (away > bound) return;
    bound = away;
    best = seat;
  });
  return best;
}
