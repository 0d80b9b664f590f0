"use client";

import { memo } from "react";
import { seatWidth } from "@/components/plan/marks";
import { isTakeable, type Showing } from "@/components/plan/model/look";
import { type Plan, seatLabel } from "@/components/plan/model/plan";
import { Mark } from "@/components/plan/svg/Mark";
import { classes } from "@/lib/classes";
import type { SeatWords } from "./words";

type SeatShapeProps = {
  plan: Plan;
  seat: number;
  showing: Showing;
  /** Asked for; the answer is awaited. */
  asked: boolean;
  /** Does not fit the filters. */
  dim: boolean;
  offered: boolean;
  selling: boolean;
  /** Where the Tab key comes to the map. */
  stop: boolean;
  words: SeatWords;
};

/** A seat as a button, drawn where all are `seatWidth` wide. All that it shows is told by its properties, so that a change elsewhere leaves it alone. */
export const SeatShape = memo(function SeatShape(props: SeatShapeProps) {
  const { plan, seat, showing, asked, dim, offered, selling, stop, words } = props;
  const [x = 0, y = 0] = [plan.x[seat], plan.y[seat]].map((at = 0) => Math.round((at * seatWidth) / plan.pitch));
  const takeable = isTakeable(showing);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button of its own
    <g
      role="button"
      data-seat={seat}
      tabIndex={stop ? 0 : -1}
      aria-label={words.said(plan, seat, showing)}
      aria-pressed={takeable ? showing === "mine" : undefined}
      aria-disabled={!takeable || !selling}
      className={classes("outline-transparent", (!takeable || !selling) && "cursor-[inherit]")}
      {...(dim && { fillOpacity: 0.25, strokeOpacity: 0.25 })}
    >
      <Mark look={asked ? "asked" : showing} x={x} y={y} />
      {offered && (
        <circle cx={x} cy={y} r={104} strokeWidth={8} strokeDasharray="16 12" className="fill-none stroke-ink" />
      )}
      {showing === "available" && !asked && (
        <text x={x} y={y}>
          {seatLabel(plan, seat)}
        </text>
      )}
    </g>
  );
});
