import { memo } from "react";
import { classes } from "@/lib/classes";
import type { Summary } from "../model/filters";
import { marginOf } from "../model/labels";
import type { Plan } from "../model/plan";

// The width of the edges comes from what they lie in: there the scale is known.
type GroundsProps = { plan: Plan; summaries: readonly Summary[]; overview: boolean };

/** What lies under a section's seats, in the plan's steps; in an overview it says whether any are free. */
export const Grounds = memo(function Grounds({ plan, summaries, overview }: GroundsProps) {
  const seated = plan.sections.flatMap((section, number) => (section.standing ? [] : [{ section, number }]));
  return (
    <g aria-hidden strokeLinejoin="round">
      {seated.map(({ section, number }) => {
        const free = (summaries[number]?.left ?? 0) > 0;
        const d = section.outlines.map((outline) => `M${outline.join(" ")}z`).join("");
        const margin = marginOf(plan, section);
        return (
          <g key={section.name}>
            <path d={d} className={classes("fill-none", overview && free ? "stroke-accent" : "stroke-line-strong")} />
            <path
              d={d}
              strokeWidth={margin}
              className={
                overview
                  ? free
                    ? "fill-accent-soft stroke-accent-soft"
                    : "fill-sunken stroke-sunken"
                  : "fill-raised stroke-raised"
              }
            />
          </g>
        );
      })}
    </g>
  );
});
