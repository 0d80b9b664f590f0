/**
 * Puts a row's seats into the order in which they stand beside each other. Mostly that is the order of their numbers; where odd ones lie
 * on one side and even ones on the other it is not, and then it is from left to right, or from top to bottom.
 */
export function lineUp(line: Uint32Array, first: number, count: number, x: Float32Array, y: Float32Array): void {
  const row = line.subarray(first, first + count);
  for (let place = 0; place < count; place++) row[place] = first + place;
  const far = farthest(row, first, x, y);
  const end = farthest(row, far, x, y);
  const [dx, dy] = [(x[end] ?? 0) - (x[far] ?? 0), (y[end] ?? 0) - (y[far] ?? 0)];
  const along = (seat: number) => (x[seat] ?? 0) * dx + (y[seat] ?? 0) * dy;
  let [ups, downs] = [0, 0];
  for (let seat = first + 1; seat < first + count; seat++) {
    const step = along(seat) - along(seat - 1);
    if (step > 0) ups += 1;
    else if (step < 0) downs += 1;
  }
  if (ups === 0 || downs === 0) return;
  const onwards = Math.abs(dx) >= Math.abs(dy) ? dx > 0 : dy > 0;
  row.sort((a, b) => (along(a) - along(b)) * (onwards ? 1 : -1));
}

function farthest(row: Uint32Array, from: number, x: Float32Array, y: Float32Array): number {
  let best = from;
  let bound = -1;
  for (const seat of row) {
    const away = ((x[seat] ?? 0) - (x[from] ?? 0)) ** 2 + ((y[seat] ?? 0) - (y[from] ?? 0)) ** 2;
    if (away > bound) [best, bound] = [seat, away];
  }
  return best;
}
