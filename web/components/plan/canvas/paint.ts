import { type Camera, framing, type Size, toPlan, toScreen } from "../model/camera";
import type { Summary } from "../model/filters";
import { visit } from "../model/grid";
import type { SeatMap } from "../model/map";
import { companion, type Plan, type PlanArea, rowOf, seatLabel, wheelchair } from "../model/plan";
import { boundsOf } from "../model/sectionAt";
import { available, held, off, sold } from "../model/states";
import type { Colors } from "./colors";
import { type Look, type Sprites, spritesOf } from "./sprites";

/** All that a picture of the map is made of. */
export type Scene = {
  map: SeatMap;
  camera: Camera;
  size: Size;
  ratio: number;
  colors: Colors;
  /** The page's font family. */
  font: string;
  /** 1 where a seat fits the filters; null: all do. */
  mask: Uint8Array | null;
  mine: ReadonlySet<number>;
  asked: ReadonlySet<number>;
  offered: ReadonlySet<number>;
  /** The seat under the keyboard's cursor or the pointer. */
  cursor: number | null;
  summaries: readonly Summary[];
  labels: readonly SectionLabel[];
};

export type SectionLabel = { name: string; note: string };
export type Level = "sections" | "rows" | "seats";

const dotsFrom = 3.2; // pixels between neighbours from which seats are dots
const seatsFrom = 9; // and from which they have shapes and marks
const numbersFrom = 26; // and from which they have their numbers

const wholeUntil = 1.25; // times the scale that shows all: so far the plan is an overview, even where dots would have room

/** How much is shown at a scale. */
export function levelOf({ pitch, bounds }: Plan, { scale }: Camera, size: Size): Level {
  const pixels = pitch * scale;
  if (pixels >= seatsFrom) return "seats";
  return pixels < dotsFrom || scale < framing(bounds, size).scale * wholeUntil ? "sections" : "rows";
}

export type Paint = (context: CanvasRenderingContext2D, scene: Scene) => void;

/** A painter keeps the seats' looks of the last size and colours. */
export function newPainter(): Paint {
  let key = "";
  let sprites: Sprites | null = null;
  return (context, scene) => {
    const { map, camera, size, ratio, colors } = scene;
    const level = levelOf(map.plan, camera, size);
    paintGround(context, scene, level === "sections");
    if (level === "sections") return;
    if (level === "rows") return paintDots(context, scene);
    const pixels = Math.round(map.plan.pitch * camera.scale * ratio);
    const wanted = `${pixels} ${colors["seat-available"]} ${colors.raised}`;
    if (sprites === null || wanted !== key) sprites = spritesOf(colors, pixels);
    key = wanted;
    paintSeats(context, scene, sprites, pixels);
  };
}

/** Clears the canvas and paints what lies under the seats: shapes and sections; in an overview sections have their names. */
export function paintGround(context: CanvasRenderingContext2D, scene: Scene, overview: boolean): void {
  const { map, size, ratio } = scene;
  family = scene.font;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  for (const area of map.plan.areas) paintArea(context, scene, area);
  paintSections(context, scene, overview);
}

function paintArea(context: CanvasRenderingContext2D, scene: Scene, area: PlanArea): void {
  const { camera, size, colors } = scene;
  const [x, y] = toScreen(camera, size, area.x, area.y);
  const width = (area.width ?? 0) * camera.scale;
  const height = (area.height ?? 0) * camera.scale;
  context.beginPath();
  if (area.points?.length) for (const [px, py] of area.points) context.lineTo(...toScreen(camera, size, px, py));
  else if (area.shape === "ellipse") context.ellipse(x, y, width / 2, height / 2, 0, 0, 7);
  else context.rect(x, y, width, height);
  context.closePath();
  context.fillStyle = colors.sunken;
  context.strokeStyle = colors["line-strong"];
  context.lineWidth = 1;
  context.fill();
  context.stroke();
  if (!area.text) return;
  const [tx, ty] = area.textAt ? toScreen(camera, size, ...area.textAt) : [x, y];
  const pixels = Math.min(28, Math.max(11, (area.textSize ?? 20) * 100 * camera.scale));
  if (pixels * area.text.length * 0.55 < span(area, camera.scale))
    write(context, area.text, tx, ty, pixels, colors.muted);
}

