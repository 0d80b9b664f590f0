import type { Look } from "./model/look";

export const seatWidth = 200;

/** A stroke or a filled shape of a seat that is that wide, its middle at 0, in the page's colours by their names. */
export type Part = { d: string; fill?: Ink; stroke?: Ink; width?: number; dash?: string };
export type Ink = "raised" | "seat-available" | "seat-mine" | "seat-held" | "seat-sold" | "seat-off";

// A path begins absolutely and goes on relatively, so that it can be moved by its beginnings.
const box = (half: number, radius: number): string => {
  const side = 2 * (half - radius);
  const corner = (x: number, y: number) => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  const [r, start] = [radius, radius - half];
  return `M${start} ${-half}h${side}${corner(r, r)}v${side}${corner(-r, r)}h${-side}${corner(-r, -r)}v${-side}${corner(r, -r)}z`;
};
const circle = (radius: number): string => {
  const half = (x: number) => `a${radius} ${radius} 0 1 1 ${x} 0`;
  return `M${radius} 0${half(-2 * radius)}${half(2 * radius)}z`;
};

/** A path moved aside and down. */
export function moved(d: string, x: number, y: number): string {
  return d.replace(/M(\S+) ([-\d.]+)/g, (_, left: string, top: string) => `M${x + Number(left)} ${y + Number(top)}`);
}

/** The mark of a wheelchair place. */
export const chair = "M-12 -50v58h38l18 40M20 40l1.6 -2.7a36 36 0 1 1 -49.3 -48.7";
/** The mark of a companion's place. */
export const plus = "M-35 0h70M0 -35v70";
export const glyphWidth = 17;

const tick = "M-38 2l28 30l50 -62";
const hatch = "M-62 12l74 -74M-62 62l124 -124M-12 62l74 -74M-64 -36l28 -28M36 64l28 -28";

const glyph = (d: string): Part => ({ d, stroke: "raised", width: glyphWidth });

/** Shapes and marks tell the looks apart without colour. */
export const marks: Record<Look, readonly Part[]> = {
  available: [{ d: box(74, 30), fill: "seat-available" }],
  wheelchair: [{ d: box(82, 10), fill: "seat-available" }, glyph(chair)],
  companion: [{ d: box(74, 10), fill: "seat-available" }, glyph(plus)],
  mine: [{ d: circle(88), fill: "seat-mine" }, glyph(tick)],
  held: [
    { d: hatch, stroke: "seat-held", width: 20 },
    { d: box(68, 30), stroke: "seat-held", width: 12 },
  ],
  sold: [{ d: circle(40), stroke: "seat-sold", width: 16 }],
  off: [{ d: circle(14), fill: "seat-off" }],
  asked: [{ d: circle(80), stroke: "seat-mine", width: 20, dash: "42 30" }],
};
