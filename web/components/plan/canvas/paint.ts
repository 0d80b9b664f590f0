import { type Camera, type Size, toPlan, toScreen } from "../model/camera";
import type { Summary } from "../model/filters";
import { visit } from "../model/grid";
import { areaLine, type Line, linesOf, marginOf, rowLabelAt, type SectionLabel } from "../model/labels";
import { levelOf, numbersFrom, rowLabelsFrom } from "../model/level";
import { type Look, lookOf } from "../model/look";
import type { SeatMap } from "../model/map";
import { type PlanArea, rowOf, seatLabel } from "../model/plan";
import type { Colors } from "./colors";
import { type Sprites, spritesOf } from "./sprites";

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
  const line = areaLine(area, camera, size);
  if (line) write(context, line.text, line.x, line.y, line.pixels, colors.muted);
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
  const at = scene.cursor === null ? -1 : rowOf(map.plan, scene.cursor).section;
  map.plan.sections.forEach((section, number) => {
    const { outlines, standing } = section;
    const margin = marginOf(map.plan, section) * camera.scale;
    context.beginPath();
    for (const outline of outlines) trace(context, scene, outline);
    context.lineJoin = "round";
    const free = summaries[number]?.left ?? 0;
    const whole = overview || standing; // standing places are never drawn one by one
    const fill = !whole ? colors.raised : free === 0 ? colors.sunken : colors["accent-soft"];
    context.lineWidth = margin + 2;
    context.strokeStyle = whole && free > 0 ? colors.accent : colors["line-strong"];
    context.stroke();
    context.strokeStyle = fill;
    context.lineWidth = margin;
    if (margin > 0) context.stroke(); // a canvas takes no width of 0, and keeps the one before
    context.fillStyle = fill;
    context.fill();
    if (!whole) return;
    if (standing && number === at) {
      context.lineWidth = 2.5;
      context.strokeStyle = colors.ink;
      context.stroke();
    }
    const label = labels[number];
    const color = ({ faint }: Line) => (free === 0 && faint ? colors.muted : colors.ink);
    for (const line of label ? linesOf(map.plan, section, label, camera, size) : [])
      write(context, line.text, line.x, line.y, line.pixels, color(line), line.bold ? 600 : 500);
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
  const look = lookOf(scene.map, seat, scene.mine, scene.asked);
  return look === "wheelchair" || look === "companion" ? "available" : look === "asked" ? "mine" : look;
}

function paintSeats(context: CanvasRenderingContext2D, scene: Scene, sprites: Sprites, pixels: number): void {
  const { map, colors, ratio, mine, asked, offered, cursor, mask } = scene;
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
    const look = lookOf(map, seat, mine, asked);
    const dim = mask !== null && !mask[seat] && look !== "mine";
    if (dim) context.globalAlpha = 0.25;
    context.drawImage(sprites[look], x - side / 2, y - side / 2, side, side);
    if (dim) context.globalAlpha = 1;
    if (offered.has(seat)) ring(x, y, colors.ink, true);
    if (cursor === seat) ring(x, y, colors.ink, false);
    if (side >= numbersFrom && look === "available") numbers.push([seat, x, y]);
  });
  const font = Math.min(14, side * 0.36);
  for (const [seat, x, y] of numbers) write(context, seatLabel(map.plan, seat), x, y, font, colors.raised);
  if (side >= rowLabelsFrom) paintRowLabels(context, scene, side);
}

export function paintRowLabels(context: CanvasRenderingContext2D, scene: Scene, side: number): void {
  const { map, camera, size, colors } = scene;
  for (const row of map.plan.rows) {
    const [x, y] = toScreen(camera, size, ...rowLabelAt(map.plan, row));
    if (x < -side || y < -side || x > size.width + side || y > size.height + side || row.label === "") continue;
    write(context, row.label, x, y, Math.min(13, side * 0.45), colors.muted, 600);
  }
}
