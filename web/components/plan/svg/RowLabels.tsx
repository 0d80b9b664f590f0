import { memo } from "react";
import { rowLabelAt } from "../model/labels";
import type { Plan } from "../model/plan";

/** The rows' labels beside their ends, in the plan's steps; each seat's name says its row as well. */
export const RowLabels = memo(function RowLabels({ plan }: { plan: Plan }) {
  return (
    <g
      aria-hidden
      className="fill-muted font-semibold"
      fontSize={plan.pitch * 0.4}
      textAnchor="middle"
      dominantBaseline="central"
    >
      {plan.rows.map((row) => {
        const [x, y] = rowLabelAt(plan, row);
        return (
          <text key={row.first} x={x} y={y}>
            {row.label}
          </text>
        );
      })}
    </g>
  );
});
