import { inkOn, markOf } from "./colors";

/** A category's colour with the letter that it has on the plan. */
export function Swatch({ color, n }: { color: string; n: number }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0">
      <rect x="1" y="1" width="22" height="22" rx="5" fill={color} />
      <text x="12" y="16.5" textAnchor="middle" fontSize="12.5" fontWeight="600" fill={inkOn(color)}>
        {markOf(n)}
      </text>
    </svg>
  );
}
