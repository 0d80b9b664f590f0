import type { Size } from "./model/camera";

type FrameProps = { from: readonly [number, number]; to: readonly [number, number]; size: Size; margin?: number };

/** A frame over the plan's picture, while it is drawn. */
export function Frame({ from, to, size, margin = 0 }: FrameProps) {
  return (
    <svg
      aria-hidden
      width={size.width}
      height={size.height}
      className="pointer-events-none absolute inset-0 fill-accent/15 stroke-accent"
    >
      <rect
        x={Math.min(from[0], to[0]) - margin}
        y={Math.min(from[1], to[1]) - margin}
        width={Math.abs(from[0] - to[0]) + 2 * margin}
        height={Math.abs(from[1] - to[1]) + 2 * margin}
        strokeWidth={2}
        strokeDasharray="6 4"
      />
    </svg>
  );
}
