import { lineUp } from "./line";

/** The geometry document of GET /events/{id}/plan, as far as the map needs it. Positions are whole steps; along a row they are steps from the seat before. */
export type PlanDocument = {
  name?: string;
  width: number;
  height: number;
  stage: [number, number];
  currency: string;
  categories: { name: string; color?: string; price: number; seats: number }[];
  areas: PlanArea[];
  sections: {
    name: string;
    standing?: boolean;
    first: number;
    seats: number;
    bounds: [number, number, number, number];
    rows: {
      label: string;
      first: number;
      x: number[];
      y: number[];
      seats?: string[];
      from?: number;
      category?: number[];
    }[];
  }[];
  accessible: number[];
  companion: number[];
};

export type PlanArea = {
  shape: string;
  x: number;
  y: number;
  width?: number;
  height?: number;
  rotation?: number;
  points?: [number, number][];
  color?: string;
  border?: string;
  text?: string;
  textAt?: [number, number];
  textSize?: number;
};

export type Row = {
  label: string;
  section: number;
  first: number;
  count: number;
  labels: readonly string[] | null;
  from: number;
};
export type Section = {
  name: string;
  standing: boolean;
  first: number;
  count: number;
  /** Numbers of its rows: from firstRow up to, not including, endRow. */
  firstRow: number;
  endRow: number;
  /** Corners of the shapes around its seats, x and y in turn: one of each block that stands apart, the largest first. */
  outlines: readonly (readonly number[])[];
  center: readonly [number, number];
  /** How much room there is above and below the center, together. */
  tall: number;
};

/** A plan made ready to be drawn: seats are numbers in plan order, and what is known of them stands in typed arrays. */
export type Plan = {
  seats: number;
  x: Float32Array;
  y: Float32Array;
  category: Uint8Array;
  row: Uint32Array;
  accessible: Uint8Array;
  /** Row by row, its seats as they stand beside each other; and where in that each seat stands. */
  line: Uint32Array;
  place: Uint32Array;
  rows: readonly Row[];
  sections: readonly Section[];
  areas: readonly PlanArea[];
  prices: readonly number[];
  categories: readonly string[];
  /** The categories' own colours; empty where a plan says none. */
  colors: readonly string[];
  currency: string;
  /** Usual distance of two neighbours. */
  pitch: number;
  /** Left, top, right and bottom of all that is drawn. */
  bounds: readonly [number, number, number, number];
};

/** What a seat is for those who need room: its flags in Plan.accessible. */
export const wheelchair = 1;
export const companion = 2;

/** Makes a geometry document ready. */
export function readPlan(doc: PlanDocument): Plan {
  const seats = doc.sections.reduce((sum, section) => sum + section.seats, 0);
  const x = new Float32Array(seats);
  const y = new Float32Array(seats);
  const category = new Uint8Array(seats);
  const rowOf = new Uint32Array(seats);
  const line = new Uint32Array(seats);
  const rows: Row[] = [];
  const sections: Section[] = [];
  for (const section of doc.sections) {
    const firstRow = rows.length;
    for (const row of section.rows) {
      let seatX = 0;
      let seatY = 0;
      row.x.forEach((step, place) => {
        const seat = row.first + place;
        seatX += step;
        seatY += row.y[place] ?? 0;
        x[seat] = seatX;
        y[seat] = seatY;
        category[seat] = row.category?.[place] ?? row.category?.[0] ?? 0;
        rowOf[seat] = rows.length;
      });
      const { label, first, seats: labels = null, from = 1 } = row;
      rows.push({ label, section: sections.length, first, count: row.x.length, labels, from });
      lineUp(line, first, row.x.length, x, y);
    }
    const { name, standing = false, first, seats: count } = section;
    const shape = standing ? floorOf(doc.areas, name, count, [x[first] ?? 0, y[first] ?? 0]) : null;
    const blocks = shape ? [] : blocksOf(rows.slice(firstRow), line, x, y);
    sections.push({
      name,
      standing,
      first,
      count,
      firstRow,
      endRow: rows.length,
      outlines: shape ? [shape] : blocks.map((block) => outlineOf(block, line, x, y)),
      ...(shape
        ? { center: middleOfFloor(shape), tall: (shape[5] ?? 0) - (shape[1] ?? 0) }
        : middleOf(blocks[0] ?? [], line, x, y)),
    });
  }
  const pitch = pitchOf(rows, line, x, y);
  const place = new Uint32Array(seats);
  line.forEach((seat, at) => {
    place[seat] = at;
  });
  const accessible = new Uint8Array(seats);
  for (const seat of doc.accessible) accessible[seat] = wheelchair;
  for (const seat of doc.companion) accessible[seat] = companion;
  return {
    ...{ seats, x, y, category, row: rowOf, accessible, line, place, rows, sections, areas: doc.areas },
    prices: doc.categories.map(({ price }) => price),
    categories: doc.categories.map(({ name }) => name),
    colors: doc.categories.map(({ color = "" }) => color),
    currency: doc.currency,
    pitch,
    bounds: boundsOf(x, y, doc.areas, pitch / 2),
  };
}

