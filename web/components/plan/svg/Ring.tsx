import { type Plan, sectionOf } from "../model/plan";

type RingProps = {
  plan: Plan;
  seat: number;
  /** Of a pixel, in steps. */
  pixel: number;
  strong?: boolean;
};

/** A ring around the seat that is pointed at or, strong, that has the keyboard's focus; of a standing place around its floor. */
export function Ring({ plan, seat, pixel, strong = false }: RingProps) {
  const { standing, outlines } = sectionOf(plan, seat);
  const line = (className: string, width: number) =>
    standing ? (
      <polygon points={outlines[0]?.join(" ")} strokeWidth={width * pixel} className={className} />
    ) : (
      <circle
        cx={plan.x[seat]}
        cy={plan.y[seat]}
        r={plan.pitch * (strong ? 0.6 : 0.52)}
        strokeWidth={width * pixel}
        className={className}
      />
    );
  return (
    <g aria-hidden className="pointer-events-none fill-none">
      {strong && line("stroke-surface", 8)}
      {line("stroke-ink", strong ? 4 : 2.5)}
    </g>
  );
}
