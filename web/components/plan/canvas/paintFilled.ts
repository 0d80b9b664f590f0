import { chair, glyphWidth, plus, seatWidth } from "../marks";
import { type Bounds, toScreen } from "../model/camera";
import { levelOf, rowLabelsFrom } from "../model/level";
import { companion, wheelchair } from "../model/plan";
import { boundsOf } from "../model/sectionAt";
import { held, sold } from "../model/states";
import { inSight, paintGround, paintRowLabels, type Scene, trace, write } from "./paint";

/** Colours for seats by a number that each has, with a letter that tells them apart without colour. */
export type Fills = {
  of: ArrayLike<number>;
  kinds: readonly { color: string; ink: string; mark: string }[];
};

const marksFrom = 15; // pixels of a seat from which its letter has room

/** Paints the seats in their kinds' colours at every scale: whoever prices a plan looks at colours first, and at seats afterwards. */
export function paintFilled(context: CanvasRenderingContext2D, scene: Scene, fills: Fills): void {
  const level = levelOf(scene.map.plan, scene.camera, scene.size);
  paintGround(context, scene, false);
  paintFloors(context, scene, fills);
  if (level === "seats") paintBoxes(context, scene, fills);
  else paintDots(context, scene, fills);
  paintNames(context, scene, level === "sections");
}

// Standing places have no place of their own: their floor has the colour of the first.
function paintFloors(context: CanvasRenderingContext2D, scene: Scene, { of, kinds }: Fills): void {
  for (const { standing, outlines, first } of scene.map.plan.sections) {
    if (!standing) continue;
    context.beginPath();
    for (const outline of outlines) trace(context, scene, outline);
    context.fillStyle = kinds[of[first] ?? 0]?.color ?? "";
    context.fill();
  }
}

function paintDots(context: CanvasRenderingContext2D, scene: Scene, { of, kinds }: Fills): void {
  const { map, camera, mask, colors } = scene;
  const unit = Math.max(1.2, map.plan.pitch * camera.scale);
  const paths = kinds.map(() => new Path2D());
  const faded = new Path2D();
  inSight(scene, (seat, x, y) => {
    const taken = map.states[seat] === held || map.states[seat] === sold;
    const side = unit * (taken ? 0.45 : 0.8);
    const path = mask && !mask[seat] ? faded : paths[of[seat] ?? 0];
    path?.rect(x - side / 2, y - side / 2, side, side);
  });
  context.fillStyle = colors.line;
  context.fill(faded);
  paths.forEach((path, kind) => {
    context.fillStyle = kinds[kind]?.color ?? colors.muted;
    context.fill(path);
  });
}

const namePixels = 12;
const mostCovered = 0.55; // of the box around a section, by its name: colours are what one looks for

// The names lie on the seats, so each has a ground of its own, where it has room; the larger sections come first.
function paintNames(context: CanvasRenderingContext2D, scene: Scene, all: boolean): void {
  const { map, camera, size, colors, labels } = scene;
  const taken: Bounds[] = [];
  const bySize = map.plan.sections.map((section, number) => ({ section, number }));
  bySize.sort((a, b) => b.section.count - a.section.count);
  for (const { section, number } of bySize) {
    const label = labels[number];
    if (!label || !(all || section.standing)) continue;
    const [x, y] = toScreen(camera, size, ...section.center);
    const [left, top, right, bottom] = boundsOf(section.outlines[0] ?? [], section.standing ? 0 : map.plan.pitch);
    const room = (right - left) * (bottom - top) * camera.scale ** 2;
    const lines = [[label.name, label.note], [label.name.split(" ").at(-1) ?? label.name]].find((words) => {
      const [width, height] = groundOf(words);
      const ground: Bounds = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
      return width * height < room * mostCovered && !taken.some((other) => touches(ground, other));
    });
    if (!lines) continue;
    const [width, height] = groundOf(lines);
    taken.push([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
    context.globalAlpha = 0.88;
    context.fillStyle = colors.raised;
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, 6);
    context.fill();
    context.globalAlpha = 1;
    lines.forEach((line, n) => {
      const down = (n - (lines.length - 1) / 2) * namePixels * 1.35;
      write(context, line, x, y + down, namePixels, colors.ink, n === 0 ? 600 : 500);
    });
  }
}

function groundOf(lines: readonly string[]): [width: number, height: number] {
  const longest = Math.max(...lines.map(({ length }) => length));
  return [longest * namePixels * 0.58 + 14, namePixels * (lines.length * 1.35 + 0.5)];
}

function touches(a: Bounds, b: Bounds): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function paintBoxes(context: CanvasRenderingContext2D, scene: Scene, { of, kinds }: Fills): void {
  const { map, camera, mask, colors, cursor } = scene;
  const side = map.plan.pitch * camera.scale;
  const font = Math.min(14, side * 0.42);
  inSight(scene, (seat, x, y) => {
    const kind = kinds[of[seat] ?? 0];
    if (!kind) return;
    const state = map.states[seat];
    const place = map.plan.accessible[seat];
    if (mask && !mask[seat]) context.globalAlpha = 0.25;
    box(context, x, y, side * (place === wheelchair ? 0.41 : 0.37), side * (place ? 0.05 : 0.14));
    if (state === held || state === sold) {
      hollow(context, x, y, side, kind.color, state === held);
    } else {
      context.fillStyle = kind.color;
      context.fill();
      if (side >= marksFrom && place) glyph(context, x, y, side, kind.ink, place === companion);
      else if (side >= marksFrom) write(context, kind.mark, x, y + 0.5, font, kind.ink, 600);
    }
    context.globalAlpha = 1;
    if (cursor === seat) ring(context, x, y, side, colors.ink);
  });
  if (side >= rowLabelsFrom) paintRowLabels(context, scene, side);
}

function box(context: CanvasRenderingContext2D, x: number, y: number, half: number, radius: number): void {
  context.beginPath();
  context.roundRect(x - half, y - half, 2 * half, 2 * half, radius);
}

// A seat that somebody has keeps its price: it is drawn as no longer full, crossed while it is only held.
function hollow(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  side: number,
  color: string,
  crossed: boolean,
): void {
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, side * 0.09);
  context.stroke();
  context.beginPath();
  if (crossed) {
    context.moveTo(x - side * 0.3, y + side * 0.3);
    context.lineTo(x + side * 0.3, y - side * 0.3);
    context.stroke();
    return;
  }
  context.arc(x, y, side * 0.12, 0, 7);
  context.fillStyle = color;
  context.fill();
}

function glyph(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  side: number,
  color: string,
  isCompanion: boolean,
): void {
  context.save();
  context.translate(x, y);
  context.scale(side / seatWidth, side / seatWidth);
  context.strokeStyle = color;
  context.lineWidth = glyphWidth;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.stroke(new Path2D(isCompanion ? plus : chair));
  context.restore();
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, side: number, color: string): void {
  context.beginPath();
  context.arc(x, y, side * 0.52, 0, 7);
  context.lineWidth = 2.5;
  context.strokeStyle = color;
  context.stroke();
}