/** The seat's own label: "14". */
export function seatLabel(plan: Plan, seat: number): string {
  const row = rowOf(plan, seat);
  const place = seat - row.first;
  return row.labels?.[place] ?? String(row.from + place);
}

export function rowOf(plan: Plan, seat: number): Row {
  const row = plan.rows[plan.row[seat] ?? 0];
  if (!row) throw new RangeError(`no seat ${seat}`);
  return row;
}

export function sectionOf(plan: Plan, seat: number): Section {
  const section = plan.sections[rowOf(plan, seat).section];
  if (!section) throw new RangeError(`no seat ${seat}`);
  return section;
}

export function priceOf(plan: Plan, seat: number): number {
  return plan.prices[plan.category[seat] ?? 0] ?? 0;
}

/** The seat with these labels, or null. */
export function findSeat(plan: Plan, section: string, row: string, seat: string): number | null {
  const found = plan.sections.find(({ name }) => name === section);
  if (!found) return null;
  for (const { label, first, count, labels, from } of plan.rows.slice(found.firstRow, found.endRow)) {
    if (label !== row) continue;
    const place = labels ? labels.indexOf(seat) : Number(seat) - from;
    if (place >= 0 && place < count) return first + place;
  }
  return null;
}

const apart = 8; // distances of neighbours between rows that belong to two blocks: wider than a gangway

/** A section's rows by the blocks in which they stand, the largest first: a tier may go on behind a corner or across the hall. */
function blocksOf(rows: readonly Row[], line: Uint32Array, x: Float32Array, y: Float32Array): Row[][] {
  const reach = (pitchOf(rows, line, x, y) * apart) ** 2;
  const some = (row: Row | undefined) =>
    row ? shares.map((share) => line[row.first + Math.round((row.count - 1) * share)] ?? row.first) : [];
  const near = (one: readonly number[], other: readonly number[]) =>
    one.some((a) => other.some((b) => ((x[a] ?? 0) - (x[b] ?? 0)) ** 2 + ((y[a] ?? 0) - (y[b] ?? 0)) ** 2 <= reach));
  const blocks: Row[][] = [];
  for (const row of rows) {
    const block = blocks.find((other) => near(some(row), some(other.at(-1))));
    if (block) block.push(row);
    else blocks.push([row]);
  }
  const seats = (block: readonly Row[]) => block.reduce((sum, { count }) => sum + count, 0);
  return blocks.sort((a, b) => seats(b) - seats(a));
}

// Along the first row, down one side, back along the last row and up the other side, so that curved sections do not bulge into each
// other. Rows that run to and fro have no such sides: the hull of some of their seats stands in.
function outlineOf(rows: readonly Row[], line: Uint32Array, x: Float32Array, y: Float32Array): number[] {
  const at = ({ first, count }: Row, share: number): Point => {
    const seat = line[first + Math.round((count - 1) * share)] ?? first;
    return [x[seat] ?? 0, y[seat] ?? 0];
  };
  const along = (row: Row) => shares.map((share) => at(row, share));
  const [top] = rows;
  const bottom = rows.at(-1);
  const way = (row: Row) => at(row, 1)[0] - at(row, 0)[0] + (at(row, 1)[1] - at(row, 0)[1]) * 1e-3;
  const oneWay = top && rows.every((row) => row.count === 1 || Math.sign(way(row)) === Math.sign(way(top)));
  if (!top || !bottom || top === bottom || !oneWay) return hullOf(rows.flatMap(along)).flat();
  const between = rows.slice(1, -1);
  const right = between.map((row) => at(row, 1));
  const left = between.map((row) => at(row, 0)).reverse();
  return [...along(top), ...right, ...along(bottom).reverse(), ...left].flat();
}

