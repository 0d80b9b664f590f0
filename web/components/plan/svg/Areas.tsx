import { memo } from "react";
import type { PlanArea } from "../model/plan";

// As with all that is drawn in steps, the width of a line comes from what it lies in: there the scale is known.
/** The stage and whatever else is drawn beside the seats, in the plan's steps. */
export const Areas = memo(function Areas({ areas }: { areas: readonly PlanArea[] }) {
  return (
    <g aria-hidden className="fill-sunken stroke-line-strong">
      {areas.map((area) => (
        <Shape key={`${area.x} ${area.y} ${area.text ?? ""} ${area.points ?? ""}`} area={area} />
      ))}
    </g>
  );
});

function Shape({ area }: { area: PlanArea }) {
  const { x, y, width = 0, height = 0 } = area;
  if (area.points?.length) return <polygon points={area.points.flat().join(" ")} />;
  if (area.shape === "ellipse") return <ellipse cx={x} cy={y} rx={width / 2} ry={height / 2} />;
  return <rect x={x} y={y} width={width} height={height} />;
}
