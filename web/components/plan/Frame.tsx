import type { Size } from "./model/camera";

type FrameProps = { from: readonly [number, number]; to: readonly [number, number]; size: Size };

/** A frame over the plan's picture, while it is drawn. */
export function Frame({ from, to, size }: FrameProps) {
  return (
    <svg
      aria-hidden
      width={size.width}
      height={size.height}
      className="pointer-events-none absolute inset-0 fill-accent/15 stroke-accent"
    >
      <rect
        x={Math.min(from[0], to[0])}
        y={Math.min(from[1], to[1])}
        width={Math.abs(from[0] - to[0])}
        height={Math.abs(from[1] - to[1])}
        strokeWidth={2}
        strokeDasharray="6 4"
      />
    </svg>
  );
}