/** Corners of a standing section's floor, clockwise from its top left: the rectangle with its name, else a square around its places. */
function floorOf(areas: readonly PlanArea[], name: string, count: number, [x, y]: Point): number[] {
  const area = areas.find(({ text, width, height }) => text === name && width && height);
  const side = Math.sqrt(count) * standingSpace;
  const [left, top] = area ? [area.x, area.y] : [x - side / 2, y - side / 2];
  const [right, bottom] = [left + (area?.width ?? side), top + (area?.height ?? side)];
  return [left, top, right, top, right, bottom, left, bottom];
}

const standingSpace = 70; // steps of room that a standing place takes where the plan draws no floor

function middleOfFloor(corners: readonly number[]): Point {
  return [((corners[0] ?? 0) + (corners[2] ?? 0)) / 2, ((corners[1] ?? 0) + (corners[5] ?? 0)) / 2];
}

const shares = Array.from({ length: 25 }, (_, i) => i / 24); // enough that no seat of a curved row lies outside

function middleOf(
  rows: readonly Row[],
  line: Uint32Array,
  x: Float32Array,
  y: Float32Array,
): Pick<Section, "center" | "tall"> {
  const at = (row: Row | undefined, share: number): Point => {
    const seat = (row && line[row.first + Math.round((row.count - 1) * share)]) ?? 0;
    return [x[seat] ?? 0, y[seat] ?? 0];
  };
  const [top, bottom] = [at(rows[0], 0.5), at(rows.at(-1), 0.5)];
  const [start, end] = [at(rows[0], 0), at(rows[0], 1)];
  const across = Math.abs(end[0] - start[0]) >= Math.abs(end[1] - start[1]);
  const tall = across ? Math.abs(bottom[1] - top[1]) : Math.abs(end[1] - start[1]);
  return { center: [(top[0] + bottom[0]) / 2, (top[1] + bottom[1]) / 2], tall };
}

type Point = readonly [number, number];

function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (side: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of side) {
      while (chain.length > 1 && turn(chain.at(-2) ?? point, chain.at(-1) ?? point, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half([...sorted].reverse())];
  return hull.length > 0 ? hull : sorted.slice(0, 1);
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function pitchOf(rows: readonly Row[], line: Uint32Array, x: Float32Array, y: Float32Array): number {
  const gaps = rows
    .filter(({ count }) => count > 1)
    .map(({ first }) => [line[first] ?? 0, line[first + 1] ?? 0] as const)
    .map(([one, next]) => Math.hypot((x[next] ?? 0) - (x[one] ?? 0), (y[next] ?? 0) - (y[one] ?? 0)))
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? 1000;
}

// A place is its middle; around it is half a pitch of its own.
function boundsOf(
  x: Float32Array,
  y: Float32Array,
  areas: readonly PlanArea[],
  around: number,
): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (px: number, py: number) => {
    bounds[0] = Math.min(bounds[0], px);
    bounds[1] = Math.min(bounds[1], py);
    bounds[2] = Math.max(bounds[2], px);
    bounds[3] = Math.max(bounds[3], py);
  };
  for (let seat = 0; seat < x.length; seat++) {
    const [px, py] = [x[seat] ?? 0, y[seat] ?? 0];
    take(px - around, py - around);
    take(px + around, py + around);
  }
  for (const area of areas) {
    for (const [px, py] of area.points ?? []) take(px, py);
    if (area.points?.length) continue;
    const [width, height] = [area.width ?? 0, area.height ?? 0];
    // A rectangle stands at its corner, an ellipse at its middle.
    const corner = area.shape === "ellipse" ? [area.x - width / 2, area.y - height / 2] : [area.x, area.y];
    take(corner[0] ?? 0, corner[1] ?? 0);
    take((corner[0] ?? 0) + width, (corner[1] ?? 0) + height);
  }
  return bounds[0] === Infinity ? [0, 0, 1, 1] : bounds;
}