function span(area: PlanArea, scale: number): number {
  if (!area.points?.length) return (area.width ?? 0) * scale;
  const xs = area.points.map(([x]) => x);
  return (Math.max(...xs) - Math.min(...xs)) * scale;
}

let family = "sans-serif"; // the page's, told by the scene

export function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  pixels: number,
  color: string,
  weight = 500,
): void {
  context.font = `${weight} ${pixels}px ${family}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = color;
  context.fillText(text, x, y);
}

function paintSections(context: CanvasRenderingContext2D, scene: Scene, overview: boolean): void {
  const { map, camera, size, colors, summaries, labels } = scene;
  const reach = map.plan.pitch * camera.scale * 1.2;
  const at = scene.cursor === null ? -1 : rowOf(map.plan, scene.cursor).section;
  map.plan.sections.forEach((section, number) => {
    const { outlines, standing } = section;
    const margin = standing ? 0 : reach;
    context.beginPath();
    for (const outline of outlines) trace(context, scene, outline);
    context.lineJoin = "round";
    const free = summaries[number]?.left ?? 0;
    const whole = overview || standing; // standing places are never drawn one by one
    const fill = !whole ? colors.raised : free === 0 ? colors.sunken : colors["accent-soft"];
    context.lineWidth = margin + 2;
    context.strokeStyle = whole && free > 0 ? colors.accent : colors["line-strong"];
    context.stroke();
    context.lineWidth = margin;
    context.strokeStyle = fill;
    context.stroke();
    context.fillStyle = fill;
    context.fill();
    if (!whole) return;
    if (standing && number === at) {
      context.lineWidth = 2.5;
      context.strokeStyle = colors.ink;
      context.stroke();
    }
    const [x, y] = toScreen(camera, size, ...section.center);
    const label = labels[number];
    const [left, , right] = boundsOf(outlines[0] ?? [], 0);
    const room = (right - left) * camera.scale + margin;
    if (!label) return;
    const tall = section.tall * camera.scale + margin;
    const full = Math.min(14, tall / 2.6, (room / Math.max(label.name.length, label.note.length)) * 1.7);
    const line = `${label.name} · ${label.note}`;
    const single = Math.min(12, tall * 0.7, (room / line.length) * 1.3);
    if (full >= 9) {
      write(context, label.name, x, y - full * 0.6, full, colors.ink, 600);
      write(context, label.note, x, y + full * 0.65, full * 0.9, free === 0 ? colors.muted : colors.ink);
    } else if (single >= 9) {
      write(context, line, x, y, single, free === 0 ? colors.muted : colors.ink, 600);
    } else {
      const short = label.name.split(" ").at(-1) ?? label.name;
      const pixels = Math.min(11, tall * 0.8, (room / short.length) * 1.5);
      if (pixels >= 7) write(context, short, x, y, pixels, free === 0 ? colors.muted : colors.ink, 600);
    }
  });
}

/** Adds a closed shape to the path, by its corners on the plan. */
export function trace(
  context: CanvasRenderingContext2D,
  { camera, size }: Pick<Scene, "camera" | "size">,
  corners: readonly number[],
): void {
  for (let i = 0; i < corners.length; i += 2) {
    const at = toScreen(camera, size, corners[i] ?? 0, corners[i + 1] ?? 0);
    if (i === 0) context.moveTo(...at);
    else context.lineTo(...at);
  }
  context.closePath();
}

/** Visits the seats in sight with their place on the canvas. */
export function inSight({ map, camera, size }: Scene, seen: (seat: number, x: number, y: number) => void): void {
  const { plan, grid } = map;
  const [left, top] = toPlan(camera, size, 0, 0);
  const [right, bottom] = toPlan(camera, size, size.width, size.height);
  const { scale } = camera;
  visit(grid, left - plan.pitch, top - plan.pitch, right + plan.pitch, bottom + plan.pitch, (seat) =>
    seen(seat, ((plan.x[seat] ?? 0) - left) * scale, ((plan.y[seat] ?? 0) - top) * scale),
  );
}

// Too small for marks: free ones are full squares, the others are drawn ever smaller.
function paintDots(context: CanvasRenderingContext2D, scene: Scene): void {
  const { map, camera, colors } = scene;
  const unit = map.plan.pitch * camera.scale;
  const kinds: Record<Look, Path2D> = Object.fromEntries(
    (["available", "mine", "held", "sold", "off"] as const).map((look) => [look, new Path2D()]),
  ) as Record<Look, Path2D>;
  const sides: Partial<Record<Look, number>> = { available: 0.72, mine: 1, held: 0.5, sold: 0.3, off: 0.15 };
  const faded = new Path2D();
  inSight(scene, (seat, x, y) => {
    const look = dotLook(scene, seat);
    const side = (sides[look] ?? 0.5) * unit;
    const path = scene.mask && !scene.mask[seat] && look === "available" ? faded : kinds[look];
    path.rect(x - side / 2, y - side / 2, side, side);
  });
  const fill = (path: Path2D, color: string) => {
    context.fillStyle = color;
    context.fill(path);
  };
  fill(kinds.off, colors["seat-off"]);
  fill(kinds.sold, colors["seat-sold"]);
  fill(kinds.held, colors["seat-held"]);
  fill(faded, colors.line);
  fill(kinds.available, colors["seat-available"]);
  fill(kinds.mine, colors["seat-mine"]);
}

function dotLook(scene: Scene, seat: number): Look {
  const look = lookOf(scene, seat);
  return look === "wheelchair" || look === "companion" ? "available" : look === "asked" ? "mine" : look;
}

function lookOf({ map, mine, asked }: Scene, seat: number): Look {
  if (mine.has(seat)) return "mine";
  if (asked.has(seat)) return "asked";
  const state = map.states[seat];
  if (state === held) return "held";
  if (state === sold) return "sold";
  if (state === off) return "off";
  const place = map.plan.accessible[seat];
  return place === wheelchair ? "wheelchair" : place === companion ? "companion" : "available";
}

function paintSeats(context: CanvasRenderingContext2D, scene: Scene, sprites: Sprites, pixels: number): void {
  const { map, colors, ratio, offered, cursor, mask } = scene;
  const side = pixels / ratio;
  const numbers: [number, number, number][] = [];
  const ring = (x: number, y: number, color: string, dashed: boolean) => {
    context.beginPath();
    context.arc(x, y, side * 0.52, 0, 7);
    context.setLineDash(dashed ? [4, 3] : []);
    context.lineWidth = 2.5;
    context.strokeStyle = color;
    context.stroke();
    context.setLineDash([]);
  };
  inSight(scene, (seat, x, y) => {
    const look = lookOf(scene, seat);
    const dim = mask !== null && !mask[seat] && look !== "mine";
    if (dim) context.globalAlpha = 0.25;
    context.drawImage(sprites[look], x - side / 2, y - side / 2, side, side);
    if (dim) context.globalAlpha = 1;
    if (offered.has(seat)) ring(x, y, colors.ink, true);
    if (cursor === seat) ring(x, y, colors.ink, false);
    if (side >= numbersFrom && look === "available" && map.states[seat] === available) numbers.push([seat, x, y]);
  });
  const font = Math.min(14, side * 0.36);
  for (const [seat, x, y] of numbers) write(context, seatLabel(map.plan, seat), x, y, font, colors.raised);
  if (side >= 14) paintRowLabels(context, scene, side);
}

export function paintRowLabels(context: CanvasRenderingContext2D, scene: Scene, side: number): void {
  const { map, camera, size, colors } = scene;
  const { plan } = map;
  for (const row of plan.rows) {
    const end = plan.line[row.first] ?? row.first;
    const [x, y] = toScreen(camera, size, plan.x[end] ?? 0, plan.y[end] ?? 0);
    if (x < -side || y < -side || x > size.width + side || y > size.height + side || row.label === "") continue;
    const next = row.count > 1 ? (plan.line[row.first + 1] ?? end) : end;
    const way = Math.sign((plan.x[next] ?? 0) - (plan.x[end] ?? 0)) || 1;
    write(context, row.label, x - way * side, y, Math.min(13, side * 0.45), colors.muted, 600);
  }
}
