import { type Ink, marks, moved } from "../marks";
import type { Look } from "../model/look";

const fills: Record<Ink, string> = {
  raised: "fill-raised",
  "seat-available": "fill-seat-available",
  "seat-mine": "fill-seat-mine",
  "seat-held": "fill-seat-held",
  "seat-sold": "fill-seat-sold",
  "seat-off": "fill-seat-off",
};
const strokes: Record<Ink, string> = {
  raised: "stroke-raised",
  "seat-available": "stroke-seat-available",
  "seat-mine": "stroke-seat-mine",
  "seat-held": "stroke-seat-held",
  "seat-sold": "stroke-seat-sold",
  "seat-off": "stroke-seat-off",
};

type MarkProps = { look: Look; x?: number; y?: number };

/**
 * A seat's look around a point. Its colours are the page's, so that it changes with them by itself. It has no transform of its own: a
 * browser keeps account of each, and moves a thousand of them slowly.
 */
export function Mark({ look, x = 0, y = 0 }: MarkProps) {
  return marks[look].map(({ d, fill, stroke, width, dash }) => (
    <path
      key={d}
      d={moved(d, x, y)}
      className={`${fill ? fills[fill] : "fill-none"} ${stroke ? strokes[stroke] : ""}`}
      strokeWidth={width}
      strokeDasharray={dash}
      strokeLinecap={stroke && !dash ? "round" : undefined}
      strokeLinejoin={stroke ? "round" : undefined}
    />
  ));
}
