import type { Colors } from "./colors";

/** How a seat looks: its state, with who asks for it and whom it is for. */
export type Look = "available" | "wheelchair" | "companion" | "mine" | "held" | "sold" | "off" | "asked";
export type Sprites = Record<Look, HTMLCanvasElement>;

const looks: readonly Look[] = ["available", "wheelchair", "companion", "mine", "held", "sold", "off", "asked"];

/** Each look drawn once for a size in device pixels; a seat on the map is a copy. Shapes and marks tell the looks apart without colour. */
export function spritesOf(colors: Colors, pixels: number): Sprites {
  return Object.fromEntries(looks.map((look) => [look, sprite(look, colors, pixels)])) as Sprites;
}

function sprite(look: Look, colors: Colors, pixels: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext("2d");
  if (context) {
    context.translate(pixels / 2, pixels / 2);
    context.scale(pixels / 2, pixels / 2); // from here on a seat is 2 wide, its middle at 0
    draw[look](context, colors);
  }
  return canvas;
}

type Draw = (context: CanvasRenderingContext2D, colors: Colors) => void;

function box(context: CanvasRenderingContext2D, half: number, radius: number): void {
  context.beginPath();
  context.roundRect(-half, -half, 2 * half, 2 * half, radius);
}

function glyph(context: CanvasRenderingContext2D, color: string, path: (context: CanvasRenderingContext2D) => void) {
  context.strokeStyle = color;
  context.lineWidth = 0.17;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.beginPath();
  path(context);
  context.stroke();
}

/** The mark of a wheelchair place, in a seat that is 2 wide. */
export function chair(context: CanvasRenderingContext2D, color: string): void {
  glyph(context, color, (path) => {
    path.moveTo(-0.12, -0.5);
    path.lineTo(-0.12, 0.08);
    path.lineTo(0.26, 0.08);
    path.lineTo(0.44, 0.48);
    path.moveTo(0.2, 0.4);
    path.arc(-0.1, 0.2, 0.36, 0.5, 4.2);
  });
}

/** The mark of a companion's place. */
export function plus(context: CanvasRenderingContext2D, color: string): void {
  glyph(context, color, (path) => {
    path.moveTo(-0.35, 0);
    path.lineTo(0.35, 0);
    path.moveTo(0, -0.35);
    path.lineTo(0, 0.35);
  });
}

const draw: Record<Look, Draw> = {
  available(context, colors) {
    box(context, 0.74, 0.3);
    context.fillStyle = colors["seat-available"];
    context.fill();
  },
  wheelchair(context, colors) {
    box(context, 0.82, 0.1);
    context.fillStyle = colors["seat-available"];
    context.fill();
    chair(context, colors.raised);
  },
  companion(context, colors) {
    box(context, 0.74, 0.1);
    context.fillStyle = colors["seat-available"];
    context.fill();
    plus(context, colors.raised);
  },
  mine(context, colors) {
    context.beginPath();
    context.arc(0, 0, 0.88, 0, 7);
    context.fillStyle = colors["seat-mine"];
    context.fill();
    glyph(context, colors.raised, (path) => {
      path.moveTo(-0.38, 0.02);
      path.lineTo(-0.1, 0.32);
      path.lineTo(0.4, -0.3);
    });
  },
  held(context, colors) {
    box(context, 0.68, 0.3);
    context.save();
    context.clip();
    context.strokeStyle = colors["seat-held"];
    context.lineWidth = 0.2;
    context.beginPath();
    for (let at = -2; at <= 2; at += 0.5) {
      context.moveTo(at - 1, 1);
      context.lineTo(at + 1, -1);
    }
    context.stroke();
    context.restore();
    context.lineWidth = 0.12;
    context.strokeStyle = colors["seat-held"];
    box(context, 0.68, 0.3);
    context.stroke();
  },
  sold(context, colors) {
    context.beginPath();
    context.arc(0, 0, 0.4, 0, 7);
    context.strokeStyle = colors["seat-sold"];
    context.lineWidth = 0.16;
    context.stroke();
  },
  off(context, colors) {
    context.beginPath();
    context.arc(0, 0, 0.14, 0, 7);
    context.fillStyle = colors["seat-off"];
    context.fill();
  },
  asked(context, colors) {
    context.beginPath();
    context.arc(0, 0, 0.8, 0, 7);
    context.strokeStyle = colors["seat-mine"];
    context.lineWidth = 0.2;
    context.setLineDash([0.42, 0.3]);
    context.stroke();
  },
};
