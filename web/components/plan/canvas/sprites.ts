import { type Ink, marks, type Part, seatWidth } from "../marks";
import type { Look } from "../model/look";
import type { Colors } from "./colors";

export type Sprites = Record<Look, HTMLCanvasElement>;

/** Each look drawn once for a size in device pixels; a seat on the map is a copy. */
export function spritesOf(colors: Colors, pixels: number): Sprites {
  const looks = Object.keys(marks) as Look[];
  return Object.fromEntries(looks.map((look) => [look, sprite(marks[look], colors, pixels)])) as Sprites;
}

function sprite(parts: readonly Part[], colors: Colors, pixels: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext("2d");
  if (context) {
    context.translate(pixels / 2, pixels / 2);
    context.scale(pixels / seatWidth, pixels / seatWidth);
    for (const part of parts) draw(context, part, colors);
  }
  return canvas;
}

/** Draws a part of a mark where the middle of a seat is at 0. */
export function draw(context: CanvasRenderingContext2D, part: Part, colors: Record<Ink, string>): void {
  const path = new Path2D(part.d);
  if (part.fill) {
    context.fillStyle = colors[part.fill];
    context.fill(path);
  }
  if (!part.stroke) return;
  context.strokeStyle = colors[part.stroke];
  context.lineWidth = part.width ?? 1;
  context.lineCap = part.dash ? "butt" : "round";
  context.lineJoin = "round";
  context.setLineDash(part.dash?.split(" ").map(Number) ?? []);
  context.stroke(path);
}
